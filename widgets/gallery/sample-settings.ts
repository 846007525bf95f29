import type { ReminderReason } from '../../types/renewals.ts';
import type { RenewalSettings, Simulation } from '../../types/renewal-settings.ts';
import type { TemplateFamily, TemplateStatus, TemplateVariant } from '../../types/templates.ts';
import type { Both } from './both.ts';
import { dayFromNow, morning } from './sample-renewals.ts';

/** What an installation begins with. */
export function sampleSettings(both: Both, given: Partial<RenewalSettings> = {}): RenewalSettings {
  const malaysia = ['Asia/Kuala_Lumpur', 'Asia/Kuching'];
  return {
    isOn: true,
    cadence: [
      { offsetDays: -14, template: 'renewal_reminder_v1' },
      { offsetDays: -7, template: 'renewal_reminder_v1' },
      { offsetDays: -1, template: 'renewal_reminder_v1' },
      { offsetDays: 3, template: 'renewal_overdue_v1' },
    ],
    mostOutstanding: 3,
    mostPerCycle: 4,
    minimumGapHours: 44,
    sendFrom: '09:00',
    sendUntil: '18:00',
    sendsOnWeekends: true,
    holidays: [
      { on: dayFromNow(-60), name: both('Malaysia Day', 'Hari Malaysia'), zones: malaysia },
      { on: dayFromNow(34), name: both('Christmas Day', 'Hari Krismas'), zones: malaysia },
      { on: dayFromNow(77), name: both('Chinese New Year', 'Tahun Baru Cina'), zones: malaysia },
      { on: dayFromNow(110), name: 'Gawai', zones: ['Asia/Kuching'] },
    ],
    pressure: { most: 4, days: 7, mostPerDay: 1 },
    digest: { isOn: true, from: 2, template: 'renewal_digest_v1', joinDays: 3 },
    winback: { isOn: true, offsetDays: [30, 60], template: 'winback_v1', attributionDays: 30 },
    failedAfterDays: 7,
    lostAfterDays: 30,
    attributionDays: 30,
    horizonDays: 60,
    amount: '1200',
    currency: 'MYR',
    cycleMonths: 12,
    paymentUrl: 'https://pay.example.com/renew/{oid}',
    risk: { threshold: 2, ticketsPerMonth: 5 },
    goalShare: 0.6,
    ...given,
  };
}

/** A month of messages, or a quarter as it was and as it would have been. */
export function sampleSimulation(mode: 'ahead' | 'back', scale = 1): Simulation {
  const [from, length] = mode === 'ahead' ? [0, 30] : [-90, 90];
  const days = Array.from({ length }, (_none, index) => {
    const on = dayFromNow(from + index);
    const isSunday = new Date(on).getUTCDay() === 0;
    const messages = isSunday ? 0 : Math.round((4 + ((index * 7) % 13)) * scale);
    return { on, messages, byStep: { 'd-14': messages }, actual: mode === 'back' ? Math.max(0, messages - 3) : null };
  });
  const sum = days.reduce((all, { messages }) => all + messages, 0);
  const steps = ['d-14', 'd-7', 'd-1', 'd+3'];
  const outlets = ['Bangsar', 'Shah Alam 2', 'Mid Valley', 'Restoran Mewah Cheras', 'Ipoh'];
  const skipped: { reason: ReminderReason; count: number }[] = [
    { reason: 'pressure', count: Math.round(31 * scale) },
    { reason: 'opted_out', count: 12 },
    { reason: 'no_whatsapp', count: 7 },
    { reason: 'complaint', count: 3 },
  ];
  return {
    from: dayFromNow(from),
    to: dayFromNow(from + length - 1),
    renewals: Math.round(sum * 0.9),
    messages: sum,
    people: Math.round(sum * 0.7),
    actualMessages: mode === 'back' ? days.reduce((all, { actual }) => all + (actual ?? 0), 0) : null,
    days,
    skipped,
    list: days
      .filter(({ messages }) => messages > 0)
      .slice(0, 60)
      .map(({ on }, index) => ({
        at: `${on}T01:00:00.000Z`,
        outletName: outlets[index % 5] ?? '',
        oid: '8812',
        contactName: 'Sri Devi',
        step: steps[index % 4] ?? 'd-1',
        outlets: index % 6 ? 1 : 3,
      })),
    isCut: false,
  };
}

