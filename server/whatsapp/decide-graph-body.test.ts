import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideGraphBody, type GraphBodyInput } from './decide-graph-body.ts';

const base: GraphBodyInput = {
  callbackData: '42',
  type: 'text',
  text: 'Hello',
  fragment: null,
  isVoice: false,
  filename: null,
  replyToWaMessageId: null,
  waMediaId: null,
  phone: '+60123000001',
  bsuid: 'MY.1',
};
const body = (more: Partial<GraphBodyInput>): Record<string, unknown> | null => decideGraphBody({ ...base, ...more });

test('text with our own id, to the phone with its plus sign', () => {
  assert.deepEqual(body({}), {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '+60123000001',
    type: 'text',
    text: { body: 'Hello', preview_url: false },
    biz_opaque_callback_data: '42',
  });
  assert.deepEqual(body({ text: 'see https://example.my' })?.['text'], { body: 'see https://example.my', preview_url: true });
});
test('somebody without a phone is addressed by BSUID, nobody without both', () => {
  assert.equal(body({ phone: null })?.['recipient'], 'MY.1');
  assert.equal('to' in (body({ phone: null }) ?? {}), false);
  assert.equal(body({ phone: null, bsuid: null }), null);
});
test('a reply quotes; reactions and templates do not', () => {
  assert.deepEqual(body({ replyToWaMessageId: 'wamid.X' })?.['context'], { message_id: 'wamid.X' });
  const reaction = body({ type: 'reaction', text: '👍', replyToWaMessageId: 'wamid.X' });
  assert.deepEqual(reaction?.['reaction'], { message_id: 'wamid.X', emoji: '👍' });
  assert.equal(reaction && 'context' in reaction, false);
  assert.deepEqual(body({ type: 'reaction', text: '', replyToWaMessageId: 'wamid.X' })?.['reaction'], { message_id: 'wamid.X', emoji: '' });
});
test('media by uploaded id, with what its kind may carry', () => {
  assert.deepEqual(body({ type: 'image', text: 'The bill', waMediaId: 'm1', filename: 'a.png' })?.['image'], { id: 'm1', caption: 'The bill' });
  assert.deepEqual(body({ type: 'document', text: null, waMediaId: 'm1', filename: 'a.pdf' })?.['document'], { id: 'm1', filename: 'a.pdf' });
  assert.deepEqual(body({ type: 'audio', text: null, waMediaId: 'm1', isVoice: true })?.['audio'], { id: 'm1', voice: true });
  assert.equal(body({ type: 'image', waMediaId: null }), null);
});
test('templates and interactive messages as they were made when queued', () => {
  const fragment = { type: 'template', template: { name: 'a', language: { code: 'en' } } };
  assert.deepEqual(body({ type: 'template', fragment })?.['template'], fragment.template);
  assert.equal(body({ type: 'interactive', fragment: undefined }), null);
});
