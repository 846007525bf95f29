import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { callbackData } from '../../server/messages/callback-data.ts';
import { createWorld, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
let agent: Client;
const workers = new Set<ChildProcess>();
before(async () => {
  world = await createWorld({ env: { ROLES: 'web' }, graph: { apiLatencyMs: 60, numberPerSecond: 1_000 } });
  agent = await world.clientOf({ sub: 'aina', name: 'Aina' });
});
after(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await world.close();
});

/** A worker in a process of its own, so that it can be killed. */
function startWorker(): ChildProcess {
  const env = Object.fromEntries(
    Object.entries({ ...world.config, ROLES: 'worker' }).map(([name, value]) => [name, Array.isArray(value) ? value.join() : String(value)]),
  );
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== 'undefined' && value !== '' && world.config[name as keyof typeof world.config] !== undefined),
  );
  const worker = spawn(process.execPath, [fileURLToPath(new URL('../../server/main.ts', import.meta.url))], {
    env: { PATH: process.env['PATH'], ...given },
    stdio: 'ignore',
  });
  workers.add(worker);
  return worker;
}
async function kill(worker: ChildProcess): Promise<void> {
  worker.kill('SIGKILL');
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit');
  workers.delete(worker);
}
const count = async (where: string): Promise<number> =>
  Number((await world.sql.query<{ n: string }>(`SELECT COUNT(*) AS n FROM message WHERE direction = 'out' AND ${where}`))[0]?.n);

test('workers killed while they send: nothing twice, nothing forgotten, every conversation in order', async () => {
  const phones = Array.from({ length: 12 }, (_, at) => `6012444${String(1000 + at)}`);
  const texts = ['one', 'two', 'three', 'four', 'five', 'six'];
  let worker = startWorker();
  for (const phone of phones) {
    world.graph.control.addHandset({ id: phone, name: phone, phone });
    await world.graph.control.inbound(phone, { kind: 'text', text: `from ${phone}` });
  }
  const rows = await eventually(
    async () => {
      const found = await world.sql.query<{ ticket_id: string; content_text: string }>(
        "SELECT ticket_id, content_text FROM message WHERE direction = 'in' AND content_text LIKE 'from %'",
      );
      return found.length === phones.length && found;
    },
    'every merchant’s ticket',
    40_000,
  );
  const ids: string[] = [];
  const queued = Promise.all(
    (rows || []).map(async (row) => {
      for (const text of texts)
        ids.push(
          (await agent.messages.send.mutate({ ticketId: row.ticket_id, content: { type: 'text', text }, clientKey: `crash-${row.ticket_id}-${text}` })).id,
        );
    }),
  );
  for (const sent of [8, 24, 40]) {
    await eventually(() => world.graph.control.state().accepted.length >= sent, `${sent} accepted messages`, 40_000);
    await kill(worker);
    worker = startWorker();
  }
  await queued;
  await eventually(
    async () => {
      // what a dead worker had claimed becomes unknown after a minute: let it be later
      await world.sql.execute("UPDATE outbound SET claimed_at = claimed_at - INTERVAL 2 MINUTE WHERE state = 'sending' AND claimed_at < ? ", [
        new Date(Date.now() - 4_000),
      ]);
      return (await count("status IN ('queued', 'sending', 'sent', 'delivered')")) === 0;
    },
    'every message to come to rest',
    60_000,
  );

  const accepted = world.graph.control.state().accepted;
  assert.equal(new Set(accepted.map((message) => callbackData.read(message.opaque)?.messageId)).size, accepted.length, 'no message went out twice');
  const arrived = new Set(accepted.map((message) => callbackData.read(message.opaque)?.messageId));
  const states = await world.sql.query<{ id: string; status: string }>('SELECT id, status FROM message WHERE id IN (?)', [ids]);
  assert.equal(states.length, phones.length * texts.length);
  for (const { id, status } of states) assert.equal(status, arrived.has(id) ? 'read' : 'unknown', `message ${id}`);
  assert.equal(await count("status = 'failed'"), 0);
  for (const phone of phones) {
    const heard = world.graph.control.acceptedFor(phone).map((message) => texts.indexOf((message.payload['text'] as { body: string }).body));
    assert.deepEqual(
      heard,
      heard.toSorted((a, b) => a - b),
      `${phone} heard them in order`,
    );
  }
});
