import assert from 'node:assert/strict';
import { it } from 'node:test';
import { demoPosData } from '../simulators/pos/demo-pos-data.ts';
import { demoWorld } from './demo-world.ts';
import { isListedFirst } from './is-listed-first.ts';

it('puts outlets into the state they are in: only Kuala Lumpur is a federal territory', () => {
  const addressed = demoWorld().outlets.flatMap(({ state, address }) => (address ? [{ state, address }] : []));
  for (const { state, address } of addressed) assert.equal(address.state, state === 'Kuala Lumpur' ? 'Wilayah Persekutuan' : state);
  assert.ok(addressed.some(({ address }) => address.city === 'Melaka' && address.state === 'Melaka'));
});

it('names one person first for an outlet, in the POS as in the seed, so that the first load turns to nobody else', () => {
  const { people } = demoWorld();
  for (const { oid, contacts = [] } of demoPosData(Date.now()).outlets) {
    const firsts = contacts.filter((contact) => contact.is_primary).map(({ name }) => name);
    assert.ok(firsts.length <= 1, `${oid}: ${firsts.join(', ')}`);
    const seeded = people.filter((person) => person.phone !== null && isListedFirst(people, person, oid)).map(({ name }) => name);
    assert.deepEqual(firsts, seeded);
  }
});
