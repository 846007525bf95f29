import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { batchByPerson } from './batch-by-person.ts';

it('gives each item once, nobody in two batches, in the order in which people come first, and no batch larger than it must be', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 1, max: 12 }).map(String)), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (contacts, size) => {
      const items = contacts.map((contactId, index) => ({ contactId, index }));
      const batches = [...batchByPerson(items, size)];
      const flat = batches.flat();
      assert.deepEqual(
        flat.map(({ index }) => index).toSorted((one, other) => one - other),
        items.map(({ index }) => index),
      );
      const keyOf = ({ contactId, index }: (typeof items)[number]): string => contactId ?? `nobody ${index}`;
      assert.deepEqual([...new Set(flat.map(keyOf))], [...new Set(items.map(keyOf))]);
      for (const contactId of new Set(contacts)) {
        if (contactId === null) continue;
        assert.equal(batches.filter((batch) => batch.some((item) => item.contactId === contactId)).length, 1);
        const its = flat.filter((item) => item.contactId === contactId).map(({ index }) => index);
        assert.deepEqual(
          its,
          its.toSorted((one, other) => one - other),
        );
      }
      for (const batch of batches) assert.ok(batch.length <= size || new Set(batch.map(keyOf)).size === 1);
    }),
  );
});
