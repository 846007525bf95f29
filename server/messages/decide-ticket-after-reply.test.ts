import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TICKET_STATUSES } from '../../types/tickets.ts';
import { decideTicketAfterReply } from './decide-ticket-after-reply.ts';

const at = new Date('2026-11-21T10:00:00Z');
const earlier = new Date('2026-11-21T09:00:00Z');
const human = { byHuman: true, isReaction: false, at };

test('a person’s first reply opens a new ticket and stops the clock', () => {
  assert.deepEqual(decideTicketAfterReply({ status: 'new', firstResponseAt: null }, human), { status: 'open', firstResponseAt: at, isAnswered: true });
});
test('later replies leave the clock and every chosen status alone', () => {
  for (const status of TICKET_STATUSES.filter((one) => one !== 'new')) {
    assert.deepEqual(decideTicketAfterReply({ status, firstResponseAt: earlier }, human), { status, firstResponseAt: earlier, isAnswered: true });
  }
});
test('what the system sends is no answer (WA-15), a reaction neither', () => {
  for (const reply of [
    { ...human, byHuman: false },
    { ...human, isReaction: true },
  ]) {
    assert.deepEqual(decideTicketAfterReply({ status: 'new', firstResponseAt: null }, reply), { status: 'new', firstResponseAt: null, isAnswered: false });
  }
});
