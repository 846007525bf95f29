import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decidePosHold, type PosFindings } from './decide-pos-hold.ts';

const pair = (most: number): fc.Arbitrary<{ franchises: number; outlets: number }> =>
  fc.record({ franchises: fc.nat({ max: most }), outlets: fc.nat({ max: most }) });
const findings: fc.Arbitrary<PosFindings> = fc
  .record({
    kind: fc.constantFrom('full' as const, 'incremental' as const),
    listed: pair(2_000),
    known: pair(1_000),
    touched: pair(1_000),
    arrived: pair(1_000),
    isFirst: fc.boolean(),
  })
  .map((found) => ({
    ...found,
    touched: { franchises: Math.min(found.touched.franchises, found.known.franchises), outlets: Math.min(found.touched.outlets, found.known.outlets) },
  }));
const share = fc.double({ min: 0.01, max: 1, noNaN: true });
const none = { franchises: 0, outlets: 0 };

describe('decidePosHold', () => {
  it('never holds the first load, whatever it lists', () => {
    fc.assert(
      fc.property(pair(2_000), share, (listed, most) => {
        assert.deepEqual(decidePosHold({ kind: 'full', listed, known: none, touched: none, arrived: listed }, most), { share: 0, isHeld: false });
      }),
    );
  });

  it('holds a full load of which too large a part cannot be used', () => {
    const heldFor = (unusable: number, change: Partial<PosFindings> = {}): boolean =>
      decidePosHold({ kind: 'full', listed: { franchises: 0, outlets: 100 }, known: { franchises: 0, outlets: 100 }, touched: none, unusable, ...change }, 0.2)
        .isHeld;
    assert.deepEqual([heldFor(25), heldFor(26), heldFor(26, { kind: 'incremental' }), heldFor(26, { known: none })], [false, true, false, false]);
    assert.deepEqual(
      [heldFor(4, { listed: { franchises: 0, outlets: 5 } }), heldFor(5, { listed: { franchises: 0, outlets: 5 } })],
      [false, true],
      'a few rows never wait',
    );
  });

  it('tells the share it holds for, and holds nothing that changes less than the share', () => {
    fc.assert(
      fc.property(findings, share, (found, most) => {
        const verdict = decidePosHold(found, most);
        assert.ok(verdict.share >= 0 && verdict.share <= 1);
        const isEmptied = found.kind === 'full' && (['franchises', 'outlets'] as const).some((what) => found.listed[what] === 0 && found.touched[what] > 0);
        if (verdict.share <= most && !isEmptied) assert.equal(verdict.isHeld, false);
        if (found.touched.outlets >= 5 && found.touched.outlets / found.known.outlets > most) assert.equal(verdict.isHeld, true);
      }),
    );
  });

  it('once it holds, holds what changes more, and with a smaller share too', () => {
    fc.assert(
      fc.property(findings, share, share, fc.nat({ max: 50 }), (found, one, other, more) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        if (!decidePosHold(found, high).isHeld) return;
        assert.equal(decidePosHold(found, low).isHeld, true);
        const touched = { ...found.touched, outlets: Math.min(found.known.outlets, found.touched.outlets + more) };
        assert.equal(decidePosHold({ ...found, touched }, high).isHeld, true);
      }),
    );
  });

  it('counts what is added or returns, but not what the first load brings', () => {
    const known = { franchises: 2, outlets: 20 };
    const found = { kind: 'full' as const, listed: { franchises: 2, outlets: 25 }, known, touched: none, arrived: { franchises: 0, outlets: 5 } };
    assert.deepEqual(decidePosHold(found, 0.2), { share: 0.25, isHeld: true });
    assert.deepEqual(decidePosHold({ ...found, arrived: none }, 0.2), { share: 0, isHeld: false });
    assert.equal(decidePosHold({ ...found, arrived: { franchises: 2, outlets: 4 } }, 0.1).isHeld, false, 'fewer than five');
    const both = { ...found, touched: { franchises: 0, outlets: 3 }, arrived: { franchises: 0, outlets: 2 } };
    assert.equal(decidePosHold(both, 0.2).isHeld, true, 'together');
  });

  it('asks a small company only about five and more, but always about an empty list', () => {
    const small = { franchises: 1, outlets: 4 };
    const found = {
      kind: 'full' as const,
      listed: { franchises: 1, outlets: 4 },
      known: small,
      touched: { franchises: 0, outlets: 4 },
      arrived: none,
      isFirst: false,
    };
    assert.equal(decidePosHold(found, 0.2).isHeld, false);
    assert.equal(decidePosHold({ ...found, listed: none }, 0.2).isHeld, true);
    assert.equal(decidePosHold({ ...found, kind: 'incremental', listed: none }, 0.2).isHeld, false, 'what changed may be nothing');
  });
});
