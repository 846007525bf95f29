import type { DecisionView, RenewalAttemptView, RenewalExplanation, RenewalHistoryItem, RenewalRow, RenewalView, SendPreview } from '../../types/renewals.ts';
import type { Both } from './both.ts';

const DAY = 86_400_000;
/** `YYYY-MM-DD`, so many days from today in Kuala Lumpur. */
export const dayFromNow = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * DAY).toISOString().slice(0, 10);
/** So many days from now, at nine in the morning there. */
export const morning = (days: number): string => `${dayFromNow(days)}T01:00:00.000Z`;

/** A line of the console: Bangsar, due in a week. */
export function sampleRenewalRow(given: Partial<RenewalRow> = {}): RenewalRow {
  const daysLeft = given.daysLeft ?? 6;
  return {
    id: '31',
    oid: '8812',
    fid: '120',
    outletName: 'Bangsar',
    franchiseName: 'Sri Kopitiam',
    outletStatus: 'active',
    contact: { id: '54182', name: 'Sri Devi', phone: '+60123456789' },
    owner: { userId: '2', name: 'Aina Rahman' },
    dueOn: dayFromNow(daysLeft),
    daysLeft,
    price: { amount: '1200.00', currency: 'MYR' },
    status: 'due',
    outcome: null,
    paidOn: null,
    attempts: 2,
    last: { channel: 'whatsapp', step: 'd-7', result: 'read', at: morning(-1) },
    next: { step: 'd-1', at: morning(daysLeft - 1), reason: 'not_yet' },
    answeredAt: null,
    snoozedUntil: null,
    openTasks: 1,
    revision: 4,
    ...given,
  };
}

function attempt(given: Partial<RenewalAttemptView>): RenewalAttemptView {
  return {
    id: '1',
    step: 'd-14',
    channel: 'whatsapp',
    template: 'renewal_reminder_v1',
    language: 'ms',
    isDigest: false,
    result: 'read',
    errorCode: null,
    isSuperseded: false,
    author: null,
    contactName: 'Sri Devi',
    note: null,
    messageId: '901',
    ticketId: '4182',
    at: morning(-8),
    readAt: null,
    answeredAt: null,
    ...given,
  };
}

function history(both: Both): RenewalHistoryItem[] {
  return [
    { id: 'h6', kind: 'attempt', at: morning(-1), actor: null, attempt: attempt({ id: '2', step: 'd-7', at: morning(-1) }) },
    {
      id: 'h5',
      kind: 'attempt',
      at: morning(-3),
      actor: 'Aina Rahman',
      attempt: attempt({
        id: '3',
        step: 'manual',
        channel: 'call',
        result: 'promised',
        template: null,
        ticketId: null,
        at: morning(-3),
        note: both('Pays when the new card arrives.', 'Akan bayar apabila kad baharu sampai.'),
      }),
    },
    { id: 'h4', kind: 'note', at: morning(-4), actor: 'Farid Osman', note: both('Asks for an invoice first.', 'Minta invois dahulu.') },
    { id: 'h3', kind: 'change', at: morning(-5), actor: 'Grace Lim', action: 'assigned', params: { name: 'Aina Rahman' } },
    { id: 'h2', kind: 'attempt', at: morning(-8), actor: null, attempt: attempt({}) },
    { id: 'h1', kind: 'change', at: morning(-54), actor: null, action: 'created', params: {} },
  ];
}

