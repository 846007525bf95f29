/** `TKT-2026-000123`: derived from the id and the year it was opened in, so that nothing has to be counted or stored. */
export function ticketReference(id: string, createdAt: Date): string {
  return `TKT-${createdAt.getUTCFullYear()}-${id.padStart(6, '0')}`;
}
