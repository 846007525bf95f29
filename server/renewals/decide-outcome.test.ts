import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AttemptResult, type RenewalChannel } from '../../types/renewals.ts';
import { renewalSettingsSchema } from '../../types/renewal-settings.ts';
import { decideOutcome, type OutcomeAttempt } from './decide-outcome.ts';

const settings = renewalSettingsSchema.parse({});
let ids = 0;
const wrote = (day: string, result: AttemptResult = 'delivered', step = 'd-14', channel: RenewalChannel = 'whatsapp'): OutcomeAttempt => ({
  id: String(++ids),
  step,
  channel,
  result,
  at: new Date(`${day}T10:00:00+08:00`),
});
const called = (day: string, result: AttemptResult): OutcomeAttempt => wrote(day, result, 'manual', 'call');

test('how a paid cycle ended, and what it is owed to', () => {
  const rows: [what: string, paidOn: string, attempts: OutcomeAttempt[], outcome: string, owedTo: number | null][] = [
    ['nobody had written', '2026-07-10', [], 'renewed', null],
    ['we wrote only afterwards', '2026-07-10', [wrote('2026-07-11')], 'renewed', null],
    ['we had written', '2026-07-10', [wrote('2026-07-06')], 'recovered', 0],
    ['on the same day', '2026-07-06', [wrote('2026-07-06')], 'recovered', 0],
    ['the last of several', '2026-07-15', [wrote('2026-07-06'), wrote('2026-07-13')], 'recovered', 1],
    ['the last failed', '2026-07-15', [wrote('2026-07-06'), wrote('2026-07-13', 'failed')], 'recovered', 0],
    ['nothing reached them', '2026-07-15', [wrote('2026-07-06', 'failed'), wrote('2026-07-13', 'withdrawn'), wrote('2026-07-14', 'queued')], 'renewed', null],
    ['they read it', '2026-07-15', [wrote('2026-07-06', 'read')], 'recovered', 0],
    ['we do not know whether it went', '2026-07-15', [wrote('2026-07-06', 'unknown')], 'renewed', null],
    ['sent, and never delivered', '2026-07-15', [wrote('2026-07-06', 'sent')], 'renewed', null],
    ['they answered', '2026-07-15', [wrote('2026-07-06', 'replied')], 'recovered', 0],
    ['within thirty days', '2026-08-05', [wrote('2026-07-06')], 'recovered', 0],
    ['longer ago', '2026-08-06', [wrote('2026-07-06', 'delivered', 'd-14')], 'renewed', null],
    ['we had called', '2026-07-15', [called('2026-07-14', 'reached')], 'recovered', 0],
    ['nobody answered the call', '2026-07-15', [called('2026-07-14', 'no_answer')], 'renewed', null],
    ['they refused, and paid all the same', '2026-07-15', [called('2026-07-14', 'refused')], 'renewed', null],
    ['they promised', '2026-07-15', [called('2026-07-14', 'promised')], 'recovered', 0],
    ['overdue by thirty days: not lost yet', '2026-08-19', [wrote('2026-07-23', 'read', 'd+3')], 'recovered', 0],
    ['overdue by thirty-one: came back by itself', '2026-08-20', [wrote('2026-07-23', 'read', 'd+3')], 'returned', null],
    ['won back', '2026-08-25', [wrote('2026-07-23', 'read', 'd+3'), wrote('2026-08-20', 'delivered', 'winback-30')], 'winback', 1],
    ['the winback was long ago', '2026-10-25', [wrote('2026-08-20', 'delivered', 'winback-30')], 'returned', null],
  ];
  for (const [what, paidOn, attempts, outcome, owedTo] of rows) {
    const decided = decideOutcome({ paidOn, dueOn: '2026-07-20' }, attempts, settings);
    assert.equal(decided.outcome, outcome, what);
    assert.equal(decided.attempt?.id ?? null, owedTo === null ? null : attempts[owedTo]?.id, what);
  }
});

test('paid in the morning is not owed to what was said in the afternoon', () => {
  const attempts = [wrote('2026-07-06')];
  const at = (time: string): string =>
    decideOutcome({ paidOn: '2026-07-06', paidAt: new Date(`2026-07-06T${time}:00+08:00`), dueOn: '2026-07-20' }, attempts, settings).outcome;
  assert.deepEqual([at('09:59'), at('10:01')], ['renewed', 'recovered']);
});
