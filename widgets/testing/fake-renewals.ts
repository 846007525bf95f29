import type {
  RenewalFilter,
  RenewalJobDetail,
  RenewalJobView,
  RenewalOverview,
  RenewalRow,
  RenewalTaskView,
  RenewalView,
  SendPreview,
} from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import type { RiskList } from '../../types/risk.ts';
import { FakeServer } from './fake-server.ts';
import { sampleRisks } from './sample-risks.ts';

const DAY_MS = 86_400_000;
const OWNERS = [
  { userId: '7', name: 'Aina Rahman' },
  { userId: '8', name: 'Farid Osman' },
  { userId: '9', name: 'Grace Lim' },
];
const FRANCHISES = [
  { fid: '120', name: 'Sri Kopitiam' },
  { fid: '121', name: 'Nasi Ayam Haji' },
  { fid: '122', name: 'Bubble Time' },
  { fid: '123', name: 'Restoran Mewah' },
  { fid: '124', name: 'Lucky Mart' },
  { fid: '125', name: 'Kedai Runcit Perniagaan Keluarga Haji Abdul Rahman bin Abdullah & Anak-anak Sdn. Bhd.' },
];
const PLACES = ['Bangsar', 'Shah Alam 2', 'Mid Valley', 'Cheras', 'Ampang', 'Ipoh', 'Kuantan', 'Johor Bahru City Square', 'Kota Kinabalu', 'Melaka Raya'];
const PEOPLE = ['Sri Devi', 'Haji Nordin bin Ismail', 'Tan Mei Ling', 'Siti Nurhaliza', 'Ganesan a/l Muthu', 'محمد السلام'];

/** `YYYY-MM-DD`, so many days from today in Kuala Lumpur. */
function dayFromToday(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);
}

/** Nine in the morning there, so many days from today. */
function morning(days: number): string {
  return `${dayFromToday(days)}T01:00:00.000Z`;
}

/** One renewal of the portfolio: the same for the same number. */
export function sampleRenewalRow(number: number, given: Partial<RenewalRow> = {}): RenewalRow {
  const franchise = FRANCHISES[number % 5] ?? { fid: '120', name: 'Sri Kopitiam' };
  const daysLeft = given.daysLeft ?? (number % 4 === 3 ? -(number % 27) - 1 : number % 58);
  const sent = daysLeft < 14;
  const results = ['read', 'delivered', 'sent', 'failed', 'replied'] as const;
  const result = results[number % 5] ?? 'read';
  return {
    id: String(3000 + number),
    oid: String(8800 + number),
    fid: franchise.fid,
    outletName: `${franchise.name} ${PLACES[number % PLACES.length]}`,
    franchiseName: franchise.name,
    outletStatus: 'active',
    contact:
      number % 17 === 5 ? null : { id: String(500 + (number % 23)), name: PEOPLE[number % PEOPLE.length] ?? '', phone: `+6012345${String(1000 + number)}` },
    owner: number % 3 === 2 ? null : (OWNERS[number % 3] ?? null),
    dueOn: dayFromToday(daysLeft),
    daysLeft,
    price: { amount: number % 6 === 1 ? '888.50' : '1200.00', currency: 'MYR' },
    status: daysLeft < -7 ? 'failed' : 'due',
    outcome: null,
    paidOn: null,
    attempts: sent ? 2 : 0,
    last: sent
      ? {
          channel: result === 'replied' ? 'call' : 'whatsapp',
          step: daysLeft < 0 ? 'd-1' : 'd-14',
          result: result === 'replied' ? 'promised' : result,
          at: morning(Math.min(-1, daysLeft - 14)),
        }
      : null,
    next:
      number % 17 === 5
        ? { step: 'd-7', at: null, reason: 'no_contact' }
        : result === 'replied' && sent
          ? { step: null, at: null, reason: 'replied' }
          : number % 11 === 4
            ? { step: 'd-14', at: morning(2), reason: 'pressure' }
            : {
                step: daysLeft < 0 ? 'd+3' : daysLeft > 14 ? 'd-14' : daysLeft > 7 ? 'd-7' : 'd-1',
                at: morning(Math.max(1, daysLeft > 14 ? daysLeft - 14 : 1)),
                reason: 'not_yet',
              },
    answeredAt: null,
    snoozedUntil: null,
    openTasks: number % 9 === 4 ? 1 : 0,
    revision: 3,
    ...given,
  };
}

