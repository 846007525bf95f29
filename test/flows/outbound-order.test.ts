import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import type { FailureRule } from '../../embed-demo/simulators/graph/simulator-types.ts';
import { sweepOutbound } from '../../server/messages/sweep-outbound.ts';
import { wakeOutbound } from '../../server/messages/wake-outbound.ts';
import { cache, closeCache, connectCache } from '../../server/platform/cache.ts';
import { database } from '../../server/platform/database.ts';
import { eventually } from '../support/eventually.ts';
import { OutboundWorld, outboundDeadEnd, type OutboundMerchant } from '../support/outbound-world.ts';

let world: OutboundWorld;
before(async () => {
  world = await OutboundWorld.create({ apiLatencyMs: 5 });
  world.startWorker();
  world.startWorker();
  world.startSweep();
});
beforeEach(() => world.useFreshNumber());
after(() => world.close());

const settled = (): Promise<boolean> =>
  database()
    .query("SELECT message_id FROM outbound WHERE state <> 'unknown' LIMIT 1")
    .then((rows) => rows.length === 0);
/** Says again, and again, that every waiting message is to be sent. */
async function shout(): Promise<void> {
  const rows = await database().query<{ tenant_id: string; message_id: string; contact_id: string }>('SELECT tenant_id, message_id, contact_id FROM outbound');
  await wakeOutbound(
    rows.map((row) => ({ tenantId: row.tenant_id, messageId: row.message_id, contactId: row.contact_id })),
    new Date(),
  );
}

test('two workers, every hint many times: each message once, each conversation in order', async () => {
  const merchants = await Promise.all(Array.from({ length: 8 }, () => world.addMerchant()));
  const texts = Array.from({ length: 10 }, (_, at) => `message ${at}`);
  const queued = Promise.all(
    merchants.map(async (merchant) => {
      for (const text of texts) await world.reply(merchant, text);
    }),
  );
  for (let round = 0; round < 5; round++) await Promise.all([shout(), sweepOutbound(world.log, new Date())]);
  await queued;
  await shout();
  await eventually(settled, 'everything to be sent', 20_000);
  for (const merchant of merchants) assert.deepEqual(world.texts(merchant), texts);
  assert.deepEqual(await database().query("SELECT id FROM message_attempt WHERE result <> 'accepted'"), [], 'the number never went over its rate');
});

test('the pair limit: 44 at once, the next one after six seconds, in order, and Meta never has to refuse', async () => {
  const merchant = await world.addMerchant();
  const texts = Array.from({ length: 45 }, (_, at) => `burst ${at}`);
  for (const text of texts) await world.reply(merchant, text);
  const other = await world.addMerchant();
  await world.until(await world.reply(other, 'somebody else does not wait'), 'sent');
  await eventually(() => world.texts(merchant).length === 44, 'the burst');
  await eventually(settled, 'the last one', 15_000);
  assert.deepEqual(world.texts(merchant), texts);
  const accepted = world.graph.control.acceptedFor(merchant.phone);
  const gapMs = Date.parse(accepted[44]?.at ?? '') - Date.parse(accepted[0]?.at ?? '');
  assert.ok(gapMs >= 5_900, `the 45th came after ${gapMs} ms`);
  assert.deepEqual(
    await database().query('SELECT id FROM message_attempt a WHERE a.message_id IN (SELECT id FROM message WHERE contact_id = ?) AND result <> ?', [
      merchant.contactId,
      'accepted',
    ]),
    [],
  );
});

test('Meta’s own pair limit is waited out with growing patience, in order', async () => {
  const merchant = await world.addMerchant();
  world.graph.control.fail({ mode: 'reject', code: 131056, times: 2, recipientSuffix: merchant.phone.slice(-7) });
  for (const text of ['one', 'two']) await world.reply(merchant, text);
  await eventually(settled, 'both to be sent', 15_000);
  assert.deepEqual(world.texts(merchant), ['one', 'two']);
  const attempts = await database().query<{ result: string; created_at: Date }>(
    'SELECT result, created_at FROM message_attempt WHERE message_id = (SELECT MIN(id) FROM message WHERE contact_id = ?) ORDER BY id',
    [merchant.contactId],
  );
  const [first, second, third] = attempts.map((row) => row.created_at.getTime());
  assert.ok((second ?? 0) - (first ?? 0) >= 1_000 && (third ?? 0) - (second ?? 0) >= 4_000);
});

const modes = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.record({ mode: fc.constant('reject' as const), code: fc.constantFrom(131000, 130429, 131026, 131016), times: fc.constant(1) }) },
  { weight: 1, arbitrary: fc.record({ mode: fc.constant('http' as const), status: fc.constant(503), times: fc.constant(1) }) },
  {
    weight: 2,
    arbitrary: fc.record({ mode: fc.constantFrom('hang' as const, 'timeout-after-accept' as const, 'disconnect' as const), times: fc.constant(1) }),
  },
);

test('whatever fails, no message is sent twice without a person asking, and none is forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(modes, { minLength: 8, maxLength: 16 }), async (schedule: (Omit<FailureRule, 'recipientSuffix'> | null)[]) => {
      await world.useFreshNumber();
      world.pointGraph(undefined, 300);
      const sent: { merchant: OutboundMerchant; ids: string[] }[] = [];
      for (const rule of schedule) {
        const merchant = await world.addMerchant();
        if (rule) world.graph.control.fail({ ...rule, recipientSuffix: merchant.phone.slice(-7) });
        sent.push({ merchant, ids: [await world.reply(merchant, 'a'), await world.reply(merchant, 'b')] });
        if (sent.length % 4 === 0) await shout();
      }
      await shout();
      await eventually(settled, 'every message to be settled', 40_000);
      for (const { merchant, ids } of sent) {
        const texts = world.texts(merchant);
        assert.equal(new Set(texts).size, texts.length, `${merchant.phone} got ${texts.join()}`);
        for (const [at, id] of ids.entries()) {
          const { status } = await world.state(id);
          const arrived = texts.includes(at === 0 ? 'a' : 'b');
          assert.ok(status === 'unknown' || arrived === (status === 'sent'), `${status}, but ${arrived ? 'sent' : 'not sent'}`);
        }
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

test('without Redis every worker limits itself, and messages still go out', async () => {
  const merchants = await Promise.all(Array.from({ length: 3 }, () => world.addMerchant()));
  world.pointGraph();
  const { options } = cache();
  closeCache();
  connectCache((await outboundDeadEnd()).replace('http', 'redis'), { prefix: String(options.keyPrefix), log: world.log });
  for (const merchant of merchants) await world.reply(merchant, 'without a cache');
  await eventually(settled, 'all to be sent', 20_000);
  for (const merchant of merchants) assert.deepEqual(world.texts(merchant), ['without a cache']);
});
