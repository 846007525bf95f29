import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { queue } from '../../server/platform/queue.ts';
import { workDeadLetters } from '../../server/platform/work-dead-letters.ts';
import { createWorld, PHONE_NUMBER_ID, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

describe('items that cannot be applied', () => {
  let world: World;
  let meta: WebhookSender;
  const stored = async (id: string): Promise<boolean> => (await world.sql.query('SELECT 1 FROM message WHERE wa_message_id = ?', [id])).length > 0;
  const letters = (): ReturnType<typeof workDeadLetters> =>
    workDeadLetters(queue().connection, { action: 'list', queue: 'wa.ingest.dlq', prefix: world.config.QUEUE_PREFIX });
  const waiting = async (name: string): Promise<number> => (await queue().connection.queueDeclare({ queue: queue().nameOf(name), passive: true })).messageCount;
  /** A message on its lane as if it had been tried `attempt` times already. */
  const enqueue = async (text: string, attempt: number): Promise<string> => {
    const message = textMessage('60188880001', text);
    const item = { k: 'm', n: PHONE_NUMBER_ID, id: message.id, m: message, c: null };
    await queue().publish({ routingKey: 'wa.ingest.0', body: { items: [{ at: Date.now(), item }] }, headers: { 'x-engage-attempt': attempt } });
    return message.id;
  };

  before(async () => {
    world = await createWorld({ graph: false, env: { INGEST_LANES: '1' } });
    meta = new WebhookSender(world.url);
    await world.sql.execute("ALTER TABLE message ADD CONSTRAINT ck_poison CHECK (content_text <> 'poison')");
  });
  after(() => world.close());

  it('do not hold up the others of their batch, and come back after five seconds', async () => {
    const from = '60188880002';
    const messages = Array.from({ length: 60 }, (_, index) => textMessage(from, index === 37 ? 'poison' : `no ${index}`));
    assert.equal(await meta.messages(messages), 200);
    await eventually(async () => (await world.sql.query("SELECT 1 FROM message WHERE content_text LIKE 'no %'")).length === 59, 'the other 59');
    await eventually(async () => (await waiting('engage.retry.5s')) === 1, 'the culprit to wait');
    const [ticket] = await world.sql.query<{ inbound_count: number }>('SELECT inbound_count FROM ticket');
    assert.equal(ticket?.inbound_count, 59);
    await eventually(async () => (await waiting('engage.retry.30s')) === 1, 'the second step', 15_000);
    assert.equal(await stored(messages[37]?.id ?? ''), false);
  });

  it('rest in the dead-letter queue with their reason when every retry failed; looking takes nothing away', async () => {
    await enqueue('poison', 3);
    const [letter] = await eventually(async () => ((await waiting('wa.ingest.dlq')) === 1 ? letters() : undefined), 'the dead letter');
    assert.deepEqual([letter?.target, letter?.reason, letter?.items], ['wa.ingest.0', 'data', 1]);
    assert.match(letter?.error ?? '', /CONSTRAINT|CHECK/i);
    await eventually(async () => (await letters()).length === 1, 'it to be there still');
  });

  it('are put back to work, or thrown away, one by one', async () => {
    const second = await enqueue('poison', 3);
    await eventually(async () => (await letters()).length === 2, 'two dead letters');
    const [first] = await letters();
    assert.ok(first);
    const prefix = world.config.QUEUE_PREFIX;
    assert.equal((await workDeadLetters(queue().connection, { action: 'discard', queue: 'wa.ingest.dlq', id: first.id, prefix })).length, 1);
    await eventually(async () => (await letters()).length === 1, 'one to be gone');
    await world.sql.execute('ALTER TABLE message DROP CONSTRAINT ck_poison');
    const run = await promisify(execFile)(process.execPath, ['tools/dlq.mjs', 'replay', '--all'], {
      env: { ...process.env, RABBITMQ_URL: world.config.RABBITMQ_URL, QUEUE_PREFIX: prefix },
    });
    assert.match(run.stdout, /1 put back to work/);
    await eventually(() => stored(second), 'the replayed message');
    assert.deepEqual(await letters(), []);
  });

  it('are missed aloud when they are not there', async () => {
    const dlq = (...args: string[]): Promise<unknown> =>
      promisify(execFile)(process.execPath, ['tools/dlq.mjs', ...args], {
        env: { ...process.env, RABBITMQ_URL: world.config.RABBITMQ_URL, QUEUE_PREFIX: world.config.QUEUE_PREFIX },
      });
    for (const action of ['replay', 'discard', 'list'])
      await assert.rejects(dlq(action, '--id', 'nope'), { code: 1, stderr: /There is no dead letter nope: / });
    await assert.rejects(dlq('replay', '--id'), { code: 2, stderr: /npm run dlq/ });
    await assert.rejects(dlq('list', 'wa.nothing.dlq'), { code: 2, stderr: /There is no dead-letter queue wa\.nothing\.dlq/ });
    await assert.rejects(dlq('replay', 'nope', '--all'), { code: 2, stderr: /There is no dead-letter queue nope/ });
  });

  it('that are no lane message at all go straight to the dead-letter queue', async () => {
    await queue().publish({ routingKey: 'wa.ingest.0', body: { nonsense: true } });
    const [letter] = await eventually(async () => {
      const found = await letters();
      return found.length === 1 ? found : undefined;
    }, 'the dead letter');
    assert.equal(letter?.reason, 'unreadable');
  });
});
