import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareRisks, decideRisk, type Risk, type RiskFacts } from './decide-risk.ts';

const settings = { threshold: 2, ticketsPerMonth: 5 };
const overdue = (days: number): NonNullable<RiskFacts['overdue']> => ({ renewalId: '1', dueOn: '2026-11-01', days, amount: '588.00', currency: 'MYR' });
const facts = (more: Partial<RiskFacts>): RiskFacts => ({ oid: '7', overdue: null, tickets: 0, reopened: 0, ...more });

const table: [what: string, facts: Partial<RiskFacts>, score: number | null][] = [
  ['nothing', {}, null],
  ['overdue alone', { overdue: overdue(20) }, null],
  ['many tickets alone', { tickets: 9 }, null],
  ['overdue, and one ticket too few', { overdue: overdue(1), tickets: 4 }, null],
  ['overdue, and just enough tickets', { overdue: overdue(1), tickets: 5 }, 2],
  ['overdue, and a ticket came back', { overdue: overdue(1), tickets: 1, reopened: 1 }, 2],
  ['many tickets, of which one came back', { tickets: 5, reopened: 3 }, 2],
  ['everything', { overdue: overdue(1), tickets: 5, reopened: 1 }, 3],
];

const anyFacts = fc.record({
  oid: fc.integer({ min: 1, max: 1e6 }).map(String),
  overdue: fc.option(fc.integer({ min: 1, max: 60 }).map(overdue)),
  tickets: fc.nat(20),
  reopened: fc.nat(4),
});
const anySettings = fc.record({ threshold: fc.integer({ min: 1, max: 3 }), ticketsPerMonth: fc.integer({ min: 2, max: 20 }) });

describe('who is at high risk', () => {
  for (const [what, given, score] of table) it(what, () => assert.equal(decideRisk(facts(given), settings)?.score ?? null, score));

  it('is whoever has the signs asked for, and never fewer are named than counted', () => {
    fc.assert(
      fc.property(anyFacts, anySettings, (given, asked) => {
        const risk = decideRisk(given, asked);
        const named = [given.overdue !== null, given.tickets >= asked.ticketsPerMonth, given.reopened > 0].filter(Boolean).length;
        assert.equal(risk?.score ?? null, named >= asked.threshold ? named : null);
        if (risk) assert.equal([risk.overdue, risk.tickets, risk.reopened].filter((sign) => sign !== null).length, risk.score);
        // who is at risk stays so when fewer signs are asked for
        if (risk && asked.threshold > 1) assert.ok(decideRisk(given, { ...asked, threshold: asked.threshold - 1 }));
      }),
    );
  });

  it('comes in the same order, whatever the order of asking: most signs first, then the longest overdue', () => {
    const distinct = fc.uniqueArray(anyFacts, { selector: ({ oid }) => oid, maxLength: 20 });
    fc.assert(
      fc.property(distinct, (all) => {
        const risks = all.flatMap((one) => decideRisk(one, { threshold: 1, ticketsPerMonth: 5 }) ?? []);
        const sorted = risks.toSorted(compareRisks);
        assert.deepEqual(risks.toReversed().toSorted(compareRisks), sorted);
        for (const [index, risk] of sorted.entries()) {
          const next: Risk | undefined = sorted[index + 1];
          if (!next) continue;
          assert.ok(risk.score >= next.score);
          if (risk.score === next.score) assert.ok((risk.overdue?.days ?? 0) >= (next.overdue?.days ?? 0));
        }
      }),
    );
  });
});
