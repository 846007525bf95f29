import { useCallback, useState } from 'react';
import { keepTicket } from '../keep-ticket.ts';

/** The inbox over the whole page; it begins with the ticket the address names. */
export function SupportPage() {
  const [ticket] = useState(() => new URLSearchParams(location.search).get('ticket'));
  const remember = useCallback((inbox: HTMLElement | null) => {
    if (inbox !== null) keepTicket(inbox);
  }, []);
  return (
    <main className="page page-support">
      <engage-inbox ref={remember} {...(ticket === null ? {} : { ticket })} />
    </main>
  );
}
