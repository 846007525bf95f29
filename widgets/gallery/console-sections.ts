import { html, type TemplateResult } from 'lit';
import { EngageError } from '../core/engage-error.ts';
import { speak } from '../core/speak.ts';
import type { RenewalOverview, RenewalRow, RenewalTaskView, SendPreview } from '../../types/renewals.ts';
import type { RiskList } from '../../types/risk.ts';
import { consoleEnglish } from '../renewal-console/console-english.ts';
import { consoleMalay } from '../renewal-console/console-malay.ts';
import type { ConsoleSay } from '../renewal-console/console-words.ts';
import { Ticks } from '../renewal-console/ticks.ts';
import { sampleRisks } from '../testing/sample-risks.ts';
import type { Both } from './both.ts';
import type { Speaker } from './conversation-sections.ts';
import { opener } from './opener.ts';
import { dayFromNow, morning, samplePreview, sampleRenewalRow } from './sample-renewals.ts';
import '../renewal-console/bulk-bar.ts';
import '../renewal-console/console-filters.ts';
import '../renewal-console/console-header.ts';
import '../renewal-console/console-keys.ts';
import '../renewal-console/renewal-figures.ts';
import '../renewal-console/renewal-line.ts';
import '../renewal-console/renewal-rows.ts';
import '../renewal-console/risk-board.ts';
import '../renewal-console/send-dialog.ts';
import '../renewal-console/task-board.ts';
import '../renewal-console/week-chart.ts';

const english: ConsoleSay = (key, values) => speak('en', consoleEnglish[key], key, values);
const malay: ConsoleSay = (key, values) => speak('ms', consoleMalay[key], key, values);
const voices = new Map<string, ConsoleSay>([
  ['en', english],
  ['ms', malay],
]);
const sayIn = (both: Both): ConsoleSay => voices.get(both('en', 'ms')) ?? english;
const failure = new EngageError({ code: 'unavailable', message: 'unavailable', requestId: 'req-7f2c' });
const money = (amount: string): RenewalOverview['money']['due'] => [{ amount, currency: 'MYR' }];
const filters = {
  franchises: [
    { fid: '120', name: 'Sri Kopitiam' },
    { fid: '121', name: 'Nasi Ayam Haji' },
  ],
  owners: [
    { userId: '2', name: 'Aina Rahman' },
    { userId: '3', name: 'Farid Osman' },
  ],
};

const weeks: RenewalOverview['weeks'] = Array.from({ length: 13 }, (_, index) => {
  const due = 18 + ((index * 7) % 19);
  return {
    week: dayFromNow((index - 12) * 7),
    due,
    paidAlone: Math.floor(due * 0.5),
    recovered: Math.floor(due * 0.2),
    lost: index > 10 ? 0 : Math.floor(due * 0.12),
  };
});

const overview = (share: number | null): RenewalOverview => ({
  asOf: morning(0),
  today: dayFromNow(0),
  counts: { due: 412, overdue: 57, recovered: 38, lost: 12 },
  money: { due: [...money('482000'), { amount: '1200', currency: 'SGD' }], overdue: money('61200'), recovered: money('45600'), lost: [] },
  aging: [
    { from: 0, to: 7, count: 48, money: money('57600') },
    { from: 8, to: 14, count: 61, money: money('73200') },
    { from: 15, to: 30, count: 120, money: money('144000') },
    { from: 31, to: 60, count: 183, money: money('207200') },
    { from: -7, to: -1, count: 31, money: money('37200') },
    { from: -14, to: -8, count: 14, money: money('16800') },
    { from: -30, to: -15, count: 12, money: money('14400') },
    { from: null, to: -31, count: 0, money: [] },
  ],
  rates: {
    days: 90,
    b: { recovered: 222, of: share === null ? 0 : 412, share },
    a: { recovered: 64, of: 206, share: share && 0.31 },
    goal: 0.6,
    pending: share === null ? 1 : 12,
  },
  weeks,
  winback: { sent: 38, wonBack: 4, share: 0.105 },
  blocked: [],
  isOn: true,
  openTasks: 6,
});

