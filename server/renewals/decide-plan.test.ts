import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renewalSettingsSchema } from '../../types/renewal-settings.ts';
import { decidePlan } from './decide-plan.ts';
import type { Prompt, ReminderQuestion } from './reminder-types.ts';

const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const prompt = (step: string, when: string, result: Prompt['result'] = 'delivered'): Prompt => ({
  step,
  at: at(when),
  result,
  isAnswered: false,
  isSuperseded: false,
});
const question = (now: string, prompts: Prompt[], more: Partial<ReminderQuestion['renewal']> = {}): ReminderQuestion => ({
  mode: 'cadence',
  settings: renewalSettingsSchema.parse({}),
  now: at(now),
  renewal: { id: '1', oid: '7', fid: '3', dueOn: '2026-07-20', status: 'due', failedAt: null, answeredAt: null, snoozedUntil: null, ...more },
  outlet: { status: 'active', timeZone: 'Asia/Kuala_Lumpur', expiresOn: '2026-07-20', isMissing: false },
  prompts,
  person: { contactId: '5', hasWhatsapp: true, email: null, isOptedOut: false, isOptedIn: true, undeliverableAt: null, touches: [] },
  hasComplaint: false,
  handedOver: [],
  sendable: new Set(['renewal_reminder_v1', 'renewal_overdue_v1', 'winback_v1']),
  isNumberStopped: false,
});
const say = (asked: ReminderQuestion): string[] =>
  decidePlan(asked).map(({ step, on, state, reason, result }) => [step, on, state, reason, result].filter((word) => word !== null).join(' '));

test('a line of time: sent, left out, next and why not yet, later', () => {
  assert.deepEqual(say(question('2026-07-16 10:00', [prompt('d-7', '2026-07-13 09:00', 'read')])), [
    'd-14 2026-07-06 skipped step_passed',
    'd-7 2026-07-13 sent read',
    'd-1 2026-07-19 next not_yet',
    'd+3 2026-07-23 later',
    'winback-30 2026-08-19 later',
    'winback-60 2026-09-18 later',
  ]);
});

test('what is due now is next, for the reason that it is due; what failed says so', () => {
  const plan = decidePlan(question('2026-07-13 10:00', [prompt('d-14', '2026-07-06 09:00', 'failed')]));
  assert.deepEqual([plan[0]?.state, plan[0]?.reason, plan[0]?.result], ['sent', 'send_failed', 'failed']);
  assert.deepEqual([plan[1]?.state, plan[1]?.reason, plan[1]?.at], ['next', 'step_due', '2026-07-13T02:00:00.000Z']);
});

test('an answer stops what would have come; a prompt by hand stands at its day', () => {
  const asked = question('2026-07-14 10:00', [prompt('d-14', '2026-07-06 09:00'), prompt('manual', '2026-07-12 15:00')], {
    answeredAt: at('2026-07-13 08:00'),
  });
  assert.deepEqual(say(asked), [
    'd-14 2026-07-06 sent delivered',
    'manual 2026-07-12 sent delivered',
    'd-7 2026-07-13 stopped replied',
    'd-1 2026-07-19 stopped replied',
    'd+3 2026-07-23 stopped replied',
    'winback-30 2026-08-19 later',
    'winback-60 2026-09-18 later',
  ]);
});
