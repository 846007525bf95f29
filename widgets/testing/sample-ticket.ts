import type { TicketView } from '../../types/tickets.ts';
import { ago } from './ago.ts';
import { sampleOutlets } from './sample-outlets.ts';

/** A ticket of whom you like; what is not named is ordinary. */
export function sampleTicket(id: string, change: Partial<TicketView> = {}): TicketView {
  const outlet = sampleOutlets[0];
  const contact = change.contact ?? { id: `5${id}`, name: 'Sri Devi', phone: '+60123456789' };
  const linked = change.outlet === undefined && change.linkState === undefined ? outlet : sampleOutlets.find(({ oid }) => oid === change.outlet?.oid);
  return {
    id,
    reference: `TKT-2026-${id.padStart(6, '0')}`,
    subject: null,
    status: 'open',
    priority: 'normal',
    categoryId: null,
    categoryName: null,
    assignee: { userId: '7', name: 'Aina Rahman' },
    contact,
    outlet: linked ? { oid: linked.oid, fid: linked.fid, name: linked.name, franchiseName: linked.franchiseName } : null,
    linkState: 'linked',
    preview: { type: 'text', text: 'Terima kasih!', direction: 'in', status: 'received' },
    unread: 0,
    awaitingSince: null,
    firstResponseAt: ago(50),
    windowEndsAt: new Date(Date.now() + (23 * 60 + 49.5) * 60_000).toISOString(),
    reopenCount: 0,
    lastMessageAt: ago(10),
    createdAt: ago(60),
    updatedAt: ago(10),
    revision: 3,
    contactCard: {
      id: contact.id,
      name: contact.name,
      phone: contact.phone,
      username: null,
      email: null,
      locale: 'ms',
      createdAt: ago(400 * 1440),
      ticketCount: 1,
    },
    outletCard: linked ?? null,
    candidates: [],
    number: { id: '1', displayPhone: '+60 3-1234 5678', name: 'KedaiPOS Support', isStopped: false },
    resolvedAt: null,
    closedAt: null,
    previous: [],
    formerTicketId: null,
    isLead: false,
    firstInboundAt: ago(60),
    assigneeIds: null,
    ...change,
  };
}
