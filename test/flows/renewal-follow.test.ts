import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { database } from '../../server/platform/database.ts';
import { followRound } from '../../server/renewals/follow-round.ts';
import { refreshRenewals } from '../../server/renewals/refresh-renewals.ts';
import { sendReminder } from '../../server/renewals/send-reminder.ts';
import { RenewalWorld } from '../support/renewal-world.ts';

const HOUR = 3_600_000;
const SLICE = 2;

let world: RenewalWorld;
let messageIds: string[];
before(async () => {
  world = await RenewalWorld.create();
  messageIds = [];
  const now = Date.now();
  for (let index = 0; index < 9; index++) {
    const oid = await world.addOutlet({ expiresOn: '2026-07-25' });
    await refreshRenewals(world.ctx('2026-07-11'), { runId: null, oids: [oid] });
    const { id, contact_id: contactId } = await world.cycle(oid);
    const [sent] = await sendReminder(world.ctx('2026-07-11 10:00'), { contactId, renewalIds: [id], mode: 'cadence' });
    assert.ok(sent?.messageId);
    messageIds.push(sent.messageId);
    // the first the oldest
    await database().execute("UPDATE renewal_attempt SET result = 'delivered', created_at = ? WHERE message_id = ?", [
      new Date(now - (10 - index) * HOUR),
      sent.messageId,
    ]);
    await database().execute("UPDATE message SET status = 'delivered', wa_message_id = ? WHERE id = ?", [`wamid.${index}`, sent.messageId]);
  }
});
after(() => world.close());

const ctx = () => world.ctx('2026-07-12 10:00');
const results = async (): Promise<string> => {
  const rows = await database().query<{ result: string }>('SELECT result FROM renewal_attempt WHERE tenant_id = ? ORDER BY message_id', [world.tenantId]);
  return rows.map(({ result }) => (result === 'delivered' ? '.' : result.slice(0, 1))).join('');
};
const say = (index: number, status: string, code: string | null = null): Promise<unknown> =>
  database().execute('UPDATE message SET status = ?, error_code = ? WHERE id = ?', [status, code, messageIds[index] ?? '']);

test('rounds come to each that is unread, a slice at a time, to the newest in every round, and begin anew', async () => {
  let place: Date | null = null;
  const places: (Date | null)[] = [];
  for (let round = 0; round < 5; round++) {
    place = await followRound(ctx(), place, SLICE);
    places.push(place);
  }
  assert.equal(await results(), '.........', 'nothing was told, nothing moved');
  assert.deepEqual(
    places.map((at) => at === null),
    [false, false, false, false, true],
    'nine are gone through in five rounds',
  );
  // whatever told of it was lost
  await say(4, 'read');
  await say(8, 'read');
  place = await followRound(ctx(), null, SLICE);
  assert.equal(await results(), '........r', 'the newest at once');
  place = await followRound(ctx(), place, SLICE);
  place = await followRound(ctx(), place, SLICE);
  assert.equal(await results(), '....r...r', 'the others when the rounds come to them');
});

test('what is still on its way follows in every round, however old', async () => {
  await database().execute("UPDATE renewal_attempt SET result = 'sent' WHERE message_id IN (?)", [messageIds.slice(0, 2)]);
  await say(0, 'read');
  await say(1, 'failed', '131026');
  await followRound(ctx(), new Date(), SLICE);
  assert.equal(await results(), 'rb..r...r');
});
