import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { companyToday } from '../../server/renewals/company-today.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
import { createWorld, type Client, type World } from '../support/create-world.ts';

let world: World;
let supervisor: Client;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  supervisor = await world.clientOf({ sub: 'boss', role: 'supervisor' });
});
after(() => world.close());

const today = companyToday(new Date());
async function overdue(oid: string | undefined, days: number, more: { status?: string; outcome?: string } = {}): Promise<string> {
  const { insertId } = await world.sql.execute(
    `INSERT INTO renewal (tenant_id, fid, oid, cycle_start, due_date, amount, currency, status, source, outcome)
     SELECT tenant_id, fid, oid, ?, ?, 588, 'MYR', ?, 'computed', ? FROM outlet WHERE tenant_id = ? AND oid = ?`,
    [moveDay(today, -365 - days), moveDay(today, -days), more.status ?? 'due', more.outcome ?? null, world.tenant.tenantId, oid ?? ''],
  );
  return insertId;
}
async function tickets(oid: string | undefined, count: number, set = 'id = id'): Promise<string> {
  let last = '';
  for (let index = 0; index < count; index++) {
    last = (await world.seedTicket({ oid: oid ?? '', status: index === count - 1 ? 'open' : 'closed' })).ticketId;
    await world.sql.execute(`UPDATE ticket SET ${set} WHERE id = ?`, [last]);
  }
  return last;
}

describe('merchants at high risk', () => {
  it('are nobody where one sign alone is there, or where it is too old', async () => {
    const { oids } = world.tenant;
    await overdue(oids[0], 12);
    await tickets(oids[1], 5);
    await tickets(oids[2], 6, 'created_at = created_at - INTERVAL 31 DAY, last_message_at = last_message_at - INTERVAL 31 DAY, reopen_count = 2');
    await overdue(oids[2], 45, { status: 'failed' });
    const { rows, total, threshold, ticketsPerMonth } = await supervisor.risks.list.query();
    assert.deepEqual([rows, total, threshold, ticketsPerMonth], [[], 0, 2, 5]);
  });

  it('are named with their signs, where to work on them, and the worst first', async () => {
    const { oids, fids } = world.tenant;
    const open = await tickets(oids[0], 5, 'reopen_count = 1');
    const renewalId = await overdue(oids[1], 3, { status: 'failed' });
    const { rows, total } = await supervisor.risks.list.query();
    assert.equal(total, 2);
    assert.deepEqual(
      rows.map(({ oid, score, overdue: late, tickets: begun, reopened }) => ({ oid, score, days: late?.days ?? null, begun, reopened })),
      [
        { oid: oids[0], score: 3, days: 12, begun: 5, reopened: 5 },
        { oid: oids[1], score: 2, days: 3, begun: 5, reopened: null },
      ],
    );
    assert.deepEqual(
      [rows[0]?.outletName, rows[0]?.fid, rows[0]?.franchiseName, rows[0]?.ticket?.id],
      ['Kopi Kita Bangsar default', fids[0], 'Kopi Kita default', open],
    );
    assert.match(rows[0]?.ticket?.reference ?? '', /^TKT-\d{4}-\d{6}$/);
    assert.deepEqual(rows[1]?.overdue, { renewalId, dueOn: moveDay(today, -3), days: 3, amount: '588.00', currency: 'MYR' });
  });

  it('are those within the scope of who asks', async () => {
    const { oids } = world.tenant;
    const one = await world.clientOf({ sub: 'one', role: 'renewal', scope: { fids: [], oids: [oids[1] ?? ''] } });
    assert.deepEqual(
      (await one.risks.list.query()).rows.map(({ oid }) => oid),
      [oids[1]],
    );
    const nobody = await world.clientOf({ sub: 'nobody', role: 'agent', scope: { fids: [], oids: [] } });
    assert.equal((await nobody.risks.list.query()).total, 0);
  });

  it('follow what is set: fewer signs, more tickets', async () => {
    const { oids } = world.tenant;
    const admin = await world.clientOf({ sub: 'admin', role: 'admin' });
    const { revision: first, ...settings } = await admin.renewals.settings.query();
    const { revision } = await admin.renewals.saveSettings.mutate({ settings: { ...settings, risk: { threshold: 3, ticketsPerMonth: 5 } }, revision: first });
    assert.deepEqual(
      (await supervisor.risks.list.query()).rows.map(({ oid }) => oid),
      [oids[0]],
    );
    await admin.renewals.saveSettings.mutate({ settings: { ...settings, risk: { threshold: 1, ticketsPerMonth: 6 } }, revision });
    const { rows, threshold, ticketsPerMonth } = await supervisor.risks.list.query();
    assert.deepEqual([threshold, ticketsPerMonth], [1, 6]);
    assert.deepEqual(
      rows.map(({ oid, score }) => [oid, score]),
      [
        [oids[0], 2],
        [oids[1], 1],
      ],
    );
  });
});