function variant(given: Partial<TemplateVariant>): TemplateVariant {
  return {
    id: '1',
    name: 'renewal_reminder_v1',
    language: 'en_US',
    category: 'UTILITY',
    header: null,
    body: 'Hi {{1}}, the subscription of {{2}} ends on {{3}}. Renew here: {{4}}\n\nReply if you need help, KedaiPOS.',
    footer: null,
    buttons: [],
    variables: [
      { key: 'body.1', example: 'Sri Kopitiam', fact: 'franchiseName', suggested: null },
      { key: 'body.2', example: 'Bangsar', fact: 'outletName', suggested: null },
      { key: 'body.3', example: '28 Feb 2026', fact: 'dueDate', suggested: null },
      { key: 'body.4', example: 'https://pay.example.com/renew/8812', fact: 'paymentUrl', suggested: null },
    ],
    status: 'APPROVED',
    origin: 'meta',
    quality: 'GREEN',
    rejectedReason: null,
    wantedCategory: null,
    syncedAt: morning(0),
    problems: [],
    bindings: [
      { key: 'body.1', fact: 'franchiseName', fallback: null },
      { key: 'body.2', fact: 'outletName', fallback: null },
      { key: 'body.3', fact: 'dueDate', fallback: null },
      { key: 'body.4', fact: 'paymentUrl', fallback: null },
    ],
    ...given,
  };
}

const malayBody = 'Hai {{1}}, langganan {{2}} tamat pada {{3}}. Bayar di sini: {{4}}\n\nBalas jika perlukan bantuan.';

/** The registry: one that may go, one that stopped, one that was refused, one nobody has at all. */
export const sampleFamilies = (): TemplateFamily[] => [
  {
    name: 'csat_request_v1',
    variants: [
      variant({
        id: '11',
        name: 'csat_request_v1',
        language: 'ms',
        body: 'Hai {{1}}, bagaimana bantuan {{2}}? 5 ialah yang terbaik.',
        buttons: ['1', '2', '3', '4', '5'].map((text) => ({ type: 'QUICK_REPLY', text })),
        category: 'MARKETING',
        wantedCategory: 'UTILITY',
        variables: [
          { key: 'body.1', example: 'Sri', fact: 'contactName', suggested: null },
          { key: 'body.2', example: 'KedaiPOS', fact: null, suggested: null },
        ],
        bindings: [
          { key: 'body.1', fact: 'contactName', fallback: 'peniaga' },
          { key: 'body.2', fact: null, fallback: 'KedaiPOS' },
        ],
        problems: [{ code: 'quick_replies_many', part: 'buttons', severity: 'warning', detail: '5' }],
      }),
    ],
    dependants: [],
  },
  {
    name: 'renewal_overdue_v1',
    variants: [
      variant({
        id: '21',
        name: 'renewal_overdue_v1',
        status: 'PAUSED',
        quality: 'RED',
        body: 'Hi {{1}}, {{2}} is overdue since {{3}} and may stop working. Pay here: {{4}}\n\nReply if you need help, KedaiPOS.',
      }),
      variant({
        id: '22',
        name: 'renewal_overdue_v1',
        language: 'ms',
        status: 'REJECTED',
        rejectedReason: 'INVALID_FORMAT',
        body: malayBody,
        problems: [{ code: 'variable_last', part: 'body', severity: 'error' }],
      }),
    ],
    dependants: [{ kind: 'renewal_step', label: 'd+3', isStopped: true, waiting: 43 }],
  },
  {
    name: 'renewal_reminder_v1',
    variants: [variant({ id: '31' }), variant({ id: '32', language: 'ms', status: 'PENDING', quality: null, body: malayBody })],
    dependants: [
      { kind: 'renewal_step', label: 'd-14', isStopped: false, waiting: 0 },
      { kind: 'renewal_step', label: 'd-7', isStopped: false, waiting: 0 },
      { kind: 'renewal_step', label: 'd-1', isStopped: false, waiting: 0 },
    ],
  },
  { name: 'winback_v1', variants: [], dependants: [{ kind: 'winback', label: 'winback-30', isStopped: true, waiting: 2 }] },
];

/** Every status a variant may have, one each. */
export const everyStatus = (statuses: readonly TemplateStatus[]): TemplateFamily => ({
  name: 'every_status_v1',
  variants: statuses.map((status, index) =>
    variant({
      id: String(100 + index),
      name: 'every_status_v1',
      language: ['en_US', 'ms', 'ar', 'ta', 'zh_CN', 'id', 'th', 'vi', 'hi', 'fil', 'bn'][index] ?? 'en',
      status,
    }),
  ),
  dependants: [],
});
