import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { probeService } from './probe-service.mjs';

/** A server that greets, and answers the first thing it hears. */
async function speaking({ greeting, answer }, run) {
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (greeting) socket.write(greeting);
    socket.once('data', () => answer && socket.write(answer));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await run(server.address().port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

const mysqlGreeting = Buffer.from([0x4a, 0, 0, 0, 10, 0x38]);
const tooManyConnections = Buffer.from([0x17, 0, 0, 0, 0xff, 0x10]);
const connectionStart = Buffer.from([1, 0, 0, 0, 0, 1]);

for (const { name, scheme, server, expected } of [
  { name: 'mysql', scheme: 'mysql', server: { greeting: mysqlGreeting }, expected: true },
  { name: 'mysql', scheme: 'mysql', server: { greeting: tooManyConnections }, expected: false },
  { name: 'rabbitmq', scheme: 'amqp', server: { answer: connectionStart }, expected: true },
  { name: 'rabbitmq', scheme: 'amqp', server: { answer: 'AMQP\0\0\x09\x01' }, expected: false },
  { name: 'redis', scheme: 'redis', server: { answer: '+PONG\r\n' }, expected: true },
  { name: 'redis', scheme: 'redis', server: { answer: '-NOAUTH Authentication required.\r\n' }, expected: true },
  { name: 'redis', scheme: 'redis', server: { answer: '-LOADING Redis is loading the dataset in memory\r\n' }, expected: false },
  { name: 's3', scheme: 'http', server: { answer: 'HTTP/1.1 403 Forbidden\r\n\r\n' }, expected: true },
  { name: 'redis', scheme: 'redis', server: { greeting: 'SSH-2.0-OpenSSH\r\n' }, expected: false },
]) {
  test(`${name}: ${JSON.stringify(server).slice(0, 70)} means ${expected ? 'up' : 'not up'}`, async () => {
    const answers = await speaking(server, (port) => probeService(name, `${scheme}://127.0.0.1:${port}`, 1_000));
    assert.equal(answers, expected);
  });
}

test('a port that accepts and says nothing (a frozen server) is not up', async () => {
  for (const [name, scheme] of [
    ['mysql', 'mysql'],
    ['rabbitmq', 'amqp'],
    ['redis', 'redis'],
  ]) {
    assert.equal(await speaking({}, (port) => probeService(name, `${scheme}://127.0.0.1:${port}`, 100)), false);
  }
});

test('nobody listening is not up', async () => {
  const port = await speaking({}, (used) => used);
  assert.equal(await probeService('redis', `redis://127.0.0.1:${port}`, 1_000), false);
});
