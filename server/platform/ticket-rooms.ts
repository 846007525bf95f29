/** The rooms of everybody who may see a ticket in a list. */
export function ticketRooms(ticket: { fid: string | null; oid: string | null }): string[] {
  return ticket.oid === null ? ['all', 'unlinked'] : ['all', `fid:${ticket.fid}`, `oid:${ticket.oid}`];
}
