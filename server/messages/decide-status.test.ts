import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MESSAGE_STATUSES, PROVIDER_STATUSES, type MessageStatus, type ProviderStatus } from '../../types/messages.ts';
import { decideStatus } from './decide-status.ts';

const after = (start: MessageStatus, reports: readonly ProviderStatus[]): MessageStatus =>
  reports.reduce<MessageStatus>((status, report) => decideStatus(status, report) ?? status, start);

test('the usual order, and the orders seen in the field', () => {
  assert.equal(after('sent', ['sent', 'delivered', 'read']), 'read');
  assert.equal(after('sent', ['read', 'delivered', 'sent']), 'read');
  assert.equal(after('sending', ['delivered']), 'delivered');
  assert.equal(after('unknown', ['sent']), 'sent');
  assert.equal(after('read', ['played']), 'played');
});
test('failed wins over sent and before, and gives way to proof of arrival', () => {
  for (const status of ['sending', 'unknown', 'sent'] as const) assert.equal(after(status, ['failed']), 'failed');
  for (const status of ['delivered', 'read', 'played'] as const) assert.equal(after(status, ['failed']), status);
  assert.equal(after('failed', ['sent']), 'failed');
  assert.equal(after('failed', ['delivered']), 'delivered');
});
test('a failure of an earlier attempt does not touch a message that waits to be tried again', () => assert.equal(decideStatus('queued', 'failed'), null));
test('inbound messages have no status to move', () => {
  for (const report of PROVIDER_STATUSES) assert.equal(decideStatus('received', report), null);
});
test('any order and any repetition ends the same; nothing moves backwards', () => {
  const underWay = MESSAGE_STATUSES.filter((status) => status !== 'received' && status !== 'queued');
  fc.assert(
    fc.property(
      fc.constantFrom(...underWay),
      fc.array(fc.constantFrom(...PROVIDER_STATUSES), { maxLength: 12 }),
      fc.infiniteStream(fc.nat(11)),
      (start, reports, picks) => {
        const end = after(start, reports);
        const shuffled = [...reports, ...reports]
          .map((report) => ({ report, key: picks.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ report }) => report);
        assert.equal(after(start, shuffled), end);
        for (const report of reports) assert.equal(decideStatus(end, report), null);
      },
    ),
  );
});
