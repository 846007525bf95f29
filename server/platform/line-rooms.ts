import { ticketRooms } from './ticket-rooms.ts';

/** The rooms that hear of a ticket's line: whoever may see it in a list. A ticket that holds nothing but our own question is in none: only who has it open hears. */
export function lineRooms(ticket: { id: string; fid: string | null; oid: string | null; prompt_state: string }): string[] {
  return ticket.prompt_state === 'outreach' ? [`ticket:${ticket.id}`] : ticketRooms(ticket);
}
