import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'node:test';
import { createApp } from '../../server/app.ts';
import { createWorld, PHONE_NUMBER_ID, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

const scrape = async (): Promise<string> => (await fetch(`${world.url}/metrics`)).text();

describe('metrics', () => {
  it('exist for every alert', async () => {
    const text = await scrape();
    const rules = readFileSync('server/alert-rules.yml', 'utf8');
    const named = new Set([...rules.matchAll(/engage_\w+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, '')));
    assert.ok(named.size > 8);
    for (const name of named) assert.match(text, new RegExp(`^# TYPE ${name} `, 'm'));
  });

  it('count a message in and its answer out', async () => {
    world.graph.control.addHandset({ id: 'm', name: 'Metric', phone: '60129990000' });
    await world.graph.control.inbound('m', { kind: 'text', text: 'one' });
    const client = await world.clientOf();
    const row = await eventually(async () => (await client.tickets.list.query({ search: 'Metric' })).rows[0], 'the ticket');
    await client.messages.send.mutate({ ticketId: row.id, clientKey: 'metric-key', content: { type: 'text', text: 'two' } });
    await eventually(async () => /engage_send_results_total\{result="accepted"\} 1/.test(await scrape()), 'the send');
    const text = await scrape();
    for (const line of [
      /engage_webhook_seconds_count\{result="200"\} [1-9]/,
      /engage_batch_items_count\{lane="ingest"\} 1/,
      /engage_lane_lag_seconds_count\{lane="ingest"\} 1/,
      /engage_webhook_items_total [1-9]/,
    ])
      assert.match(text, line);
  });

  it('say that a number is stopped; the operator’s tool says why, and resumes it', async () => {
    const client = await world.clientOf();
    const [row] = (await client.tickets.list.query({ search: 'Metric' })).rows;
    const numbers = async (...args: string[]): Promise<string> =>
      (
        await promisify(execFile)(process.execPath, ['tools/numbers.mjs', ...args], {
          env: { PATH: process.env['PATH'], DATABASE_URL: world.config.DATABASE_URL },
        })
      ).stdout;
    assert.match(await scrape(), /^engage_number_stopped 0$/m);
    world.graph.control.fail({ mode: 'reject', code: 190, times: 1 });
    const sent = await client.messages.send.mutate({ ticketId: row?.id ?? '', clientKey: 'metric-key-2', content: { type: 'text', text: 'three' } });
    await eventually(async () => /^engage_number_stopped 1$/m.test(await scrape()), 'the gauge');
    assert.match(await scrape(), /engage_channel_alerts_total\{code="190"\} 1/);
    await client.messages.send.mutate({ ticketId: row?.id ?? '', clientKey: 'metric-key-3', content: { type: 'text', text: 'four' } });
    await eventually(async () => /engage_refused_sends_total\{reason="stopped"\} 1/.test(await scrape()), 'what was not even tried');
    assert.match(await numbers('list', PHONE_NUMBER_ID), /stopped: Graph error 190/);
    assert.match(await numbers('resume', PHONE_NUMBER_ID), /sends again; 2 message\(s\) go out after all/);
    const status = async (): Promise<string | undefined> =>
      (await world.sql.query<{ status: string }>('SELECT status FROM message WHERE id = ?', [sent.id]))[0]?.status;
    await eventually(async () => ['sent', 'delivered', 'read'].includes((await status()) ?? ''), 'the message to go out', 15_000);
    assert.match(await numbers('list'), /sends\n/);
    assert.match(await scrape(), /^engage_number_stopped 0$/m);
  });

  it('are told in production to whoever has the token only, and to nobody while there is none', async () => {
    const ask = async (token: string | undefined, authorization?: string): Promise<number> => {
      const config = { ...world.config, NODE_ENV: 'production' as const, METRICS_TOKEN: token };
      const parts = { webhook: () => false, readiness: () => Promise.resolve({ isReady: true, services: {} }), measure: () => Promise.resolve() };
      const server = createServer(createApp({ config, log: world.log, ...parts }));
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const { status } = await fetch(`http://127.0.0.1:${port}/metrics`, authorization === undefined ? {} : { headers: { authorization } });
      server.close();
      server.closeAllConnections();
      return status;
    };
    assert.deepEqual(
      [await ask(undefined), await ask('metrics-token'), await ask('metrics-token', 'Bearer another-one'), await ask('metrics-token', 'Bearer metrics-token')],
      [403, 401, 401, 200],
    );
  });

  it('carry no personal data', async () => {
    assert.doesNotMatch(await scrape(), /60129990000|Metric"/);
  });
});

describe('the embed bundle', () => {
  it('may be loaded by any page; chunks for ever, the loader asked for again', async () => {
    const loader = await fetch(`${world.url}/embed/engage.js`, { headers: { origin: 'https://anywhere.example' } });
    assert.equal(loader.status, 200);
    assert.equal(loader.headers.get('access-control-allow-origin'), '*');
    assert.equal(loader.headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.match(loader.headers.get('cache-control') ?? '', /must-revalidate/);
    const [chunk] = readdirSync('dist/embed/chunks').filter((name) => name.endsWith('.js'));
    const answer = await fetch(`${world.url}/embed/chunks/${chunk}`);
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
    assert.equal((await fetch(`${world.url}/embed/../package.json`)).status, 404);
  });
});
