import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { database } from '../../server/platform/database.ts';
import { parseJson } from '../../server/platform/parse-json.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
import { refreshRenewals } from '../../server/renewals/refresh-renewals.ts';
import { settleRenewal } from '../../server/renewals/settle-renewal.ts';
import { RenewalWorld, type RenewalState } from '../support/renewal-world.ts';

const OUTLETS = 12;
const NIGHTS = 40;
const FIRST = '2026-03-01';

let world: RenewalWorld;
before(async () => {
  world = await RenewalWorld.create();
});
after(() => world.close());

/** What happens to one outlet on one day. */
const happening = fc.record({
  outlet: fc.integer({ min: 0, max: OUTLETS - 1 }),
  what: fc.constantFrom(
    'paid',
    'paid',
    'grace',
    'earlier',
    'no date',
    'back',
    'corrected',
    'closed',
    'open',
    'missing',
    'listed',
    'staff paid',
    'staff cancelled',
    'undo',
  ),
  days: fc.integer({ min: 1, max: 25 }),
});
const year = fc.array(fc.array(happening, { maxLength: 4 }), { minLength: NIGHTS, maxLength: NIGHTS });

/** Steps a status may take in one night; `due` again only where the day moved. */
const MAY_BECOME: Readonly<Record<string, readonly string[]>> = {
  due: ['due', 'paid', 'failed', 'cancelled'],
  failed: ['failed', 'paid', 'cancelled'],
  // what the system had concluded, and the POS takes back
  paid: ['paid', 'due', 'failed', 'cancelled'],
  cancelled: ['cancelled', 'due', 'failed', 'paid'],
};

interface Pos {
  oid: string;
  expiresOn: string | null;
  status: string;
  missing: Date | null;
}

const posOf = async (oids: readonly string[]): Promise<Map<string, Pos>> =>
  new Map(
    (
      await database().query<Pos>(
        'SELECT oid, CAST(expiry_date AS CHAR) AS expiresOn, status, missing_since AS missing FROM outlet WHERE tenant_id = ? AND oid IN (?)',
        [world.tenantId, oids],
      )
    ).map((row) => [row.oid, row]),
  );

/** Nobody said so: the system concluded it from the POS, and the POS says otherwise by now. */
function isTakenBack(was: RenewalState, pos: Pos | undefined): boolean {
  if (!pos || pos.expiresOn === null || pos.status === 'closed' || pos.missing !== null) return false;
  if (was.status === 'cancelled') return was.reason === 'outlet_closed' || was.reason === 'payment_taken_back';
  return (parseJson(was.evidence) ?? {})['kind'] === 'expiry_moved' && was.due_on >= pos.expiresOn;
}

const rows = (oids: readonly string[]): Promise<RenewalState[]> =>
  database().query<RenewalState>(
    `SELECT id, oid, CAST(due_date AS CHAR) AS due_on, CAST(cycle_start AS CHAR) AS starts_on, status, outcome, CAST(paid_on AS CHAR) AS paid, amount, currency, source, contact_id,
       next_at, next_step, next_reason, reason, evidence, failed_at, revision FROM renewal WHERE tenant_id = ? AND oid IN (?) ORDER BY id`,
    [world.tenantId, oids],
  );

