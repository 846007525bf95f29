import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AttemptResult } from '../../types/renewals.ts';
import { renewalSettingsSchema, type RenewalSettings } from '../../types/renewal-settings.ts';
import { decideReminder } from './decide-reminder.ts';
import type { Prompt, ReminderPerson, ReminderQuestion } from './reminder-types.ts';

const DUE = '2026-07-20'; // a Monday
const settings = (more: Partial<RenewalSettings> = {}): RenewalSettings => ({ ...renewalSettingsSchema.parse({}), ...more });
const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const SENDABLE = new Set(['renewal_reminder_v1', 'renewal_overdue_v1', 'renewal_digest_v1', 'winback_v1']);

interface Told {
  now: string;
  status?: 'due' | 'paid' | 'failed' | 'cancelled';
  /** `d-14 2026-07-06 09:00`, optionally with a result, `answered` or `superseded` */
  sent?: string[];
  answered?: string;
  snoozed?: string;
  person?: Partial<ReminderPerson> | null;
  more?: Partial<ReminderQuestion>;
  outlet?: Partial<ReminderQuestion['outlet']>;
  settings?: Partial<RenewalSettings>;
  mode?: 'cadence' | 'manual';
}

function question(told: Told): ReminderQuestion {
  const person: ReminderPerson = {
    contactId: '5',
    hasWhatsapp: true,
    email: null,
    isOptedOut: false,
    isOptedIn: false,
    undeliverableAt: null,
    touches: [],
    ...told.person,
  };
  return {
    mode: told.mode ?? 'cadence',
    settings: settings(told.settings),
    now: at(told.now),
    renewal: {
      id: '1',
      oid: '7',
      fid: '3',
      dueOn: DUE,
      status: told.status ?? 'due',
      failedAt: null,
      answeredAt: told.answered ? at(told.answered) : null,
      snoozedUntil: told.snoozed ?? null,
    },
    outlet: { status: 'active', timeZone: 'Asia/Kuala_Lumpur', expiresOn: DUE, isMissing: false, ...told.outlet },
    prompts: (told.sent ?? []).map(promptOf),
    person: told.person === null ? null : person,
    hasComplaint: false,
    handedOver: [],
    sendable: SENDABLE,
    isNumberStopped: false,
    ...told.more,
  };
}

function promptOf(text: string): Prompt {
  const [step = '', day = '', time = '', ...words] = text.split(' ');
  const result = words.find((word) => !['answered', 'superseded', 'optedout'].includes(word)) ?? 'delivered';
  return {
    step,
    at: at(`${day} ${time}`),
    result: result as AttemptResult,
    isAnswered: words.includes('answered'),
    isSuperseded: words.includes('superseded'),
    isOptedOut: words.includes('optedout'),
  };
}

/** `send d-14`, `wait d-7 not_yet 2026-07-13 09:00`, `stop paid`, `fallback d-14 call no_contact`; left out steps behind it. */
function say(told: Told): string {
  const decision = decideReminder(question(told));
  const local = (date: Date): string => new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  const skipped = decision.skipped.map(({ step, reason }) => ` | ${step} ${reason}`).join('');
  if (decision.verdict === 'send') return `send ${decision.step} ${decision.template}${decision.supersedes ? ` for ${decision.supersedes}` : ''}${skipped}`;
  if (decision.verdict === 'wait') return `wait ${decision.step} ${decision.reason} ${local(decision.until)}${skipped}`;
  if (decision.verdict === 'stop') return `stop ${decision.reason}${skipped}`;
  return `fallback ${decision.step} ${decision.channel} ${decision.reason}${skipped}`;
}

const D14 = 'd-14 2026-07-06 09:00';
const D7 = 'd-7 2026-07-13 09:00';
const D1 = 'd-1 2026-07-19 09:00';
const D3 = 'd+3 2026-07-23 09:00';
const PASSED = (...steps: string[]): string => steps.map((step) => ` | ${step} step_passed`).join('');