/** A row as its detail, with what stands beside it. */
function viewOf(row: RenewalRow): RenewalView {
  return {
    ...row,
    cycleStart: dayFromToday(row.daysLeft - 365),
    source: 'pos',
    paymentUrl: `https://pay.example.com/renew/${row.oid}`,
    billing: { amount: null, currency: null, cycleMonths: null, paymentUrl: null },
    evidence: null,
    reason: null,
    settledBy: row.status === 'paid' ? 'Aina Rahman' : null,
    settledAt: null,
    plan: [
      {
        step: 'd-14',
        on: dayFromToday(row.daysLeft - 14),
        state: row.attempts ? 'sent' : 'next',
        reason: null,
        result: row.attempts ? 'read' : null,
        at: null,
      },
      { step: 'd-7', on: dayFromToday(row.daysLeft - 7), state: 'later', reason: null, result: null, at: null },
    ],
    history: [{ id: 'h1', kind: 'note', at: morning(-2), actor: 'Aina Rahman', note: 'Asks for an invoice first.' }],
    tasks: [],
    tickets: [{ id: '4182', reference: 'TKT-2026-004182', status: 'open', at: morning(-3), holdsBack: false }],
    people: row.contact
      ? [{ contactId: row.contact.id, name: row.contact.name, phone: row.contact.phone, isChosen: true, canReceive: true, problem: null }]
      : [],
    undoUntil: row.status === 'paid' || row.status === 'cancelled' ? new Date(Date.now() + 600_000).toISOString() : null,
  };
}

/** The renewals of a FakeServer: a portfolio that answers `renewals.*` the way Engage does, and remembers what was done. */
export class FakeRenewals {
  rows: RenewalRow[] = [];
  tasks: RenewalTaskView[] = [];
  risks: RiskList = sampleRisks();
  jobs: RenewalJobView[] = [];
  /** what really was left out of each */
  skippedBy: RenewalJobDetail['skippedBy'] = [];
  /** how far the server's clock is ahead, ms */
  aheadMs = 0;
  overview: Partial<RenewalOverview> = {};
  preview: SendPreview | null = null;
  /** size of a page, smaller than asked for */
  page = 50;
  readonly #server: FakeServer;
  readonly #before = new Map<string, RenewalRow>();

  constructor(server: FakeServer, count = 140) {
    this.#server = server;
    this.rows = Array.from({ length: count }, (_, number) => sampleRenewalRow(number));
    const recovered = [1, 2, 3].map((number) =>
      sampleRenewalRow(900 + number, {
        daysLeft: -number * 3,
        status: 'paid',
        outcome: number === 3 ? 'winback' : 'recovered',
        paidOn: dayFromToday(-number),
        next: null,
      }),
    );
    const lost = [
      sampleRenewalRow(950, { daysLeft: -44, status: 'failed' }),
      sampleRenewalRow(951, { daysLeft: -12, status: 'cancelled', outcome: 'lost', next: null }),
    ];
    this.rows.push(...recovered, ...lost);
    this.tasks = this.rows
      .filter(({ openTasks }) => openTasks)
      .slice(0, 6)
      .map((row, index) => taskOf(row, index));
    this.#install();
  }

  /** Changes a row and pushes it, as another person's doing would. */
  change(id: string, change: Partial<RenewalRow>, isPushed = true): void {
    const row = this.#row(id);
    Object.assign(row, change, { revision: row.revision + 1 });
    if (isPushed) this.#server.push({ t: 'renewal', id, oid: row.oid, rev: row.revision });
  }

  /** Moves a sending on and pushes it. */
  advance(id: string, change: Partial<RenewalJobView>): void {
    const job = this.jobs.find((one) => one.id === id) ?? FakeServer.fail('not_found');
    Object.assign(job, change);
    this.#server.push({ t: 'renewalJob', id, state: job.state, total: job.total, sent: job.sent, skipped: job.skipped });
  }