/** The renewal of Bangsar with all that stands beside it: two reminders read, one to come. */
export function sampleRenewal(both: Both, given: Partial<RenewalView> = {}): RenewalView {
  const row = sampleRenewalRow(given);
  const { daysLeft } = row;
  return {
    ...row,
    cycleStart: dayFromNow(daysLeft - 365),
    source: 'pos',
    paymentUrl: 'https://pay.example.com/renew/8812',
    billing: { amount: null, currency: null, cycleMonths: null, paymentUrl: null },
    evidence: null,
    reason: null,
    settledBy: null,
    settledAt: null,
    plan: [
      { step: 'd-14', on: dayFromNow(daysLeft - 14), state: 'sent', reason: 'step_due', result: 'read', at: morning(daysLeft - 14) },
      { step: 'd-7', on: dayFromNow(daysLeft - 7), state: 'sent', reason: 'step_due', result: 'delivered', at: morning(daysLeft - 7) },
      { step: 'd-1', on: dayFromNow(daysLeft - 1), state: 'next', reason: 'not_yet', result: null, at: morning(daysLeft - 1) },
      { step: 'd+3', on: dayFromNow(daysLeft + 3), state: 'later', reason: null, result: null, at: null },
    ],
    history: history(both),
    tasks: [
      {
        id: '71',
        renewalId: '31',
        kind: 'call',
        reason: 'undeliverable',
        title: null,
        dueOn: dayFromNow(-1),
        assignee: { userId: '2', name: 'Aina Rahman' },
        doneAt: null,
        outletName: 'Bangsar',
        oid: '8812',
        contact: { name: 'Sri Devi', phone: '+60123456789', email: null },
      },
    ],
    tickets: [{ id: '4182', reference: 'TKT-2026-004182', status: 'open', at: morning(-3), holdsBack: false }],
    people: [
      { contactId: '54182', name: 'Sri Devi', phone: '+60123456789', isChosen: true, canReceive: true, problem: null },
      { contactId: '54183', name: 'Haji Nordin', phone: '+60133000000', isChosen: false, canReceive: false, problem: 'opted_out' },
    ],
    undoUntil: null,
    ...given,
  };
}

/** The same renewal after it was recovered, cancelled, and so on. */
export const renewalStates = {
  recovered: (both: Both): RenewalView =>
    sampleRenewal(both, {
      daysLeft: -2,
      status: 'paid',
      outcome: 'recovered',
      paidOn: dayFromNow(-1),
      answeredAt: morning(-2),
      next: null,
      tasks: [],
      evidence: {
        kind: 'expiry_moved',
        from: dayFromNow(-2),
        to: dayFromNow(363),
        attemptId: '2',
        attemptStep: 'd-1',
        attemptChannel: 'whatsapp',
        attemptResult: 'read',
        attemptAt: morning(-3),
      },
      history: [
        {
          id: 'h9',
          kind: 'change',
          at: morning(-1),
          actor: 'pos',
          action: 'paid_moved',
          params: { paidOn: dayFromNow(-1), from: dayFromNow(-2), to: dayFromNow(363) },
        },
        { id: 'h8', kind: 'change', at: morning(-2), actor: null, action: 'answered_by', params: { name: 'Sri Devi' } },
        {
          id: 'h7',
          kind: 'attempt',
          at: morning(-3),
          actor: null,
          attempt: attempt({ id: '2', step: 'd-1', result: 'replied', at: morning(-3), readAt: morning(-2), answeredAt: morning(-2) }),
        },
        ...history(both).slice(1),
      ],
      plan: [
        { step: 'd-14', on: dayFromNow(-16), state: 'sent', reason: 'step_due', result: 'read', at: morning(-16) },
        { step: 'd-7', on: dayFromNow(-9), state: 'skipped', reason: 'pressure', result: null, at: null },
        { step: 'd-1', on: dayFromNow(-3), state: 'sent', reason: 'step_due', result: 'replied', at: morning(-3) },
        { step: 'd+3', on: dayFromNow(1), state: 'stopped', reason: 'paid', result: null, at: null },
      ],
    }),
  overdue: (both: Both): RenewalView =>
    sampleRenewal(both, {
      daysLeft: -9,
      status: 'failed',
      next: { step: 'winback-30', at: morning(21), reason: 'not_yet' },
      owner: null,
      plan: [
        { step: 'd-14', on: dayFromNow(-23), state: 'sent', reason: 'step_due', result: 'failed', at: morning(-23) },
        { step: 'd-7', on: dayFromNow(-16), state: 'skipped', reason: 'undeliverable', result: null, at: null },
        { step: 'd-1', on: dayFromNow(-10), state: 'skipped', reason: 'holiday', result: null, at: null },
        { step: 'd+3', on: dayFromNow(-6), state: 'sent', reason: 'step_due', result: 'delivered', at: morning(-6) },
        { step: 'winback-30', on: dayFromNow(21), state: 'next', reason: 'not_yet', result: null, at: morning(21) },
      ],
    }),
  cancelled: (both: Both): RenewalView =>
    sampleRenewal(both, {
      status: 'cancelled',
      outcome: 'lost',
      reason: 'price',
      settledBy: 'Aina Rahman',
      settledAt: morning(0),
      undoUntil: new Date(Date.now() + 9 * 60_000).toISOString(),
      history: [{ id: 'h7', kind: 'change', at: morning(0), actor: 'Aina Rahman', action: 'cancelled', params: { reason: 'price' } }, ...history(both)],
      next: null,
      tasks: [],
      plan: [{ step: 'd-14', on: dayFromNow(-8), state: 'sent', reason: 'step_due', result: 'read', at: morning(-8) }],
    }),
  answered: (both: Both): RenewalView =>
    sampleRenewal(both, {
      answeredAt: morning(-1),
      snoozedUntil: dayFromNow(4),
      next: { step: null, at: null, reason: 'replied' },
      history: history(both).map((item) =>
        item.id === 'h6'
          ? { ...item, attempt: attempt({ id: '2', step: 'd-7', result: 'replied', at: morning(-2), answeredAt: morning(-1) }), at: morning(-2) }
          : item,
      ),
      billing: { amount: '990.50', currency: null, cycleMonths: 6, paymentUrl: 'https://pay.example.com/special/8812' },
      paymentUrl: 'https://pay.example.com/special/8812',
      price: { amount: '990.50', currency: 'MYR' },
    }),
  /** nothing was done, nobody is known, names are long */
  bare: (both: Both): RenewalView =>
    sampleRenewal(both, {
      outletName: 'مطعم الشام للمأكولات الشرقية والمشاوي',
      franchiseName: 'Restoran Mewah Johor Bahru City Square level 3 food court, stall 12 beside the escalator',
      contact: null,
      owner: null,
      last: null,
      attempts: 0,
      plan: [],
      history: [],
      tasks: [],
      tickets: [],
      people: [],
      paymentUrl: null,
      next: { step: null, at: null, reason: 'no_contact' },
    }),
};

