import type { PlannedTicket } from './plan-types.ts';

/** One entry of a ticket's history, as the product would have written it. */
export interface HistoryEntry {
  action: 'created' | 'outlet_matched' | 'outlet_ambiguous' | 'outlet_linked' | 'assigned' | 'status_changed' | 'resolved' | 'closed';
  at: number;
  /** `agent`: the person who has the ticket. */
  by: 'whatsapp' | 'agent' | 'schedule';
  before: Record<string, string | null> | null;
  after: Record<string, string>;
}

/** What happened to a planned ticket besides what was said in it, in order. */
export function ticketHistory(ticket: PlannedTicket, agentName: string | null): HistoryEntry[] {
  const began = ticket.lines[0]?.at ?? 0;
  const reply = ticket.lines.find((line) => line.by === 'agent');
  const assignedAt = (reply?.at ?? began + 60_000) - 20_000;
  const outlet = { outlet: ticket.outletName ?? '', oid: String(ticket.oid), fid: String(ticket.fid) };
  const entries: HistoryEntry[] = [{ action: 'created', at: began, by: 'whatsapp', before: null, after: { status: 'new' } }];
  const add = (action: HistoryEntry['action'], at: number, by: HistoryEntry['by'], before: HistoryEntry['before'], after: HistoryEntry['after']): void => {
    entries.push({ action, at, by, before, after });
  };
  const isKnown = ticket.person.oids.length === 1 || ticket.person.primaryOid === ticket.oid;
  if (ticket.linkState === 'linked' && isKnown) add('outlet_matched', began, 'whatsapp', null, outlet);
  if (ticket.linkState === 'ambiguous' || (ticket.linkState === 'linked' && !isKnown))
    add('outlet_ambiguous', began, 'whatsapp', null, { linkState: 'ambiguous' });
  if (ticket.assignee !== null) add('assigned', assignedAt, 'agent', { assignee: null }, { assignee: agentName ?? '' });
  if (ticket.linkState === 'linked' && !isKnown) add('outlet_linked', assignedAt + 5_000, 'agent', { linkState: 'ambiguous' }, outlet);
  if (reply !== undefined) add('status_changed', reply.at, 'agent', { status: 'new' }, { status: 'open' });
  if (ticket.waitsFrom !== null) add('status_changed', ticket.waitsFrom, 'agent', { status: 'open' }, { status: ticket.status });
  if (ticket.resolvedAt !== null) add('resolved', ticket.resolvedAt, 'agent', { status: 'open' }, { status: 'resolved' });
  if (ticket.closedAt !== null) add('closed', ticket.closedAt, 'schedule', { status: 'resolved' }, { status: 'closed' });
  return entries;
}
