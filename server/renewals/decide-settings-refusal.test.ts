import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renewalSettingsSchema, type RenewalSettings } from '../../types/renewal-settings.ts';
import { decideSettingsRefusal } from './decide-settings-refusal.ts';

const usual = renewalSettingsSchema.parse({});
const known = new Set(['renewal_reminder_v1', 'ours_v2']);
const cases: [what: string, change: Partial<RenewalSettings>, field: string | null][] = [
  ['nothing else than before', {}, null],
  ['the whole of the day that may be', { sendFrom: '07:00', sendUntil: '22:00' }, null],
  ['before seven', { sendFrom: '06:59' }, 'sendFrom'],
  ['at midnight', { sendFrom: '00:00', sendUntil: '23:59' }, 'sendFrom'],
  ['after ten', { sendUntil: '22:01' }, 'sendUntil'],
  ['no link', { paymentUrl: '' }, null],
  ['a script', { paymentUrl: 'javascript:alert(1)//{oid}' }, 'paymentUrl'],
  ['not encrypted', { paymentUrl: 'http://pay.example.com/{oid}' }, 'paymentUrl'],
  ['not encrypted, on this machine', { paymentUrl: 'http://127.0.0.1:8080/pay/{oid}' }, null],
  ['no link at all', { paymentUrl: 'pay here {oid}' }, 'paymentUrl'],
  ['a template of ours', { cadence: [{ offsetDays: -7, template: 'ours_v2' }] }, null],
  ['a template nobody knows', { cadence: [{ offsetDays: -7, template: 'nope' }] }, 'cadence'],
  ['of the digest too', { digest: { ...usual.digest, template: 'nope' } }, 'digest'],
  ['of winback too', { winback: { ...usual.winback, template: 'nope' } }, 'winback'],
];
for (const [what, change, field] of cases) test(what, () => assert.equal(decideSettingsRefusal(usual, { ...usual, ...change }, known)?.field ?? null, field));

test('what was stored before such rules holds while others are changed', () => {
  const night = {
    ...usual,
    sendFrom: '00:00',
    sendUntil: '23:59',
    paymentUrl: 'http://old.example.com/{oid}',
    cadence: [{ offsetDays: -7, template: 'gone_v1' }],
  };
  assert.equal(decideSettingsRefusal(night, { ...night, goalShare: 0.7 }, known), null);
});
