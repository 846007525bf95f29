import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { createLog } from '../../server/platform/log.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import type { Ctx } from '../../server/platform/context.ts';
import { forgetDaysAfter } from '../../server/renewals/forget-days-after.ts';
import { refreshRenewals } from '../../server/renewals/refresh-renewals.ts';
import { sendReminder } from '../../server/renewals/send-reminder.ts';
import { settleRenewal } from '../../server/renewals/settle-renewal.ts';
import { createWorld, PHONE_NUMBER_ID, type World } from '../support/create-world.ts';

const DAY_MS = 86_400_000;
let world: World;
before(async () => {
  // WhatsApp is out of reach: what is written stays on its way, and nobody's template is refused meanwhile
  world = await createWorld({ graph: false });
  const { DATABASE_URL, MEDIA_DIR } = world.config;
  await promisify(execFile)(process.execPath, ['embed-demo/seed/main.ts'], {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL, MEDIA_DIR, WABA_PHONE_NUMBER_ID: PHONE_NUMBER_ID },
  });
});
after(() => world.close());

const count = async (where: string, values: readonly (string | Date)[]): Promise<number> => {
  const [row] = await world.sql.query<{ n: string }>(`SELECT COUNT(*) AS n FROM ${where}`, [...values]);
  return Number(row?.n);
};

test('three weeks ahead and back leave the renewals as they were, but for what was paid', async () => {
  const [tenant] = await world.sql.query<{ id: string }>('SELECT tenant_id AS id FROM renewal LIMIT 1');
  assert.ok(tenant);
  const start = new Date();
  // half past ten in the morning of a day ahead
  const morning = Math.floor(start.getTime() / DAY_MS) * DAY_MS + 2.5 * 3_600_000;
  const at = (days: number): Ctx => systemContext(tenant.id, 'renewals', createLog('silent'), days === 0 ? start : new Date(morning + days * DAY_MS));
  const client = await world.clientOf({ sub: 'pos-2006', role: 'supervisor' });
  const counts = async (): Promise<Record<string, number>> => ({ ...(await client.renewals.overview.query({ days: 270 })).counts });
  await refreshRenewals(at(0), { runId: null });
  const was = await counts();
  for (const days of [7, 14, 20]) await refreshRenewals(at(days), { runId: null });
  const ready = await world.sql.query<{ id: string; contact_id: string }>(
    "SELECT id, contact_id FROM renewal WHERE next_at <= ? AND next_step IS NOT NULL AND status = 'due' AND contact_id IS NOT NULL ORDER BY id",
    [at(20).now],
  );
  for (const { id, contact_id: contactId } of ready) await sendReminder(at(20), { contactId, renewalIds: [id], mode: 'cadence' });
  const sent = await world.sql.query<{ renewal_id: string }>('SELECT renewal_id FROM renewal_attempt WHERE created_at > ?', [at(1).now]);
  const paid = sent[0]?.renewal_id;
  assert.ok(paid !== undefined && sent.length > 1, 'somebody was written to in the days ahead');
  await settleRenewal(at(20), paid, { kind: 'paid', paidOn: at(20).now.toISOString().slice(0, 10), evidence: { kind: 'staff' } });
  assert.notDeepEqual(await counts(), was, 'they have aged');

  await forgetDaysAfter(at(0), at(20).now);
  await refreshRenewals(at(0), { runId: null });

  const now = await counts();
  const { recovered, ...others } = was;
  assert.deepEqual({ ...now, recovered }, { ...others, recovered, due: (was['due'] ?? 0) - 1 });
  const [settled] = await world.sql.query<{ status: string; paid_on: string; settled_at: Date }>(
    'SELECT status, CAST(paid_on AS CHAR) AS paid_on, settled_at FROM renewal WHERE id = ?',
    [paid],
  );
  assert.equal(settled?.status, 'paid');
  assert.ok(settled && settled.paid_on <= new Date(start.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) && settled.settled_at <= at(0).now);
  assert.equal((await count('renewal_attempt WHERE renewal_id = ?', [paid])) > 0, true, 'what was paid keeps its story');
  const soon = new Date(Date.now() + 60_000);
  for (const table of ['renewal_attempt', 'renewal_decision', 'renewal_note', 'renewal_task', 'automatic_message', 'renewal', 'audit_log'])
    assert.equal(await count(`${table} WHERE created_at > ?`, [soon]), 0, `${table} of days to come`);
  assert.equal(await count("renewal WHERE status = 'failed' AND due_date >= CURRENT_DATE", []), 0, 'failed before it was due');
  assert.equal(await count('renewal WHERE settled_at > ? OR failed_at > ? OR last_attempt_at > ?', [soon, soon, soon]), 0);
});
