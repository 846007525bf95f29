import type { EngageEvents } from '../../types/embed.ts';

/** Keeps the ticket that is open in the inbox in the page's address, until it is closed: a reload, and Back from another page, open it again. */
export function keepTicket(inbox: EventTarget): void {
  const put = (ticketId: string | null): void => {
    const address = new URL(location.href);
    if (ticketId === null) address.searchParams.delete('ticket');
    else address.searchParams.set('ticket', ticketId);
    history.replaceState(history.state, '', address);
  };
  inbox.addEventListener('engage-ticket-open', (event) => put((event as CustomEvent<EngageEvents['engage-ticket-open']>).detail.ticketId));
  inbox.addEventListener('engage-ticket-close', () => put(null));
}