/** Earlier cycles of the outlet. */
export const formerRenewals = (): RenewalRow[] => [
  sampleRenewalRow({ id: '21', daysLeft: -359, status: 'paid', outcome: 'recovered', paidOn: dayFromNow(-357) }),
  sampleRenewalRow({ id: '11', daysLeft: -724, status: 'paid', outcome: 'renewed', paidOn: dayFromNow(-730) }),
];

/** Why the next reminder waits. */
export function sampleExplanation(now: Partial<DecisionView> = {}): RenewalExplanation {
  const decision = (given: Partial<DecisionView>): DecisionView => ({
    verdict: 'wait',
    step: 'd-1',
    reason: 'quiet_hours',
    until: morning(1),
    facts: {
      dueOn: dayFromNow(6),
      daysLeft: 6,
      localTime: '19:40',
      outstanding: 2,
      mostOutstanding: 3,
      sentInCycle: 2,
      mostPerCycle: 4,
      hasComplaint: false,
      answeredAt: null,
    },
    at: new Date().toISOString(),
    ...given,
  });
  return {
    now: decision(now),
    log: [
      decision({ verdict: 'send', step: 'd-7', reason: 'step_due', until: null, at: morning(-1) }),
      decision({ verdict: 'skip', step: 'd-7', reason: 'gap', until: null, at: morning(-2), facts: {} }),
      decision({ verdict: 'fallback', step: 'd-14', reason: 'no_whatsapp', until: null, at: morning(-8), facts: {} }),
    ],
  };
}

/** What "Send now" would do. */
export function samplePreview(both: Both, given: Partial<SendPreview> = {}): SendPreview {
  return {
    selected: 1,
    excluded: [],
    renewals: 1,
    messages: 1,
    people: 1,
    startsAt: new Date().toISOString(),
    sample: {
      text: both(
        'Hi, *Sri Kopitiam* (Bangsar) is due on 27 Nov 2026.\n\nRenew here: https://pay.example.com/renew/8812\nReply if you need help.',
        'Hai, *Sri Kopitiam* (Bangsar) perlu diperbaharui sebelum 27 Nov 2026.\n\nBayar di sini: https://pay.example.com/renew/8812\nBalas jika perlukan bantuan.',
      ),
      language: both('en', 'ms'),
      outletName: 'Bangsar',
      contactName: 'Sri Devi',
    },
    ...given,
  };
}

/** Nothing may be sent, and why. */
export const refusedPreview = (both: Both): SendPreview =>
  samplePreview(both, {
    excluded: [{ reason: 'opted_out', count: 1, examples: [{ id: '31', outletName: 'Bangsar' }] }],
    renewals: 0,
    messages: 0,
    people: 0,
    sample: null,
  });
