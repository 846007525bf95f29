import assert from 'node:assert/strict';
import { it } from 'node:test';
import { demoWorld } from './demo-world.ts';

it('puts outlets into the state they are in: only Kuala Lumpur is a federal territory', () => {
  const addressed = demoWorld().outlets.flatMap(({ state, address }) => (address ? [{ state, address }] : []));
  for (const { state, address } of addressed) assert.equal(address.state, state === 'Kuala Lumpur' ? 'Wilayah Persekutuan' : state);
  assert.ok(addressed.some(({ address }) => address.city === 'Melaka' && address.state === 'Melaka'));
});