const rows = (both: Both): RenewalRow[] => [
  sampleRenewalRow({ id: '1' }),
  sampleRenewalRow({ id: '2', daysLeft: 40, attempts: 0, last: null, owner: null, openTasks: 0, next: { step: 'd-14', at: morning(26), reason: 'not_yet' } }),
  sampleRenewalRow({
    id: '3',
    daysLeft: -4,
    last: { channel: 'whatsapp', step: 'd-1', result: 'failed', at: morning(-5) },
    next: { step: 'd+3', at: morning(1), reason: 'pressure' },
  }),
  sampleRenewalRow({ id: '4', daysLeft: -12, status: 'failed', contact: null, next: { step: 'd+3', at: null, reason: 'no_contact' } }),
  sampleRenewalRow({
    id: '5',
    daysLeft: 2,
    last: { channel: 'call', step: 'manual', result: 'promised', at: morning(-1) },
    next: { step: null, at: null, reason: 'replied' },
  }),
  sampleRenewalRow({ id: '6', daysLeft: -3, status: 'paid', outcome: 'recovered', paidOn: dayFromNow(-1), next: null, openTasks: 0 }),
  sampleRenewalRow({ id: '7', daysLeft: -9, status: 'cancelled', outcome: 'lost', next: null, openTasks: 0 }),
  sampleRenewalRow({
    id: '8',
    outletName: both(
      'A very long name of an outlet that nobody would write on a sign over its door',
      'Nama cawangan yang amat panjang sehingga tidak muat pada papan tanda di atas pintunya',
    ),
    price: { amount: '12345678.50', currency: 'MYR' },
  }),
];

const tasks = (both: Both): RenewalTaskView[] => {
  const task = (id: string, change: Partial<RenewalTaskView>): RenewalTaskView => ({
    id,
    renewalId: '31',
    kind: 'call',
    reason: 'undeliverable',
    title: null,
    dueOn: dayFromNow(0),
    assignee: { userId: '2', name: 'Aina Rahman' },
    doneAt: null,
    outletName: 'Sri Kopitiam Bangsar',
    oid: '8812',
    contact: { name: 'Sri Devi', phone: '+60123456789', email: null },
    ...change,
  });
  return [
    task('1', { dueOn: dayFromNow(-2) }),
    task('2', { kind: 'email', reason: 'no_whatsapp', contact: { name: 'Haji Nordin', phone: null, email: 'nordin@haji.example' } }),
    task('3', {
      kind: 'follow_up',
      reason: 'manual',
      title: both('Pays when the new card arrives', 'Akan bayar apabila kad baharu sampai'),
      dueOn: dayFromNow(3),
    }),
    task('4', { dueOn: dayFromNow(4), doneAt: morning(0), contact: null }),
  ];
};

const waterfall = (both: Both): SendPreview => ({
  ...samplePreview(both),
  selected: 90,
  excluded: [
    { reason: 'no_contact', count: 6, examples: [{ id: '1', outletName: 'Sri Kopitiam Ipoh' }] },
    { reason: 'replied', count: 4, examples: [] },
    { reason: 'pressure', count: 2, examples: [{ id: '2', outletName: 'Bubble Time Mid Valley' }] },
  ],
  renewals: 78,
  messages: 61,
  people: 61,
});

const list = (
  { both, format }: Speaker,
  change: { rows?: RenewalRow[]; phase?: string; more?: string; isFiltered?: boolean; fixed?: boolean } = {},
): TemplateResult =>
  html`<div class="framed as-console high"><engage-renewal-rows .rows=${change.rows ?? rows(both)} phase=${change.phase ?? 'ready'} more=${change.more ?? 'idle'} .error=${failure} ?is-filtered=${change.isFiltered ?? false} ?fixed=${change.fixed ?? false} .openId=${'3'} .ticks=${new Ticks(new Set(['1']))} .say=${sayIn(both)} .format=${format}></engage-renewal-rows></div>`;
const figures = ({ both, format }: Speaker, of: RenewalOverview | null, isFull: boolean, hasFailed = false): TemplateResult =>
  html`<div class="framed as-console"><engage-renewal-figures .overview=${of} ?full=${isFull} ?failed=${hasFailed} .days=${{ from: 8, to: 14 }} .say=${sayIn(both)} .format=${format}></engage-renewal-figures></div>`;
const board = ({ format }: Speaker, of: RenewalTaskView[], phase: string, isMine = true): TemplateResult =>
  html`<div class="framed as-console"><engage-task-board .tasks=${of} phase=${phase} ?is-mine=${isMine} .error=${failure} today=${dayFromNow(0)} .busy=${new Set(['2'])} .format=${format}></engage-task-board></div>`;
const risks = ({ format }: Speaker, of: RiskList | null, phase: string, isStale = false): TemplateResult =>
  html`<div class="framed as-console"><engage-risk-board .list=${of} phase=${phase} .error=${phase === 'failed' || isStale ? failure : null} .openId=${'3007'} .format=${format}></engage-risk-board></div>`;

