import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TICKET_PRIORITIES, TICKET_STATUSES } from '../../types/tickets.ts';
import { decideTicketChange } from './decide-ticket-change.ts';
import type { LockedTicket } from './ticket-types.ts';

const ticket = (over: Partial<LockedTicket> = {}): LockedTicket => ({
  id: '1',
  contact_id: '2',
  number_id: '3',
  fid: '4',
  oid: '5',
  link_state: 'linked',
  subject: null,
  status: 'open',
  priority: 'normal',
  category_id: null,
  assigned_user_id: null,
  reopen_count: 0,
  revision: 1,
  is_lead: 0,
  ...over,
});

describe('deciding a change of a ticket', () => {
  it('takes what was seen as it is now, and names the action', () => {
    const table = [
      [{}, { status: { from: 'open', to: 'pending_merchant' } }, 'status_changed', false],
      [{}, { status: { from: 'open', to: 'resolved' } }, 'resolved', false],
      [{}, { status: { from: 'open', to: 'closed' } }, 'closed', false],
      [{ status: 'resolved' }, { status: { from: 'resolved', to: 'open' } }, 'reopened', true],
      [{ status: 'resolved' }, { status: { from: 'resolved', to: 'closed' } }, 'closed', false],
      [{}, { assignee: { from: null, to: '9' } }, 'assigned', false],
      [{ assigned_user_id: '9' }, { assignee: { from: '9', to: null } }, 'unassigned', false],
      [{}, { subject: { from: null, to: 'Printer' } }, 'subject_changed', false],
    ] as const;
    for (const [over, change, action, reopens] of table) {
      const decision = decideTicketChange(ticket(over), { ticketId: '1', ...change });
      assert.ok(decision.kind === 'change', JSON.stringify(decision));
      assert.deepEqual([decision.changes[0]?.action, decision.reopens], [action, reopens]);
    }
  });

  it('opens again without reopening what the person takes back', () => {
    const undo = { ticketId: '1', status: { from: 'resolved', to: 'open' } } as const;
    const decision = decideTicketChange(ticket({ status: 'resolved' }), undo, true);
    assert.ok(decision.kind === 'change');
    assert.deepEqual([decision.changes[0]?.action, decision.opens, decision.reopens], ['status_changed', true, false]);
  });

  it('refuses everything when one field was changed by somebody else, and tells what it is now', () => {
    const decision = decideTicketChange(ticket({ priority: 'urgent' }), {
      ticketId: '1',
      priority: { from: 'normal', to: 'high' },
      status: { from: 'open', to: 'closed' },
    });
    assert.deepEqual(decision, { kind: 'conflict', current: { priority: 'urgent' } });
  });

  it('finishes only what is linked, or a lead', () => {
    const finish = { ticketId: '1', status: { from: 'open', to: 'resolved' } } as const;
    assert.equal(decideTicketChange(ticket({ link_state: 'ambiguous', oid: null }), finish).kind, 'not_linked');
    assert.equal(decideTicketChange(ticket({ link_state: 'unknown', oid: null, is_lead: 1 }), finish).kind, 'change');
    assert.equal(
      decideTicketChange(ticket({ link_state: 'unknown', oid: null, status: 'resolved' }), { ticketId: '1', status: { from: 'resolved', to: 'closed' } }).kind,
      'change',
      'finished already',
    );
  });

  it('never changes a field whose value is not what the person saw, unless it is there already', () => {
    const status = fc.constantFrom(...TICKET_STATUSES);
    const priority = fc.constantFrom(...TICKET_PRIORITIES);
    fc.assert(
      fc.property(status, status, status, priority, priority, priority, (isNow, from, to, wasNow, seen, wanted) => {
        const decision = decideTicketChange(ticket({ status: isNow, priority: wasNow }), {
          ticketId: '1',
          status: { from, to },
          priority: { from: seen, to: wanted },
        });
        const agrees = (isNow === from || isNow === to) && (wasNow === seen || wasNow === wanted);
        if (!agrees) return decision.kind === 'conflict';
        if (isNow === to && wasNow === wanted) return decision.kind === 'nothing';
        return (
          decision.kind === 'change' &&
          decision.changes.every((change) => (change.field === 'status' ? change.to === to && isNow === from : change.to === wanted && wasNow === seen))
        );
      }),
    );
  });
});