  #row(id: unknown): RenewalRow {
    return this.rows.find((row) => row.id === id) ?? FakeServer.fail('not_found');
  }

  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  #install(): void {
    const answers: Record<string, (input: Readonly<Record<string, unknown>>) => unknown> = {
      overview: (input) => this.#overview(input),
      list: (input) => this.#list(input),
      rows: ({ ids }) => this.rows.filter(({ id }) => Array.isArray(ids) && ids.includes(id)),
      get: ({ id }) => viewOf(this.#row(id)),
      forOutlet: ({ oid }) => {
        const row = this.rows.find((one) => one.oid === oid);
        return { asOf: this.now().toISOString(), current: row ? viewOf(row) : null, former: [] };
      },
      explain: () => ({
        now: { verdict: 'wait', step: 'd-7', reason: 'not_yet', until: morning(3), facts: { daysLeft: 9 }, at: new Date().toISOString() },
        log: [],
      }),
      filters: () => ({ franchises: FRANCHISES, owners: OWNERS }),
      tasks: ({ mine }) => this.tasks.filter(({ assignee }) => !mine || assignee?.userId === this.#server.me.userId),
      previewSend: ({ selection }) => this.preview ?? this.#preview(selection),
      sendNow: ({ selection }) => this.#begin(selection),
      sendOne: ({ id }) => {
        this.change(String(id), { last: { channel: 'whatsapp', step: 'manual', result: 'queued', at: new Date().toISOString() } });
        return { verdict: 'send', reason: 'manual', until: null, renewal: viewOf(this.#row(id)) };
      },
      jobs: () => this.jobs,
      job: ({ id }) => ({ ...this.jobs.find((job) => job.id === id), skippedBy: this.skippedBy }),
      cancelJob: ({ id }) => {
        this.advance(String(id), { state: 'cancelled', finishedAt: new Date().toISOString() });
        return this.jobs.find((job) => job.id === id);
      },
      markPaid: (input) => this.#settle(input, { status: 'paid', outcome: 'recovered', paidOn: String(input['paidOn']), next: null }),
      cancel: (input) => this.#settle(input, { status: 'cancelled', outcome: 'lost', next: null }),
      undo: ({ id }) => {
        const { revision: _, ...before } = this.#before.get(String(id)) ?? FakeServer.fail('conflict');
        this.change(String(id), before);
        return viewOf(this.#row(id));
      },
      snooze: ({ id, until }) => {
        this.change(String(id), { snoozedUntil: typeof until === 'string' ? until : null });
        return viewOf(this.#row(id));
      },
      assign: ({ ids, userId }) => {
        for (const id of Array.isArray(ids) ? ids : []) this.change(String(id), { owner: OWNERS.find((owner) => owner.userId === userId) ?? null }, false);
        return [];
      },
      addNote: ({ id }) => viewOf(this.#row(id)),
      addTask: ({ id }) => viewOf(this.#row(id)),
      setBilling: () => ({ asOf: this.now().toISOString(), current: null, former: [] }),
      logCall: ({ id, taskId, result }) => {
        this.tasks = this.tasks.filter((task) => task.id !== taskId);
        this.change(String(id), {
          last: { channel: 'call', step: 'manual', result: result === 'promised' ? 'promised' : 'reached', at: new Date().toISOString() },
        });
        return viewOf(this.#row(id));
      },
      finishTask: ({ taskId, isDone }) => {
        const task = this.tasks.find(({ id }) => id === taskId) ?? FakeServer.fail('not_found');
        task.doneAt = isDone ? new Date().toISOString() : null;
        return viewOf(this.#row(task.renewalId));
      },
      settings: () => SETTINGS,
      saveSettings: ({ settings }) => settings,
    };
    for (const [name, answer] of Object.entries(answers)) this.#server.others.set(`renewals.${name}`, answer);
    this.#server.others.set(
      '/api/renewals/export',
      ({ tab }) =>
        `renewal\r\n${this.rows
          .filter((row) => this.#in(row, { tab: tab === 'overdue' ? tab : 'due' }))
          .map(({ id }) => id)
          .join('\r\n')}\r\n`,
    );
    this.#server.others.set('risks.list', () => this.risks);
    this.#server.others.set('links.choosePayer', () => ({}));
    this.#server.others.set('templates.registry', () => []);
  }

  #settle(input: Readonly<Record<string, unknown>>, change: Partial<RenewalRow>): RenewalView {
    const row = this.#row(input['id']);
    if (input['revision'] !== row.revision) FakeServer.fail('conflict');
    this.#before.set(row.id, { ...row });
    this.change(row.id, change);
    return viewOf(row);
  }

  #in(row: RenewalRow, filter: Partial<RenewalFilter>): boolean {
    const { tab = 'due', fids = [], owner, contactId, amountFrom, amountTo, dueFrom, dueTo, query = '' } = filter;
    const isOpen = row.status === 'due' || row.status === 'failed';
    const isLost = row.status === 'cancelled' || (isOpen && row.daysLeft < -30);
    const tabs = {
      due: isOpen && row.daysLeft >= 0,
      overdue: isOpen && row.daysLeft < 0 && !isLost,
      recovered: row.status === 'paid',
      lost: isLost,
      all: true,
    };
    const isOwned = !owner || (owner === 'none' ? !row.owner : row.owner?.userId === (owner === 'me' ? this.#server.me.userId : owner));
    const amount = Number(row.price.amount);
    return (
      tabs[tab] &&
      isOwned &&
      (!fids.length || fids.includes(row.fid)) &&
      (!contactId || row.contact?.id === contactId) &&
      amount >= (amountFrom ?? 0) &&
      amount <= (amountTo ?? Infinity) &&
      row.dueOn >= (dueFrom ?? '') &&
      row.dueOn <= (dueTo ?? '9999') &&
      `${row.outletName} ${row.franchiseName} ${row.contact?.name}`.toLowerCase().includes(query.toLowerCase())
    );
  }

  #list(input: Readonly<Record<string, unknown>>): unknown {
    const by =
      { amount: (row: RenewalRow) => Number(row.price.amount), next: (row: RenewalRow) => Date.parse(row.next?.at ?? '2099-01-01') }[String(input['sort'])] ??
      ((row: RenewalRow) => row.daysLeft);
    const sign = input['descending'] ? -1 : 1;
    const all = this.rows.filter((row) => this.#in(row, input)).sort((one, other) => sign * (by(one) - by(other)) || Number(one.id) - Number(other.id));
    const from = Number(input['cursor'] ?? 0);
    const limit = Math.min(Number(input['limit'] ?? 50), this.page);
    return { rows: all.slice(from, from + limit), nextCursor: all.length > from + limit ? String(from + limit) : null, asOf: this.now().toISOString() };
  }

  #overview(input: Record<string, unknown>): RenewalOverview {
    const tabs = ['due', 'overdue', 'recovered', 'lost'] as const;
    const of = (rows: readonly RenewalRow[]): RenewalOverview['money']['due'] =>
      rows.length ? [{ amount: rows.reduce((sum, { price }) => sum + Number(price.amount), 0).toFixed(2), currency: 'MYR' }] : [];
    const inTab = (tab: (typeof tabs)[number]): RenewalRow[] => this.rows.filter((row) => this.#in(row, { ...input, tab }));
    const each = <Value>(make: (tab: (typeof tabs)[number]) => Value): Record<(typeof tabs)[number], Value> => ({
      due: make('due'),
      overdue: make('overdue'),
      recovered: make('recovered'),
      lost: make('lost'),
    });
    const open = [...inTab('due'), ...inTab('overdue'), ...inTab('lost').filter(({ status }) => status !== 'cancelled')];
    const bucket = (from: number | null, to: number | null): RenewalOverview['aging'][number] => {
      const rows = open.filter(({ daysLeft }) => daysLeft >= (from ?? -Infinity) && daysLeft <= (to ?? Infinity));
      return { from, to, count: rows.length, money: of(rows) };
    };
    return {
      asOf: this.now().toISOString(),
      today: dayFromToday(0),
      counts: each((tab) => inTab(tab).length),
      money: each((tab) => of(inTab(tab))),
      aging: [bucket(0, 7), bucket(8, 14), bucket(15, 30), bucket(31, 60), bucket(-7, -1), bucket(-14, -8), bucket(-30, -15), bucket(null, -31)],
      rates: { days: 90, b: { recovered: 222, of: 412, share: 0.539 }, a: { recovered: 64, of: 206, share: 0.311 }, goal: 0.6, pending: 0 },
      weeks: Array.from({ length: 13 }, (_, index) => {
        const due = 18 + ((index * 7) % 19);
        const [paidAlone, recovered, lost] =
          index > 10 ? [Math.floor(due * 0.3), 2, 0] : [Math.floor(due * 0.5), Math.floor(due * 0.22), Math.floor(due * 0.12)];
        return { week: dayFromToday((index - 12) * 7 - 3), due, paidAlone, recovered, lost };
      }),
      winback: { sent: 38, wonBack: 4, share: 0.105 },
      blocked: [],
      isOn: true,
      openTasks: this.tasks.filter(({ doneAt }) => !doneAt).length,
      ...this.overview,
    };
  }

  #selected(selection: unknown): RenewalRow[] {
    const { ids, filter }: { ids?: string[]; filter?: Partial<RenewalFilter> } = Object(selection);
    return this.rows.filter((row) => (ids ? ids.includes(row.id) : this.#in(row, filter ?? {})));
  }

  #preview(selection: unknown): SendPreview {
    const rows = this.#selected(selection);
    const reasonOf = (row: RenewalRow): 'no_contact' | 'replied' | 'pressure' | null =>
      row.contact === null ? 'no_contact' : row.next?.reason === 'replied' ? 'replied' : row.next?.reason === 'pressure' ? 'pressure' : null;
    const left = rows.filter((row) => !reasonOf(row));
    const people = new Set(left.map(({ contact }) => contact?.id)).size;
    return {
      selected: rows.length,
      excluded: (['no_contact', 'replied', 'pressure'] as const).flatMap((reason) => {
        const out = rows.filter((row) => reasonOf(row) === reason);
        return out.length ? [{ reason, count: out.length, examples: out.slice(0, 2).map(({ id, outletName }) => ({ id, outletName })) }] : [];
      }),
      renewals: left.length,
      messages: people,
      people,
      startsAt: new Date().toISOString(),
      sample: left[0]
        ? {
            text: `Hai ${left[0].contact?.name}, langganan ${left[0].outletName} tamat pada ${left[0].dueOn}. Bayar di https://pay.example.com/renew/${left[0].oid}`,
            language: 'ms',
            outletName: left[0].outletName,
            contactName: left[0].contact?.name ?? '',
          }
        : null,
    };
  }

  #begin(selection: unknown): RenewalJobView {
    const job: RenewalJobView = {
      id: this.#server.newId(),
      state: 'running',
      total: this.#selected(selection).length,
      sent: 0,
      skipped: 0,
      createdAt: new Date().toISOString(),
      finishedAt: null,
    };
    this.jobs.push(job);
    return { ...job };
  }
}

function taskOf(row: RenewalRow, index: number): RenewalTaskView {
  const kinds = ['call', 'email', 'follow_up'] as const;
  const kind = kinds[index % 3] ?? 'call';
  return {
    id: String(700 + index),
    renewalId: row.id,
    kind,
    reason: kind === 'email' ? 'no_whatsapp' : kind === 'call' ? 'undeliverable' : 'manual',
    title: kind === 'follow_up' ? 'Pays when the new card arrives' : null,
    dueOn: dayFromToday(index - 2),
    assignee: index % 2 ? (OWNERS[1] ?? null) : (OWNERS[0] ?? null),
    doneAt: null,
    outletName: row.outletName,
    oid: row.oid,
    contact: { name: row.contact?.name ?? 'Sri Devi', phone: row.contact?.phone ?? null, email: kind === 'email' ? 'owner@kopitiam.example' : null },
  };
}

const SETTINGS: RenewalSettings = {
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
  holidays: [],
  pressure: { most: 4, days: 7, mostPerDay: 1 },
  digest: { isOn: true, from: 2, template: 'renewal_digest_v1', joinDays: 3 },
  winback: { isOn: true, offsetDays: [30, 60], template: 'winback_v1', attributionDays: 30 },
  failedAfterDays: 7,
  lostAfterDays: 30,
  attributionDays: 30,
  horizonDays: 60,
  amount: '1200.00',
  currency: 'MYR',
  cycleMonths: 12,
  paymentUrl: 'https://pay.example.com/renew/{oid}',
  risk: { threshold: 2, ticketsPerMonth: 5 },
  goalShare: 0.6,
};
