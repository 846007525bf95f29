import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { queue } from '../../server/platform/queue.ts';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

describe('services that go away', () => {
  let world: World;
  let meta: WebhookSender;
  let broker: TcpProxy;
  let database: TcpProxy;
  let phones = 0;

  const newPhone = (): string => `6017${String(7_000_000 + ++phones)}`;
  const stored = async (phone: string): Promise<string[]> => {
    const rows = await world.sql.query<{ content_text: string }>(
      'SELECT m.content_text FROM message m JOIN contact c ON c.id = m.contact_id WHERE c.wa_phone_e164 = ? ORDER BY m.occurred_at, m.id',
      [`+${phone}`],
    );
    return rows.map((row) => row.content_text);
  };
  const post = async (phone: string, texts: readonly string[]): Promise<number[]> => {
    const statuses: number[] = [];
    for (const text of texts) statuses.push(await meta.messages([textMessage(phone, text)]));
    return statuses;
  };
  const numbered = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `no ${from + index}`);

  before(async () => {
    broker = await TcpProxy.open(process.env['RABBITMQ_URL'] ?? '');
    database = await TcpProxy.open(process.env['DATABASE_URL'] ?? '');
    world = await createWorld({ graph: false, env: { RABBITMQ_URL: broker.url, DATABASE_URL: withDatabase(database.url) } });
    meta = new WebhookSender(world.url);
  });
  after(async () => {
    await world.sql.execute(`DROP DATABASE ${new URL(world.config.DATABASE_URL).pathname.slice(1)}`);
    await world.close();
    await broker.close();
    await database.close();
  });

  it('keeps deliveries in the database while the broker is away, and hands them over in order', async () => {
    const phone = newPhone();
    assert.deepEqual(new Set(await post(phone, numbered(0, 5))), new Set([200]));
    await eventually(async () => (await stored(phone)).length === 5, 'the first five');
    broker.shut();
    assert.deepEqual(new Set(await post(phone, numbered(5, 25))), new Set([200]), 'still acknowledged');
    const [spilled] = await world.sql.query<{ n: string }>("SELECT COUNT(*) AS n FROM webhook_event WHERE event_type = 'spilled' AND status = 'received'");
    assert.equal(Number(spilled?.n), 20);
    broker.reopen();
    assert.deepEqual(new Set(await post(phone, numbered(25, 40))), new Set([200]));
    await eventually(async () => (await stored(phone)).length === 40, 'all messages', 20_000);
    assert.deepEqual(await stored(phone), numbered(0, 40));
    await eventually(async () => (await world.sql.query("SELECT 1 FROM webhook_event WHERE status = 'received'")).length === 0, 'the spill to be empty');
    const [raw] = await world.sql.query<{ n: string }>("SELECT COUNT(*) AS n FROM webhook_event WHERE event_type = 'spilled' AND raw IS NOT NULL");
    assert.equal(raw?.n, '0', 'handed over means forgotten');
  });

  it('says 503 with Retry-After when nothing durable can take it', async () => {
    broker.shut();
    database.shut();
    const response = await meta.value({ messages: [textMessage(newPhone(), 'tiada')] });
    assert.equal(response.status, 503);
    assert.ok(Number(response.headers.get('retry-after')) > 0);
    database.reopen();
    broker.reopen();
    const phone = newPhone();
    await eventually(async () => (await meta.messages([textMessage(phone, 'ada')])) === 200, 'the door to open again', 20_000);
    await eventually(async () => (await stored(phone)).length > 0, 'the message', 20_000);
  });

  it('waits while the database is away: nothing is lost, doubled, swapped or thrown into the dead-letter queue', async () => {
    const phone = newPhone();
    await post(phone, numbered(0, 3));
    await eventually(async () => (await stored(phone)).length === 3, 'the first three');
    database.shut();
    assert.deepEqual(new Set(await post(phone, numbered(3, 40))), new Set([200]), 'the broker takes them');
    database.reopen();
    await eventually(async () => (await stored(phone)).length === 40, 'the rest', 30_000);
    assert.deepEqual(await stored(phone), numbered(0, 40));
    const [ticket] = await world.sql.query<{ inbound_count: number }>(
      'SELECT t.inbound_count FROM ticket t JOIN contact c ON c.id = t.contact_id WHERE c.wa_phone_e164 = ?',
      [`+${phone}`],
    );
    assert.equal(ticket?.inbound_count, 40);
    const dead = await queue().connection.queueDeclare({ queue: queue().nameOf('wa.ingest.dlq'), passive: true });
    assert.equal(dead.messageCount, 0);
  });

  it('leaves no news in the outbox', async () => {
    await eventually(async () => (await world.sql.query('SELECT 1 FROM event LIMIT 1')).length === 0, 'the outbox to be empty', 20_000);
  });

  function withDatabase(url: string): string {
    const own = new URL(url);
    own.pathname = `/engage_faults_${process.pid}_${Date.now()}`;
    return own.href;
  }
});
