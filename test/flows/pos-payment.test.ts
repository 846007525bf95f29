import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createPosWorld, posData, posOutlet, type PosWorld } from '../support/create-pos-world.ts';
import { eventually } from '../support/eventually.ts';

const SECRET = 'push-secret-of-the-test-0123456789';
const OID = 9001;
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
let here: PosWorld;
before(async () => {
  here = await createPosWorld(posData(6), { env: { POS_WEBHOOK_SECRET: SECRET } });
});
after(() => here.close());

test('a payment the POS tells of brings the new end of the subscription at once', async () => {
  here.pos.putOutlet(posOutlet(OID, { expiry_date: inDays(10) }));
  assert.equal((await here.load()).state, 'done');
  await eventually(async () => (await here.world.sql.query('SELECT id FROM renewal WHERE oid = ?', [OID])).length === 1, 'the renewal');
  here.pos.putOutlet({ oid: OID, expiry_date: inDays(375) });
  const body = JSON.stringify({
    events: [{ id: 'pay-1', type: 'renewal.paid', oid: OID, paid_at: new Date().toISOString(), amount: 588, currency: 'MYR', expiry_date: inDays(375) }],
  });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex');
  const answer = await fetch(`${here.world.url}/webhook/pos`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-engage-signature': `sha256=${signature}`, 'x-engage-timestamp': timestamp },
  });
  assert.deepEqual(await answer.json(), { ok: true, paid: 1 });
  await eventually(async () => (await here.outlet(OID))?.['expiry_date'] === inDays(375), 'the new end', 15_000);
  const renewals = await here.world.sql.query<{ status: string }>('SELECT status FROM renewal WHERE oid = ?', [OID]);
  assert.deepEqual(
    renewals.map(({ status }) => status),
    ['paid'],
  );
  const [begun] = await here.world.sql.query<{ cause: string }>('SELECT cause FROM pos_sync_run ORDER BY id DESC LIMIT 1');
  assert.equal(begun?.cause, 'push', 'nobody called the import');
});
