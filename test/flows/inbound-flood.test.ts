import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

const BODY_BYTES = 3 * 1024 * 1024;

/** Bodies of strangers are held in memory before their signature can be checked: together they may hold so much and no more. */
describe('a flood of unsigned bodies', () => {
  let world: World;
  const sockets: Socket[] = [];
  before(async () => {
    world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    await world.close();
  });

  it('is turned away with 503 once it holds too much, and leaves nothing behind', async () => {
    const meta = new WebhookSender(world.url);
    const send = (): Promise<number> => meta.messages([textMessage('60137000001', 'helo')]);
    assert.equal(await send(), 200);
    const { hostname, port } = new URL(world.url);
    const almost = Buffer.alloc(BODY_BYTES - 1, 0x20);
    let refused = 0;
    for (let count = 0; count < 40; count++) {
      const socket = connect(Number(port), hostname);
      socket
        .on('error', () => undefined)
        .on('data', (answer) => {
          if (answer.toString().startsWith('HTTP/1.1 503')) refused++;
        });
      socket.write(`POST /webhook/whatsapp HTTP/1.1\r\nHost: x\r\nX-Hub-Signature-256: sha256=${'0'.repeat(64)}\r\nContent-Length: ${BODY_BYTES}\r\n\r\n`);
      socket.write(almost);
      sockets.push(socket);
    }
    // 40 bodies of 3 MB, room for 32 of them
    await eventually(() => refused >= 8, 'the refusals');
    for (const socket of sockets) socket.destroy();
    const large = async (): Promise<number> =>
      (await fetch(`${world.url}/webhook`, { method: 'POST', body: almost, headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` } })).status;
    await eventually(
      async () => (await Promise.all(Array.from({ length: 8 }, large))).every((status) => status === 403),
      'room again, for the signature to be looked at',
    );
    assert.equal(await send(), 200);
  });
});