const table: Record<string, [what: string, told: Told, decision: string][]> = {
  'the cadence D-14, D-7, D-1, D+3': [
    ['long before', { now: '2026-06-01 10:00' }, 'wait d-14 not_yet 2026-07-06 09:00'],
    ['on the day, before nine', { now: '2026-07-06 08:59' }, 'wait d-14 quiet_hours 2026-07-06 09:00'],
    ['on the day, at nine', { now: '2026-07-06 09:00' }, 'send d-14 renewal_reminder_v1'],
    ['on the day, at two in the night', { now: '2026-07-06 02:00' }, 'wait d-14 quiet_hours 2026-07-06 09:00'],
    ['on the day, after six', { now: '2026-07-06 18:00' }, 'wait d-14 quiet_hours 2026-07-07 09:00'],
    ['a day late', { now: '2026-07-07 12:00' }, 'send d-14 renewal_reminder_v1'],
    ['sent', { now: '2026-07-06 09:01', sent: [D14] }, 'wait d-7 not_yet 2026-07-13 09:00'],
    ['the second', { now: '2026-07-13 09:00', sent: [D14] }, 'send d-7 renewal_reminder_v1'],
    ['the first was missed: never a burst', { now: '2026-07-13 09:00' }, `send d-7 renewal_reminder_v1${PASSED('d-14')}`],
    ['the third, on a Sunday', { now: '2026-07-19 09:00', sent: [D14, D7] }, 'send d-1 renewal_reminder_v1'],
    ['on the due date, the third was missed', { now: '2026-07-20 10:00', sent: [D14, D7] }, 'send d-1 renewal_reminder_v1'],
    ['a reminder is not said after the due date', { now: '2026-07-21 10:00', sent: [D14, D7] }, `wait d+3 not_yet 2026-07-23 09:00${PASSED('d-1')}`],
    ['overdue: takes the place of the oldest', { now: '2026-07-23 09:00', sent: [D14, D7, D1] }, 'send d+3 renewal_overdue_v1 for d-14'],
    ['overdue, until D+7', { now: '2026-07-27 17:59', sent: [D14, D7, D1] }, 'send d+3 renewal_overdue_v1 for d-14'],
    ['everything was missed', { now: '2026-07-28 10:00' }, `stop not_opted_in${PASSED('d-14', 'd-7', 'd-1', 'd+3')}`],
    ['everything was sent', { now: '2026-07-24 10:00', sent: [D14, D7, D1, D3] }, 'stop not_opted_in'],
  ],
  'what ends it (RENEW-05)': [
    ['paid', { now: '2026-07-06 10:00', status: 'paid' }, 'stop paid'],
    ['cancelled', { now: '2026-07-06 10:00', status: 'cancelled' }, 'stop cancelled'],
    ['the merchant answered', { now: '2026-07-13 10:00', sent: [`${D14} answered`], answered: '2026-07-06 11:00' }, 'stop replied'],
    ['opted out', { now: '2026-07-06 10:00', person: { isOptedOut: true } }, 'stop opted_out'],
    ['who was asked opted out: nobody else instead', { now: '2026-07-13 09:00', sent: [`${D14} optedout`] }, 'stop opted_out'],
    ['… by whatever way', { now: '2026-07-13 09:00', sent: [`${D14} failed optedout`] }, 'stop opted_out'],
    ['… before anything reached them', { now: '2026-07-13 09:00', sent: [`${D14} withdrawn optedout`] }, `send d-7 renewal_reminder_v1`],
    ['closed', { now: '2026-07-06 10:00', outlet: { status: 'closed' } }, 'stop outlet_closed'],
    ['the POS no longer lists it', { now: '2026-07-06 10:00', outlet: { isMissing: true } }, 'stop outlet_closed'],
    ['the POS says another day meanwhile', { now: '2026-07-06 10:00', outlet: { expiresOn: '2027-07-20' } }, 'stop expiry_changed'],
    ['reminders are switched off', { now: '2026-07-06 10:00', settings: { isOn: false } }, 'stop reminders_off'],
  ],
  'what puts it off': [
    ['a complaint: looked at next morning', { now: '2026-07-06 10:00', more: { hasComplaint: true } }, 'wait d-14 complaint 2026-07-07 09:00'],
    ['a complaint long before does not matter yet', { now: '2026-06-06 10:00', more: { hasComplaint: true } }, 'wait d-14 not_yet 2026-07-06 09:00'],
    ['put aside by a colleague', { now: '2026-07-06 10:00', snoozed: '2026-07-09' }, 'wait d-14 snoozed 2026-07-09 09:00'],
    ['put aside until today', { now: '2026-07-09 10:00', snoozed: '2026-07-09' }, 'send d-14 renewal_reminder_v1'],
    ['the template may not be sent', { now: '2026-07-06 10:00', more: { sendable: new Set() } }, 'wait d-14 template 2026-07-07 09:00'],
    ['the number is stopped', { now: '2026-07-06 10:00', more: { isNumberStopped: true } }, 'wait d-14 number_stopped 2026-07-06 10:30'],
    ['too soon after the last', { now: '2026-07-13 10:00', sent: ['d-14 2026-07-12 15:00'] }, 'wait d-7 gap 2026-07-14 11:00'],
    ['a second one today', { now: '2026-07-06 10:00', person: { touches: [at('2026-07-06 09:30')] } }, 'wait d-14 pressure 2026-07-07 09:00'],
    [
      'four in seven days, of whatever kind',
      { now: '2026-07-06 10:00', person: { touches: ['2026-06-30 11:00', '2026-07-02 11:00', '2026-07-03 11:00', '2026-07-05 11:00'].map(at) } },
      'wait d-14 pressure 2026-07-07 11:00',
    ],
    [
      'no weekends: Sunday waits for Monday',
      { now: '2026-07-19 10:00', sent: [D14, D7], settings: { sendsOnWeekends: false } },
      'wait d-1 holiday 2026-07-20 09:00',
    ],
    [
      'a holiday in this zone',
      { now: '2026-07-06 10:00', settings: { holidays: [{ on: '2026-07-06', name: 'A day', zones: ['Asia/Kuala_Lumpur'] }] } },
      'wait d-14 holiday 2026-07-07 09:00',
    ],
    [
      'a holiday in this zone, spelled another way',
      { now: '2026-07-06 10:00', settings: { holidays: [{ on: '2026-07-06', name: 'A day', zones: ['asia/kuala_lumpur'] }] } },
      'wait d-14 holiday 2026-07-07 09:00',
    ],
    [
      'a holiday in another zone',
      { now: '2026-07-06 10:00', settings: { holidays: [{ on: '2026-07-06', name: 'A day', zones: ['Asia/Kuching'] }] } },
      'send d-14 renewal_reminder_v1',
    ],
    [
      'a holiday everywhere',
      { now: '2026-07-06 10:00', settings: { holidays: [{ on: '2026-07-06', name: 'A day', zones: [] }] } },
      'wait d-14 holiday 2026-07-07 09:00',
    ],
  ],
  'caps (RENEW-04, X-19)': [
    [
      'three unanswered: another reminder is left out',
      { now: '2026-07-19 10:00', sent: [D14, D7, 'manual 2026-07-15 09:00'] },
      'wait d+3 not_yet 2026-07-23 09:00 | d-1 cap_outstanding',
    ],
    [
      'one of them failed and counts for nothing',
      { now: '2026-07-19 10:00', sent: [D14, D7, 'manual 2026-07-15 09:00 failed'] },
      'send d-1 renewal_reminder_v1',
    ],
    [
      'four of this cycle: no more, not even overdue',
      { now: '2026-07-23 10:00', sent: [D14, D7, D1, 'manual 2026-07-10 09:00 superseded'] },
      'stop not_opted_in | d+3 cap_cycle',
    ],
  ],
  'whom WhatsApp cannot reach': [
    ['nobody to write to', { now: '2026-07-06 10:00', person: null }, 'fallback d-14 call no_contact'],
    ['not before its day', { now: '2026-07-01 10:00', person: null }, 'wait d-14 not_yet 2026-07-06 09:00'],
    ['no WhatsApp, but an address', { now: '2026-07-06 10:00', person: { hasWhatsapp: false, email: 'a@b.my' } }, 'fallback d-14 email no_whatsapp'],
    ['could not be reached last week', { now: '2026-07-06 10:00', person: { undeliverableAt: at('2026-06-29 10:00') } }, 'fallback d-14 call undeliverable'],
    ['could not be reached long ago', { now: '2026-07-06 10:00', person: { undeliverableAt: at('2026-06-01 10:00') } }, 'send d-14 renewal_reminder_v1'],
    ['it was given to a person', { now: '2026-07-06 10:00', person: null, more: { handedOver: ['d-14'] } }, 'wait d-7 not_yet 2026-07-13 09:00'],
    ['this step failed', { now: '2026-07-06 10:00', sent: ['d-14 2026-07-06 09:00 failed'] }, 'fallback d-14 call send_failed'],
    ['this step was taken back: not again', { now: '2026-07-06 10:00', sent: ['d-14 2026-07-06 09:00 withdrawn'] }, 'wait d-7 not_yet 2026-07-13 09:00'],
  ],
  'winback at D+30 and D+60, opted-in only (G-02)': [
    ['after the last reminder', { now: '2026-07-24 10:00', sent: [D14, D7, D1, D3], person: { isOptedIn: true } }, 'wait winback-30 not_yet 2026-08-19 09:00'],
    ['D+30', { now: '2026-08-19 09:00', status: 'failed', sent: [D14, D7, D1, D3], person: { isOptedIn: true } }, 'send winback-30 winback_v1 for d-14'],
    ['D+30, did not agree', { now: '2026-08-19 09:00', status: 'failed', sent: [D14, D7, D1, D3] }, 'stop not_opted_in'],
    [
      'D+30, we are talking',
      { now: '2026-08-19 09:00', status: 'failed', sent: [D14], answered: '2026-08-15 11:00', person: { isOptedIn: true } },
      `wait winback-30 replied 2026-08-29 11:00${PASSED('d-7', 'd-1', 'd+3')}`,
    ],
    [
      'D+30, answered long ago',
      { now: '2026-08-19 09:00', status: 'failed', sent: [D14, D7, D1, D3], answered: '2026-07-15 11:00', person: { isOptedIn: true } },
      'send winback-30 winback_v1 for d-14',
    ],
    [
      'D+90 is the last day',
      { now: '2026-10-18 09:00', status: 'failed', sent: [D14, D7, D1, D3], person: { isOptedIn: true } },
      'send winback-60 winback_v1 for d-14',
    ],
    ['D+91', { now: '2026-10-19 09:00', status: 'failed', sent: [D14, D7, D1, D3], person: { isOptedIn: true } }, 'stop finished'],
    [
      'switched off',
      {
        now: '2026-08-19 09:00',
        status: 'failed',
        sent: [D14, D7, D1, D3],
        person: { isOptedIn: true },
        settings: { winback: { ...settings().winback, isOn: false } },
      },
      'stop winback_off',
    ],
  ],
  'asked for by a person': [
    ['long before', { now: '2026-06-01 10:00', mode: 'manual' }, 'send manual renewal_reminder_v1'],
    ['overdue', { now: '2026-07-25 10:00', mode: 'manual', sent: [D14, D7, D1] }, 'send manual renewal_overdue_v1 for d-14'],
    [
      'although they answered',
      { now: '2026-07-15 10:00', mode: 'manual', sent: [`${D14} answered`], answered: '2026-07-06 11:00' },
      'send manual renewal_reminder_v1',
    ],
    ['although reminders are switched off', { now: '2026-07-15 10:00', mode: 'manual', settings: { isOn: false } }, 'send manual renewal_reminder_v1'],
    ['in the night', { now: '2026-07-15 22:00', mode: 'manual' }, 'wait manual quiet_hours 2026-07-16 09:00'],
    ['not to who opted out', { now: '2026-07-15 10:00', mode: 'manual', person: { isOptedOut: true } }, 'stop opted_out'],
    [
      'somebody else than who opted out: a colleague chose them',
      { now: '2026-07-15 10:00', mode: 'manual', sent: [`${D7} optedout`] },
      'send manual renewal_reminder_v1',
    ],
    ['… in a bulk sending nobody chose them', { now: '2026-07-15 10:00', mode: 'manual', more: { isBulk: true }, sent: [`${D7} optedout`] }, 'stop opted_out'],
    [
      'a complaint before whom nobody reaches, as by the clock',
      { now: '2026-07-15 10:00', mode: 'manual', person: null, more: { hasComplaint: true } },
      'wait manual complaint 2026-07-16 09:00',
    ],
    ['not into a complaint', { now: '2026-07-15 10:00', mode: 'manual', more: { hasComplaint: true } }, 'wait manual complaint 2026-07-16 09:00'],
    [
      'not beyond the caps',
      { now: '2026-07-19 10:00', mode: 'manual', sent: [D14, D7, 'manual 2026-07-15 09:00'] },
      'stop cap_outstanding | manual cap_outstanding',
    ],
    ['nobody to write to', { now: '2026-07-15 10:00', mode: 'manual', person: null }, 'fallback manual call no_contact'],
    ['on the thirtieth day: not lost yet', { now: '2026-08-19 10:00', status: 'failed', mode: 'manual' }, 'send manual renewal_overdue_v1'],
    ['lost, and never agreed', { now: '2026-08-20 10:00', status: 'failed', mode: 'manual' }, 'stop not_opted_in'],
    [
      'lost, and agreed: asked back, whatever the caps of reminders say',
      { now: '2026-08-20 10:00', status: 'failed', mode: 'manual', sent: [D14, D7, D1, D3], person: { isOptedIn: true } },
      'send winback-manual winback_v1 for d-14',
    ],
  ],
};

