import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { database } from '../../server/platform/database.ts';
import { refreshRenewals } from '../../server/renewals/refresh-renewals.ts';
import { sendReminder } from '../../server/renewals/send-reminder.ts';
import { settleRenewal } from '../../server/renewals/settle-renewal.ts';
import { simulateRenewals } from '../../server/renewals/simulate-renewals.ts';
import { renewalSettingsSchema } from '../../types/renewal-settings.ts';
import { RenewalWorld } from '../support/renewal-world.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const DAYS = 30;
const START = '2026-07-01';
const settings = renewalSettingsSchema.parse({ horizonDays: 20, holidays: [{ on: '2026-07-15', name: 'A day', zones: [] }] });

let world: RenewalWorld;
before(async () => {
  world = await RenewalWorld.create();
  await database().execute("INSERT INTO setting (tenant_id, name, value) VALUES (?, 'renewals', ?)", [world.tenantId, JSON.stringify(settings)]);
});
after(() => world.close());

interface Written {
  on: string;
  outlets: number;
  oid: string;
}

/** What the scheduler's rounds and the senders write from a morning on, with a refresh each night. */
async function live(from: number, until: number): Promise<void> {
  for (let night = from; night < until; night += DAY) {
    await refreshRenewals(world.ctx(localTime(night)), { runId: null });
    for (;;) {
      const [next] = await database().query<{ at: Date | null }>(
        "SELECT MIN(next_at) AS at FROM renewal WHERE tenant_id = ? AND status IN ('due', 'failed') AND next_at < ?",
        [world.tenantId, new Date(Math.min(night + DAY, until))],
      );
      if (!next?.at) break;
      const now = Math.max(night, Math.ceil(next.at.getTime() / (5 * MINUTE)) * 5 * MINUTE);
      const rows = await database().query<{ id: string; contact_id: string | null }>(
        "SELECT id, contact_id FROM renewal WHERE tenant_id = ? AND status IN ('due', 'failed') AND next_at IS NOT NULL ORDER BY id",
        [world.tenantId],
      );
      const people = new Map<string | null, string[]>();
      for (const row of rows) people.set(row.contact_id, [...(people.get(row.contact_id) ?? []), row.id]);
      for (const [contactId, renewalIds] of people) await sendReminder(world.ctx(localTime(now)), { contactId, renewalIds, mode: 'cadence' });
    }
  }
}

function localTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

async function written(): Promise<Written[]> {
  const rows = await database().query<{ at: Date; outlets: string; oid: string }>(
    `SELECT MIN(a.created_at) AS at, COUNT(*) AS outlets, MIN(r.oid) AS oid FROM renewal_attempt a JOIN renewal r ON r.tenant_id = a.tenant_id AND r.id = a.renewal_id
     WHERE a.tenant_id = ? GROUP BY a.message_id ORDER BY at, oid`,
    [world.tenantId],
  );
  return rows.map(({ at, outlets, oid }) => ({ on: at.toISOString(), outlets: Number(outlets), oid }));
}

test('what is simulated for the next month is what the senders then write', async () => {
  for (const expiresOn of ['2026-07-02', '2026-07-09', '2026-07-16', '2026-07-29', '2026-08-05']) await world.addOutlet({ expiresOn });
  const owner = await world.addContact();
  for (const expiresOn of ['2026-07-12', '2026-07-12', '2026-07-14', '2026-07-20']) await world.addOutlet({ expiresOn, contactId: owner });
  await world.addOutlet({ expiresOn: '2026-07-10', contactId: null });
  await world.addOutlet({ expiresOn: '2026-07-10', contactId: await world.addContact({ optedOutAt: new Date('2026-06-01T00:00:00Z') }) });
  await world.addOutlet({ expiresOn: '2026-06-05', contactId: await world.addContact({ optedInAt: new Date('2026-06-01T00:00:00Z') }) });
  await world.addOutlet({ expiresOn: '2026-07-18', timezone: 'Australia/Sydney' });
  const from = Date.parse(`${START}T02:30:00+08:00`);
  const ctx = world.ctx(localTime(from));
  await refreshRenewals(ctx, { runId: null });
  const before = await database().query('SELECT id, next_at, revision FROM renewal ORDER BY id');
  const simulation = await simulateRenewals(ctx, { settings, mode: 'ahead', days: DAYS });
  assert.deepEqual(await database().query('SELECT id, next_at, revision FROM renewal ORDER BY id'), before, 'nothing is written');
  await live(from, Date.parse('2026-07-31T00:00:00+08:00'));
  const real = await written();
  const told = simulation.list.map(({ at, outlets, oid }) => ({ on: at, outlets, oid }));
  const byTime = (one: Written, other: Written): number => one.on.localeCompare(other.on) || one.oid.localeCompare(other.oid);
  // a digest is told by the outlet that is due first; the attempts by the smallest number: here the same
  assert.deepEqual(told.sort(byTime), real.sort(byTime));
  assert.ok(real.some(({ outlets }) => outlets === 4) && real.length > 15, 'a digest and a month of reminders');
  assert.deepEqual([simulation.messages, simulation.days.length, simulation.from, simulation.to], [real.length, DAYS, START, '2026-07-30']);
  assert.equal(
    simulation.days.reduce((sum, day) => sum + day.messages, 0),
    real.length,
  );
  assert.equal(simulation.days.find(({ on }) => on === '2026-07-15')?.messages, 0, 'a holiday');
  const skipped = new Map(simulation.skipped.map(({ reason, count }) => [reason, count]));
  assert.deepEqual([skipped.get('opted_out'), skipped.get('no_contact')], [1, 4], 'every step of the outlet without anybody went to a person');
});

test('looking back: paid and answered as they really were, beside what was really sent', async () => {
  const paid = await world.addOutlet({ expiresOn: '2026-08-20', contactId: await world.addContact() });
  await refreshRenewals(world.ctx('2026-08-01'), { runId: null, oids: [paid] });
  const { id } = await world.cycle(paid);
  await world.addAttempt(id, { step: 'd-14', at: new Date('2026-08-06T02:00:00Z') });
  await settleRenewal(world.ctx('2026-08-10 12:00'), id, { kind: 'paid', paidOn: '2026-08-10', evidence: { kind: 'staff' } });
  const answered = await world.addOutlet({ expiresOn: '2026-08-22', contactId: await world.addContact() });
  await refreshRenewals(world.ctx('2026-08-03'), { runId: null, oids: [answered] });
  await database().execute('UPDATE renewal SET answered_at = ? WHERE tenant_id = ? AND oid = ?', [new Date('2026-08-16T04:00:00Z'), world.tenantId, answered]);
  const back = await simulateRenewals(world.ctx('2026-08-25 10:00'), {
    settings: { ...settings, cadence: [-21, -10, -3].map((offsetDays) => ({ offsetDays, template: 'renewal_reminder_v1' })) },
    mode: 'back',
    days: 7,
  });
  const told = back.list.map(({ at, oid, step }) => `${at.slice(0, 10)} ${oid} ${step}`);
  assert.deepEqual(told, [`2026-07-30 ${paid} d-21`, `2026-08-01 ${answered} d-21`, `2026-08-10 ${paid} d-10`, `2026-08-12 ${answered} d-10`]);
  assert.deepEqual([back.from, back.to, back.actualMessages, back.renewals, back.people], ['2026-07-28', '2026-08-25', 1, 2, 2]);
  assert.equal(back.days.find(({ on }) => on === '2026-08-06')?.actual, 1);
});
