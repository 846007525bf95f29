import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renewalSettingsSchema } from '../../types/renewal-settings.ts';
import { decideSimulatedLife } from './decide-simulated-life.ts';
import type { ReminderInput } from './reminder-types.ts';
import type { SimulatedRenewal } from './simulation-types.ts';

const settings = renewalSettingsSchema.parse({});
const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
const SPAN = { from: at('2026-07-01 02:05'), to: at('2026-10-31 23:59'), isFresh: true };
const NEVER = Number.POSITIVE_INFINITY;

function renewal(more: Partial<SimulatedRenewal> = {}, input: Partial<ReminderInput> = {}): SimulatedRenewal {
  return {
    startsAt: SPAN.from,
    paidAt: NEVER,
    cancelledAt: NEVER,
    answeredAt: NEVER,
    optedOutAt: NEVER,
    ...more,
    input: {
      renewal: { id: '1', oid: '7', fid: '3', dueOn: '2026-07-20', status: 'due', failedAt: null, answeredAt: null, snoozedUntil: null },
      outlet: { status: 'active', timeZone: 'Asia/Kuala_Lumpur', expiresOn: '2026-07-20', isMissing: false },
      prompts: [],
      person: { contactId: '5', hasWhatsapp: true, email: null, isOptedOut: false, isOptedIn: true, undeliverableAt: null, touches: [] },
      hasComplaint: false,
      handedOver: [],
      sendable: new Set(['renewal_reminder_v1', 'renewal_overdue_v1', 'winback_v1', 'renewal_digest_v1']),
      isNumberStopped: false,
      ...input,
    },
  };
}
const say = (one: SimulatedRenewal): { messages: string[]; skipped: string[]; decisions: number } => {
  const life = decideSimulatedLife([one], settings, SPAN);
  const local = (time: number): string => new Date(time + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  return {
    messages: life.messages.map((message) => `${message.step} ${local(message.at)}`),
    skipped: life.skipped.map(({ reason }) => reason),
    decisions: life.decisions,
  };
};

test('nobody answers and nobody pays: every step on its morning', () => {
  assert.deepEqual(say(renewal()).messages, [
    'd-14 2026-07-06 09:00',
    'd-7 2026-07-13 09:00',
    'd-1 2026-07-19 09:00',
    'd+3 2026-07-23 09:00',
    'winback-30 2026-08-19 09:00',
    'winback-60 2026-09-18 09:00',
  ]);
});

test('what really happened ends it from then on', () => {
  assert.deepEqual(say(renewal({ paidAt: at('2026-07-15 12:00') })).messages, ['d-14 2026-07-06 09:00', 'd-7 2026-07-13 09:00']);
  assert.deepEqual(say(renewal({ cancelledAt: at('2026-07-10 12:00') })).messages, ['d-14 2026-07-06 09:00']);
  assert.deepEqual(say(renewal({ optedOutAt: at('2026-07-10 12:00') })), { messages: ['d-14 2026-07-06 09:00'], skipped: [], decisions: 4 });
  assert.deepEqual(
    say(renewal({ answeredAt: at('2026-07-10 12:00') })).messages,
    ['d-14 2026-07-06 09:00', 'winback-30 2026-08-19 09:00', 'winback-60 2026-09-18 09:00'],
    'an answer stops the reminders; a month later they are asked back',
  );
});

test('what holds everything back is told once, and costs a look for each step', () => {
  for (const [reason, input] of [
    ['template', { sendable: new Set<string>() }],
    ['complaint', { hasComplaint: true }],
  ] as const) {
    const { messages, skipped, decisions } = say(renewal({}, input));
    assert.deepEqual(messages, []);
    assert.equal(skipped.filter((one) => one === reason).length, 1);
    assert.ok(decisions < 12, `${decisions} decisions`);
  }
});

test('whom nobody can write to is given to a person, step by step', () => {
  assert.deepEqual(say(renewal({}, { person: null })), { messages: [], skipped: ['no_contact', 'no_contact', 'no_contact', 'no_contact'], decisions: 9 });
});
