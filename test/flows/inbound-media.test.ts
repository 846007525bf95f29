import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { queue } from '../../server/platform/queue.ts';
import { store } from '../../server/platform/store.ts';
import { processMedia } from '../../server/whatsapp/process-media.ts';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

interface Row {
  id: string;
  media_state: string;
  media_key: string | null;
  media_mime: string;
  media_sha256: string;
  media_bytes: string | null;
  error_detail: string | null;
}

describe('files of inbound messages', () => {
  let world: World;
  let meta: WebhookSender;
  const file = Buffer.from('a picture of a printer that does not print'.repeat(50));

  const row = async (waMessageId: string): Promise<Row | undefined> =>
    (
      await world.sql.query<Row>(
        'SELECT id, media_state, media_key, media_mime, media_sha256, media_bytes, error_detail FROM message WHERE wa_message_id = ?',
        [waMessageId],
      )
    )[0];
  const send = async (mediaId: string, type = 'image'): Promise<string> => {
    const message = { ...textMessage('60155550001', ''), type, text: undefined, [type]: { id: mediaId, mime_type: 'image/png', sha256: 'x' } };
    assert.equal(await meta.messages([message]), 200);
    return message.id;
  };
  const until = async (waMessageId: string, state: string): Promise<Row> =>
    eventually(async () => ((await row(waMessageId))?.media_state === state ? row(waMessageId) : undefined), `media ${state}`, 20_000);

  const waitingJobs = async (name: string): Promise<number> =>
    (await queue().connection.queueDeclare({ queue: queue().nameOf(name), passive: true })).messageCount;

  before(async () => {
    world = await createWorld();
    meta = new WebhookSender(world.url);
    world.graph.control.addHandset({ id: 'mei', name: 'Mei Ling', phone: '60155550002' });
  });
  after(() => world.close());

  it('fetches a file at once into the store, with its kind, size and hash, and tells the open thread', async () => {
    const live = await world.live(await world.token());
    await world.graph.control.inbound('mei', { kind: 'image', base64: file.toString('base64'), mime: 'image/png', caption: 'ini', id: 'wamid.media-1' });
    const found = await until('wamid.media-1', 'stored');
    assert.equal(found.media_sha256, createHash('sha256').update(file).digest('hex'));
    assert.equal(Number(found.media_bytes), file.length);
    assert.equal(found.media_mime, 'image/png');
    assert.match(found.media_key ?? '', new RegExp(`^${world.tenant.tenantId}/\\d{4}/\\d{2}/[0-9a-f]{32}$`));
    const chunks = await (await store().get(found.media_key ?? '')).toArray();
    assert.deepEqual(Buffer.concat(chunks as Buffer[]), file);
    const [ticket] = await world.sql.query<{ ticket_id: string }>('SELECT ticket_id FROM message WHERE id = ?', [found.id]);
    live.send({ t: 'watch', ticketId: ticket?.ticket_id ?? '' });
    await live.settle();
    await world.graph.control.inbound('mei', { kind: 'voice', base64: file.toString('base64'), mime: 'audio/ogg; codecs=opus', id: 'wamid.media-2' });
    await eventually(() => live.of('media').some((delta) => delta.media.state === 'stored' && delta.media.voice), 'the push');
  });

  it('asks for a fresh address when the first has expired, at once', async () => {
    world.graph.control.configure({ mediaFault: 'expired' });
    const began = Date.now();
    await world.graph.control.inbound('mei', { kind: 'image', base64: file.toString('base64'), mime: 'image/png', id: 'wamid.media-expired' });
    const found = await until('wamid.media-expired', 'stored');
    world.graph.control.configure({ mediaFault: 'none' });
    assert.equal(Number(found.media_bytes), file.length);
    assert.ok(Date.now() - began < 4_000, 'without the retry queue, whose first step is five seconds');
  });

  it('tries later when a download breaks off', async () => {
    world.graph.control.configure({ mediaFault: 'truncated' });
    await world.graph.control.inbound('mei', {
      kind: 'document',
      base64: file.toString('base64'),
      mime: 'application/pdf',
      filename: 'invois.pdf',
      id: 'wamid.media-3',
    });
    await eventually(async () => (await waitingJobs('engage.retry.5s')) === 1, 'the job to wait for its next try');
    assert.equal((await row('wamid.media-3'))?.media_state, 'pending', 'the message is there without its file');
    world.graph.control.configure({ mediaFault: 'none' });
    const found = await until('wamid.media-3', 'stored');
    assert.equal(Number(found.media_bytes), file.length, 'a torn download is not kept');
  });

  it('asks again for an id Meta does not know yet', async () => {
    const message = await send('known-a-little-later');
    await eventually(async () => (await waitingJobs('engage.retry.5s')) === 1, 'the job to wait for its next try');
    assert.equal((await row(message))?.media_state, 'pending', 'one answer is no proof');
    world.graph.control.addMedia(file, 'image/png', null, 'known-a-little-later');
    assert.equal((await until(message, 'stored')).media_sha256, createHash('sha256').update(file).digest('hex'));
  });

  it('marks what the provider no longer has', async () => {
    const found = await until(await send('never-existed'), 'expired');
    assert.equal(found.media_key, null);
  });

  it('says after an hour that a file is missing, and tries on every hour for the week in which Meta has it', async () => {
    const rules = { hosts: world.config.WABA_MEDIA_HOSTS, isProduction: false, token: world.config.WABA_ACCESS_TOKEN, timeoutMs: 2_000 };
    const message = await send('away-for-long');
    const { id } = await until(message, 'expired');
    await world.sql.execute("UPDATE message SET media_state = 'pending' WHERE id = ?", [id]);
    world.graph.control.addMedia(file, 'image/png', null, 'away-for-long');
    const body = { tenantId: world.tenant.tenantId, type: 'media.pending', payload: { messageIds: [id] } };
    const turn = (attempt: number): Promise<unknown> =>
      processMedia({ body, headers: { 'x-engage-attempt': attempt }, routingKey: 'media.fetch', redelivered: false }, rules, world.log);
    const waiting = await waitingJobs('engage.retry.300s');
    world.graph.control.configure({ mediaFault: 'missing' });
    await turn(13);
    assert.equal((await row(message))?.media_state, 'pending');
    await turn(14);
    assert.equal((await row(message))?.media_state, 'failed', 'people see that it is missing');
    world.graph.control.configure({ mediaFault: 'none' });
    await turn(23);
    assert.equal((await row(message))?.media_state, 'failed', 'not every five minutes any more');
    await eventually(async () => (await waitingJobs('engage.retry.300s')) === waiting + 3, 'all three turns to go round again');
    await turn(24);
    assert.equal((await row(message))?.media_state, 'stored');
  });
});

