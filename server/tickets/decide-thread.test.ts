import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TICKET_STATUSES } from '../../types/tickets.ts';
import { decideThread, type ThreadCandidate } from './decide-thread.ts';

const HOUR = 3_600_000;
const at = new Date('2026-03-04T10:00:00Z');
const ago = (hours: number): Date => new Date(at.getTime() - hours * HOUR);
const ticket = (id: string, status: ThreadCandidate['status'], lastHours: number, resolvedHours?: number): ThreadCandidate => ({
  id,
  status,
  lastMessageAt: ago(lastHours),
  resolvedAt: resolvedHours === undefined ? null : ago(resolvedHours),
});
const decide = (...candidates: ThreadCandidate[]): unknown => decideThread(candidates, at, 72 * HOUR);

test('nobody known: a new ticket', () => assert.deepEqual(decide(), { action: 'create', formerTicketId: null }));
test('an open ticket takes the message, whatever its age', () =>
  assert.deepEqual(decide(ticket('7', 'open', 900)), { action: 'append', ticketId: '7', status: 'open' }));
test('a new ticket stays new, one that waited for the merchant is open again', () => {
  assert.deepEqual(decide(ticket('7', 'new', 1)), { action: 'append', ticketId: '7', status: 'new' });
  assert.deepEqual(decide(ticket('7', 'pending_internal', 1)), { action: 'append', ticketId: '7', status: 'pending_internal' });
  assert.deepEqual(decide(ticket('7', 'pending_merchant', 1)), { action: 'append', ticketId: '7', status: 'open' });
});
test('of several open ones the one that was busy last', () =>
  assert.deepEqual(decide(ticket('7', 'open', 5), ticket('8', 'open', 2), ticket('9', 'open', 3)), { action: 'append', ticketId: '8', status: 'open' }));
test('an open one wins over a fresher resolved one', () =>
  assert.deepEqual(decide(ticket('7', 'open', 50), ticket('8', 'resolved', 1, 1)), { action: 'append', ticketId: '7', status: 'open' }));
test('resolved 71 h ago: reopened; 72 h ago: a new one that points at it', () => {
  assert.deepEqual(decide(ticket('7', 'resolved', 71, 71)), { action: 'reopen', ticketId: '7', status: 'open' });
  assert.deepEqual(decide(ticket('7', 'resolved', 72, 72)), { action: 'create', formerTicketId: '7' });
});
test('a message sent before the ticket was resolved and delivered late reopens it', () =>
  assert.deepEqual(decide(ticket('7', 'resolved', 1, -2)), { action: 'reopen', ticketId: '7', status: 'open' }));
test('closed is archived: always a new one', () => assert.deepEqual(decide(ticket('7', 'closed', 1, 1)), { action: 'create', formerTicketId: '7' }));

test('for any tickets: open ones are never passed over, and the order they come in does not matter', () => {
  const candidates = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 1e6 }).map(String),
      status: fc.constantFrom(...TICKET_STATUSES),
      resolvedAt: fc.option(fc.integer({ min: -200, max: 200 }).map(ago)),
      lastMessageAt: fc.integer({ min: 0, max: 200 }).map(ago),
    }),
    { selector: ({ id }) => id, maxLength: 6 },
  );
  fc.assert(
    fc.property(candidates, (list) => {
      const decision = decideThread(list, at, 72 * HOUR);
      assert.deepEqual(decideThread([...list].reverse(), at, 72 * HOUR), decision);
      const isOpen = ({ status }: ThreadCandidate): boolean => status !== 'resolved' && status !== 'closed';
      assert.equal(decision.action === 'append', list.some(isOpen));
      if (decision.action !== 'create') assert.ok(list.some(({ id }) => id === decision.ticketId));
      else assert.equal(decision.formerTicketId === null, list.length === 0);
    }),
  );
});