/** The renewal console: figures, rows and what is done with them. */
export const consoleSections: readonly { title: readonly [english: string, malay: string]; isWide?: boolean; render: (speaker: Speaker) => TemplateResult }[] =
  [
    {
      title: ['Renewal console: figures, bars and weeks', 'Konsol pembaharuan: angka, bar dan minggu'],
      isWide: true,
      render: (speaker) => figures(speaker, overview(0.54), true),
    },
    { title: ['Renewal console: the list in columns', 'Konsol pembaharuan: senarai dalam lajur'], isWide: true, render: (speaker) => list(speaker) },
    {
      title: ['Renewal console: figures, brief; loading; failed', 'Konsol pembaharuan: angka ringkas; dimuatkan; gagal'],
      render: (speaker) =>
        html`<div class="stack">${figures(speaker, overview(0.64), false)}${figures(speaker, overview(null), false)}${figures(speaker, null, false)}${figures(speaker, null, false, true)}</div>`,
    },
    {
      title: ['Renewal console: weeks', 'Konsol pembaharuan: minggu'],
      render: ({ format }) =>
        html`<div class="stack"><engage-week-chart .weeks=${weeks} .format=${format}></engage-week-chart><engage-week-chart .format=${format}></engage-week-chart></div>`,
    },
    {
      title: ['Renewal console: rows as cards', 'Konsol pembaharuan: baris sebagai kad'],
      render: ({ both, format }) =>
        html`<div class="framed as-console" role="listbox" aria-label=${both('Renewals', 'Pembaharuan')}>${rows(both).map((row) => html`<engage-renewal-line role="option" aria-selected="false" .row=${row} .say=${sayIn(both)} .format=${format}></engage-renewal-line>`)}</div>`,
    },
    {
      title: ['Renewal console: list loading, failed, empty', 'Konsol pembaharuan: senarai dimuatkan, gagal, kosong'],
      render: (speaker) =>
        html`<div class="stack">${list(speaker, { rows: [], phase: 'loading' })}${list(speaker, { rows: [], phase: 'failed' })}${list(speaker, { rows: [] })}${list(speaker, { rows: [], isFiltered: true })}${list(speaker, { more: 'failed', fixed: true })}</div>`,
    },
    {
      title: ['Renewal console: search, filters, what is selected', 'Konsol pembaharuan: carian, tapisan, yang dipilih'],
      render: ({ both, format }) => {
        const say = sayIn(both);
        return html`<div class="stack">
        <div class="framed as-console"><engage-console-header .filter=${{ tab: 'due', fids: ['120'], owner: 'me', amountFrom: 500, dueTo: dayFromNow(14) }} .filters=${filters} .count=${412} .say=${say} .format=${format}></engage-console-header></div>
        <engage-console-filters .filter=${{ tab: 'due' }} .filters=${filters} .say=${say}></engage-console-filters>
        <div class="framed as-console"><engage-bulk-bar count="50" .matching=${412} has-more can-send .filters=${filters} me="2" .say=${say}></engage-bulk-bar></div>
      </div>`;
      },
    },
    {
      title: ['Renewal console: tasks', 'Konsol pembaharuan: tugasan'],
      render: (speaker) =>
        html`<div class="stack">${board(speaker, tasks(speaker.both), 'ready', false)}${board(speaker, [], 'ready')}${board(speaker, [], 'loading')}${board(speaker, [], 'failed')}</div>`,
    },
    {
      title: ['Renewal console: merchants at risk', 'Konsol pembaharuan: peniaga berisiko'],
      isWide: true,
      render: (speaker) =>
        html`<div class="stack">${risks(speaker, sampleRisks({ total: 1234 }), 'ready')}${risks(speaker, sampleRisks({ threshold: 3, rows: [] }), 'ready', true)}${risks(speaker, null, 'loading')}${risks(speaker, null, 'failed')}</div>`,
    },
  ];

/** Dialogs of the console, each behind a button. */
export const consoleDialogs: readonly { title: readonly [english: string, malay: string]; render: (speaker: Speaker) => TemplateResult }[] = [
  {
    title: ['Dialogs: the renewal console', 'Dialog: konsol pembaharuan'],
    render: ({ format, both }) =>
      html`<div class="row">
        ${opener('bulk-send', html`<engage-send-dialog .selection=${{ ids: ['1'] }} .load=${() => Promise.resolve(waterfall(both))} .format=${format}></engage-send-dialog>`)}
        ${opener('bulk-send-failed', html`<engage-send-dialog .selection=${{ ids: ['1'] }} .load=${() => Promise.reject(failure)} .format=${format}></engage-send-dialog>`)}
        ${opener('bulk-told', html`<engage-send-dialog .told=${waterfall(both)} .format=${format}></engage-send-dialog>`)}
        ${opener('console-keys', html`<engage-console-keys owner="gallery"></engage-console-keys>`)}
      </div>`,
  },
];
