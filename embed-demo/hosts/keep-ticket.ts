import type { EngageEvents } from '../../types/embed.ts';

/** Keeps the ticket that is open in the inbox in the page's address: a reload, and Back from another page, open it again. */
export function keepTicket(inbox: EventTarget): void {
  inbox.addEventListener('engage-ticket-open', (event) => {
    const { ticketId } = (event as CustomEvent<EngageEvents['engage-ticket-open']>).detail;
    const address = new URL(location.href);
    address.searchParams.set('ticket', ticketId);
    history.replaceState(history.state, '', address);
  });
}