for (const [name, rows] of Object.entries(table))
  test(name, async (t) => {
    for (const [what, told, expected] of rows) await t.test(what, () => assert.equal(say(told), expected));
  });

test('beyond the days after which an outlet is lost only who agreed is written to, and only as winback (G-02)', () => {
  const dayOf = (late: number): string => new Date(Date.parse(DUE) + late * 86_400_000).toISOString().slice(0, 10);
  fc.assert(
    fc.property(
      fc.record({
        late: fc.integer({ min: -20, max: 300 }),
        lostAfterDays: fc.integer({ min: 8, max: 180 }),
        hour: fc.integer({ min: 0, max: 23 }),
        isOptedIn: fc.boolean(),
        mode: fc.constantFrom('manual' as const, 'cadence' as const),
        isBulk: fc.boolean(),
        isWinbackOn: fc.boolean(),
        sent: fc.subarray([D14, D7, D1, D3]),
      }),
      ({ late, lostAfterDays, hour, isOptedIn, mode, isBulk, isWinbackOn, sent }) => {
        const now = `${dayOf(late)} ${String(hour).padStart(2, '0')}:30`;
        const set = { lostAfterDays, winback: { ...settings().winback, isOn: isWinbackOn } };
        const decision = decideReminder(question({ now, mode, sent, status: 'failed', person: { isOptedIn }, settings: set, more: { isBulk } }));
        if (late <= lostAfterDays || decision.verdict === 'stop') return;
        assert.ok(isOptedIn, decision.reason);
        if (decision.verdict !== 'send') return;
        assert.equal(decision.template, 'winback_v1');
        assert.ok(decision.step.startsWith('winback'));
      },
    ),
  );
});

test('what was known is told, in words the catalogues have', () => {
  const { facts } = decideReminder(question({ now: '2026-07-13 10:00', sent: [D14], person: { touches: [at('2026-07-06 09:00'), at('2026-07-11 09:00')] } }));
  assert.deepEqual(
    [facts['localDay'], facts['localTime'], facts['daysLeft'], facts['outstanding'], facts['touches'], facts['template']],
    ['2026-07-13', '10:00', 7, 1, 1, 'renewal_reminder_v1'],
  );
});
