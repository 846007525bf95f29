import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { freePort, portIsFree } from './free-port.mjs';

test('keeps the wanted port while it is free, and only then', async () => {
  const port = await freePort();
  assert.equal(await freePort(port), port);
  const server = net.createServer();
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  assert.equal(await portIsFree(port), false);
  assert.notEqual(await freePort(port), port);
  const waiting = freePort(port, undefined, 5_000);
  await new Promise((resolve) => server.close(resolve));
  assert.equal(await waiting, port);
});

test('never gives a port twice, nor one that outgoing connections may be given', async () => {
  const taken = new Set();
  for (let count = 0; count < 50; count += 1) await freePort(undefined, taken);
  assert.equal(taken.size, 50);
  for (const port of taken) assert.ok(port >= 20_000 && port < 32_768);
});
