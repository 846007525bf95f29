import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitDelivery } from './split-delivery.ts';

const envelope = (...changes: unknown[]): unknown => ({ object: 'whatsapp_business_account', entry: [{ id: 'waba', changes }] });
const metadata = { display_phone_number: '60300000000', phone_number_id: 'pn' };

test('every entry, change, message and status becomes one item, in order', () => {
  const change = (messages: string[], statuses: string[]): unknown => ({
    field: 'messages',
    value: { metadata, messages: messages.map((id) => ({ id, from: '6012' })), statuses: statuses.map((id) => ({ id, status: 'sent' })) },
  });
  const body = {
    object: 'whatsapp_business_account',
    entry: [
      { id: 'w1', changes: [change(['a', 'b'], ['c']), change(['d'], [])] },
      { id: 'w2', changes: [change([], ['e', 'f'])] },
    ],
  };
  assert.deepEqual(
    splitDelivery(body).map((item) => (item.k === 'o' ? item.f : item.id)),
    ['a', 'b', 'c', 'd', 'e', 'f'],
  );
});

test('the contact block is found by BSUID, by phone, by position, or because it is the only one', () => {
  const contacts = [
    { wa_id: '1111111', profile: { name: 'One' } },
    { user_id: 'MY.2', profile: { name: 'Two' } },
  ];
  const messages = [
    { id: 'b', from_user_id: 'MY.2' },
    { id: 'a', from: '1111111' },
    { id: 'c', from: '3333333' },
  ];
  const items = splitDelivery(envelope({ field: 'messages', value: { metadata, contacts, messages } }));
  assert.deepEqual(
    items.map((item) => (item.k === 'm' ? item.c?.['profile'] : null)),
    [{ name: 'Two' }, { name: 'One' }, undefined],
  );
  const [only] = splitDelivery(
    envelope({ field: 'messages', value: { metadata, contacts: [{ profile: { name: 'Only' } }], messages: [{ id: 'x', from: '4444444' }] } }),
  );
  assert.deepEqual(only?.k === 'm' && only.c, { profile: { name: 'Only' } });
});

test('a status carries the ids its contact block alone has, when the block is about its recipient', () => {
  const contacts = [
    { wa_id: '60111111111', user_id: 'MY.1' },
    { wa_id: '60222222222', user_id: 'MY.2', parent_user_id: 'MY.ENT.2' },
  ];
  const statusOf = (status: Record<string, unknown>, given: unknown[] = contacts): unknown => {
    const [item] = splitDelivery(envelope({ field: 'messages', value: { metadata, contacts: given, statuses: [{ id: 'x', status: 'sent', ...status }] } }));
    const { id: _id, status: _status, ...ids } = item?.k === 's' ? item.s : {};
    return ids;
  };
  assert.deepEqual(statusOf({ recipient_id: '60222222222' }), { recipient_id: '60222222222', recipient_user_id: 'MY.2', recipient_parent_user_id: 'MY.ENT.2' });
  assert.deepEqual(statusOf({ recipient_user_id: 'MY.1' }), { recipient_id: '60111111111', recipient_user_id: 'MY.1' });
  assert.deepEqual(statusOf({ recipient_id: '60333333333' }), { recipient_id: '60333333333' }, 'somebody else’s block teaches nothing');
  assert.deepEqual(statusOf({}), {}, 'nor does one of several when the status names nobody');
  assert.deepEqual(statusOf({}, [contacts[0]]), { recipient_id: '60111111111', recipient_user_id: 'MY.1' });
});

test('what is not understood is kept raw and named', () => {
  const kinds = (body: unknown): string[] => splitDelivery(body).map((item) => (item.k === 'o' ? item.f : item.k));
  assert.deepEqual(kinds({}), ['unreadable']);
  assert.deepEqual(kinds({ object: 'page', entry: [] }), ['other_object']);
  assert.deepEqual(kinds({ object: 'whatsapp_business_account', entry: [null, { changes: 'x' }] }), ['unreadable_entry', 'unreadable_entry']);
  assert.deepEqual(kinds(envelope(7, { field: 'account_update', value: { event: 'X' } }, { field: 'messages', value: {} })), [
    'unreadable_change',
    'account_update',
    'empty_messages',
  ]);
  assert.deepEqual(kinds(envelope({ field: 'messages', value: { metadata, messages: [{ from: 'nobody' }, 'text'], statuses: [{}] } })), [
    'unreadable_message',
    'unreadable_message',
    'unreadable_status',
  ]);
  assert.deepEqual(kinds(envelope({ field: 'messages', value: { messages: [{ id: 'a' }], errors: [{ code: 1 }] } })), ['unreadable_message', 'errors']);
});

test('never throws, whatever the JSON', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 8 }), (body) => void splitDelivery(body)));
  fc.assert(fc.property(fc.array(fc.jsonValue()), (entry) => void splitDelivery({ object: 'whatsapp_business_account', entry })));
  fc.assert(
    fc.property(
      fc.array(fc.record({ field: fc.constantFrom('messages', 'account_update'), value: fc.jsonValue() })),
      (changes) => void splitDelivery(envelope(...changes)),
    ),
  );
});

test('every message and status appears exactly once, with its raw part untouched', () => {
  const part = fc.oneof(fc.jsonValue(), fc.record({ id: fc.string({ minLength: 1, maxLength: 20 }), from: fc.string(), text: fc.jsonValue() }));
  const change = fc.record({ messages: fc.array(part), statuses: fc.array(part), contacts: fc.array(fc.jsonValue()) });
  fc.assert(
    fc.property(fc.array(fc.array(change)), (entries) => {
      const body = {
        object: 'whatsapp_business_account',
        entry: entries.map((changes) => ({ id: 'w', changes: changes.map((value) => ({ field: 'messages', value: { metadata, ...value } })) })),
      };
      const found = splitDelivery(body).flatMap((item) => {
        if (item.k === 'm') return [item.m];
        if (item.k === 's') return [item.s];
        const raw = item.raw as { message?: unknown; status?: unknown };
        return item.f === 'unreadable_message' ? [raw.message] : item.f === 'unreadable_status' ? [raw.status] : [];
      });
      const given = entries.flat().flatMap(({ messages, statuses }) => [...messages, ...statuses]);
      assert.deepEqual(found, given);
    }),
  );
});
