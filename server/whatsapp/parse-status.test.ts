import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseStatus } from './parse-status.ts';

const receivedAt = new Date('2026-01-01T00:00:05Z');

test('a delivery report with our own id', () => {
  assert.deepEqual(
    parseStatus('wamid.1', { status: 'delivered', timestamp: '1767225600', recipient_id: '6012', biz_opaque_callback_data: '4711.rs' }, receivedAt),
    {
      waMessageId: 'wamid.1',
      own: { messageId: '4711', writtenAt: 1000 },
      status: 'delivered',
      at: new Date('2026-01-01T00:00:00Z'),
      code: null,
      detail: null,
      pricing: null,
      recipient: null,
    },
  );
});

test('what is billed, and nothing of what is free', () => {
  const priced = (pricing: unknown): unknown => parseStatus('wamid.1', { status: 'sent', pricing }, receivedAt)?.pricing;
  assert.deepEqual(priced({ billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' }), {
    type: 'regular',
    category: 'utility',
    model: 'PMP',
  });
  assert.equal(priced({ billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' }), null);
  assert.equal(priced('PMP'), null);
});

test('who it went to, by every id it names; a failure and a group say nothing of that', () => {
  const ids = { recipient_id: '60123456789', recipient_user_id: 'MY.1', recipient_parent_user_id: 'MY.ENT.1' };
  const recipientOf = (more: Record<string, unknown>): unknown => parseStatus('wamid.1', { status: 'read', ...ids, ...more }, receivedAt)?.recipient;
  assert.deepEqual(recipientOf({}), { phone: '+60123456789', bsuid: 'MY.1', parentBsuid: 'MY.ENT.1' });
  assert.equal(recipientOf({ status: 'failed' }), null);
  assert.equal(recipientOf({ recipient_type: 'group' }), null);
});

test('a failure with its code and detail, or without', () => {
  const errors = [
    { code: 131047, title: 'Re-engagement message', message: 'Re-engagement message', error_data: { details: 'More than 24 hours have passed' } },
  ];
  const failed = parseStatus('wamid.1', { status: 'failed', timestamp: '1767225600', errors }, receivedAt);
  assert.deepEqual([failed?.code, failed?.detail], ['131047', 'More than 24 hours have passed']);
  assert.equal(parseStatus('wamid.1', { status: 'failed' }, receivedAt)?.code, 'unknown');
});

test('what others put into the opaque field is no id of ours', () => {
  for (const own of ['order-17', '4711', '4711.', '0.rs', '4711.rs.1', '0', '-1', '1e9', '12345678901234567890', '', null, {}]) {
    assert.equal(parseStatus('wamid.1', { status: 'sent', biz_opaque_callback_data: own }, receivedAt)?.own, null, JSON.stringify(own));
  }
});

test('other words move nothing; nothing throws', () => {
  assert.equal(parseStatus('wamid.1', { status: 'deleted' }, receivedAt), null);
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('status', 'timestamp', 'errors', 'biz_opaque_callback_data'), fc.jsonValue()),
      (status) => void parseStatus('x', status, receivedAt),
    ),
  );
});