async function happen(oid: string, what: string, days: number, today: string): Promise<void> {
  const [outlet] = await database().query<{ on: string | null }>('SELECT CAST(expiry_date AS CHAR) AS `on` FROM outlet WHERE tenant_id = ? AND oid = ?', [
    world.tenantId,
    oid,
  ]);
  const on = outlet?.on ?? moveDay(today, days);
  if (what === 'paid') return world.movePos(oid, { expiry_date: moveDay(on, 92) });
  if (what === 'grace') return world.movePos(oid, { expiry_date: moveDay(on, days) });
  if (what === 'earlier') return world.movePos(oid, { expiry_date: moveDay(on, -days) });
  if (what === 'no date') return world.movePos(oid, { expiry_date: null });
  if (what === 'back') return world.movePos(oid, { expiry_date: moveDay(today, days) });
  if (what === 'closed' || what === 'open') return world.movePos(oid, { status: what === 'closed' ? 'closed' : 'active' });
  if (what === 'missing' || what === 'listed') return world.movePos(oid, { missing_since: what === 'missing' ? new Date() : null });
  const cycles = await world.cycles(oid);
  const last = cycles.at(-1);
  if (what === 'corrected') return world.movePos(oid, { expiry_date: cycles[0]?.due_on ?? on });
  if (!last) return;
  const ctx = world.ctx(`${today} 15:00`);
  const isOpen = last.status === 'due' || last.status === 'failed';
  if (what === 'undo') {
    if (isOpen) await assert.rejects(settleRenewal(ctx, last.id, { kind: 'undo' }), { code: 'conflict' });
    else await settleRenewal(ctx, last.id, { kind: 'undo' });
    return;
  }
  const settled = settleRenewal(
    ctx,
    last.id,
    what === 'staff paid' ? { kind: 'paid', paidOn: today, evidence: { kind: 'staff' } } : { kind: 'cancelled', reason: 'price' },
    last.revision,
  );
  if (isOpen) await settled;
  else await assert.rejects(settled, { code: 'conflict' });
}

/** What must be true of the cycles of an outlet, whatever the POS says. */
function judge(before: ReadonlyMap<string, RenewalState>, now: readonly RenewalState[], pos: ReadonlyMap<string, Pos>): void {
  const open = new Map<string, number>();
  for (const row of now) {
    const was = before.get(row.id);
    if (was && !(was.status === 'failed' && row.status === 'due' && row.due_on > was.due_on))
      assert.ok(MAY_BECOME[was.status]?.includes(row.status), `${was.status} became ${row.status}`);
    if (was && (was.status === 'paid' || was.status === 'cancelled')) {
      if (!isTakenBack(was, pos.get(row.oid)))
        assert.deepEqual({ ...row, revision: 0 }, { ...was, revision: 0 }, 'what is settled stays as it is while it holds');
      else if (was.status === 'paid') assert.notEqual(row.status, 'paid', 'a payment the POS takes back is none');
    }
    if (row.status === 'paid') assert.ok(row.paid !== null && row.outcome !== null && row.outcome !== 'lost' && row.evidence !== null && row.next_at === null);
    if (row.status === 'cancelled')
      assert.ok(row.reason !== null && row.outcome === (row.reason === 'payment_taken_back' ? null : 'lost') && row.next_at === null);
    if (row.status === 'failed') assert.ok(row.failed_at !== null);
    if (row.status === 'due' || row.status === 'failed') assert.ok(row.next_reason !== null, 'a reason is recorded');
    if ((row.status === 'due' || row.status === 'failed') && row.outcome !== 'lost') open.set(row.oid, (open.get(row.oid) ?? 0) + 1);
  }
  for (const [oid, count] of open) assert.equal(count, 1, `outlet ${oid} has ${count} open cycles`);
}

test('whatever the POS and colleagues say for a year of nights: one open cycle, nothing settled is touched while it holds, twice is once', async () => {
  await fc.assert(
    fc.asyncProperty(year, async (nights) => {
      const oids: string[] = [];
      for (let index = 0; index < OUTLETS; index++)
        oids.push(await world.addOutlet({ expiresOn: moveDay(FIRST, index * 6 - 10), cycleMonths: 3, contactId: null }));
      for (const [night, happenings] of nights.entries()) {
        const today = moveDay(FIRST, night * 5);
        const before = new Map((await rows(oids)).map((row) => [row.id, row]));
        await refreshRenewals(world.ctx(today), { runId: null, oids });
        const now = await rows(oids);
        judge(before, now, await posOf(oids));
        const again = await refreshRenewals(world.ctx(`${today} 02:20`), { runId: null, oids });
        assert.deepEqual(
          { ...again, decisions: 0 },
          { created: 0, reopened: 0, paid: 0, moved: 0, cancelled: 0, failed: 0, lost: 0, changed: 0, decisions: 0 },
        );
        for (const { outlet, what, days } of happenings) await happen(oids[outlet] ?? '', what, days, today);
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
});
