import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { demoAddresses, demoProcesses, portNames, usualPorts } from './demo-processes.mjs';

test('README.md lists every address npm start prints', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const addresses = demoAddresses({ server: 8080, graph: 4010, pos: 4020, bootstrap: 4030, react: 4031 });
  assert.ok(addresses.length > 3);
  for (const [what, address] of addresses) assert.ok(readme.includes(address.replace(/:(\d+)\/$/, ':$1')), `${what}: ${address}`);
});

test('every port and every process has a name a person knows', () => {
  assert.deepEqual(Object.keys(portNames), Object.keys(usualPorts));
  for (const { name, title } of demoProcesses({ ports: usualPorts, secrets: {}, services: {} })) assert.ok(title?.length > name.length, name);
});