describe('addresses of files', () => {
  let world: World;
  let meta: WebhookSender;
  let fake: Server;
  let answer: { url: string; size?: number };
  const asked: { path: string; authorization: string | undefined }[] = [];

  before(async () => {
    fake = createServer((req, res) => {
      asked.push({ path: req.url ?? '', authorization: req.headers.authorization });
      if (req.url?.startsWith('/v26.0/'))
        res
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ url: answer.url, mime_type: 'image/png', file_size: answer.size ?? 10, id: '1' }));
      else if (req.url === '/big') res.end(Buffer.alloc(6 * 1024 * 1024));
      else if (req.url === '/away') res.writeHead(302, { location: `http://localhost:${port()}/file` }).end();
      else if (req.url === '/inside') res.writeHead(302, { location: 'http://10.0.0.1/secret' }).end();
      else res.end('0123456789');
    });
    await new Promise<void>((resolve) => void fake.listen(0, () => resolve()));
    answer = { url: '' };
    world = await createWorld({ graph: false, env: { WABA_API_BASE: `http://127.0.0.1:${port()}/v26.0` } });
    meta = new WebhookSender(world.url);
  });
  after(async () => {
    await world.close();
    fake.closeAllConnections();
    fake.close();
  });
  const port = (): number => (fake.address() as AddressInfo).port;
  const fetched = async (url: string, size?: number): Promise<{ media_state: string; error_detail: string | null }> => {
    answer = { url, ...(size === undefined ? {} : { size }) };
    asked.length = 0;
    const message = { ...textMessage('60155550003', ''), type: 'image', text: undefined, image: { id: '1' } };
    assert.equal(await meta.messages([message]), 200);
    return eventually(async () => {
      const [row] = await world.sql.query<{ media_state: string; error_detail: string | null }>(
        "SELECT media_state, error_detail FROM message WHERE wa_message_id = ? AND media_state <> 'pending'",
        [message.id],
      );
      return row;
    }, 'an outcome');
  };

  it('fetches with the token from an allowed host', async () => {
    assert.equal((await fetched(`http://127.0.0.1:${port()}/file`)).media_state, 'stored');
    assert.match(asked.at(-1)?.authorization ?? '', /^Bearer /);
  });
  it('never sends the token to the host a redirect names', async () => {
    assert.equal((await fetched(`http://127.0.0.1:${port()}/away`)).media_state, 'stored');
    assert.deepEqual(
      asked.slice(1).map(({ path, authorization }) => [path, authorization !== undefined]),
      [
        ['/away', true],
        ['/file', false],
      ],
    );
  });
  it('calls nobody else, neither directly nor by redirect', async () => {
    for (const url of ['http://169.254.169.254/latest/meta-data', 'https://evil.example.com/x', 'ftp://127.0.0.1/x', `http://127.0.0.1:${port()}/inside`]) {
      assert.equal((await fetched(url)).media_state, 'failed', url);
    }
  });
  it('does not take more than the kind may have, announced or not', async () => {
    assert.equal((await fetched(`http://127.0.0.1:${port()}/file`, 5 * 1024 * 1024 + 1)).media_state, 'too_large');
    assert.equal((await fetched(`http://127.0.0.1:${port()}/big`)).media_state, 'too_large');
  });
});
