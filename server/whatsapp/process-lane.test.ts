import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLog } from '../platform/log.ts';
import { processLane, type LaneItem } from './process-lane.ts';

const batch = (...ids: string[]): { body: unknown; headers: Record<string, unknown> }[] => [
  { body: { items: ids.map((id) => ({ at: 1, item: { k: 'm', n: '1', id, m: {}, c: null } })) }, headers: {} },
];
const duplicate = (key: string): Error =>
  Object.assign(new Error(`Duplicate entry '1-x' for key '${key}'`), { errno: 1062, code: 'ER_DUP_ENTRY', sql: 'INSERT' });
const idOf = ({ item }: LaneItem): string => ('id' in item ? item.id : '');

describe('a message the database says is there already', () => {
  it('is done with, while the others of its batch are applied', async () => {
    for (const key of ['message.uq_wa_message_id', 'uq_wa_message_id']) {
      const applied: string[] = [];
      const apply = async (items: readonly LaneItem[]): Promise<void> => {
        await Promise.resolve();
        if (items.some((one) => idOf(one) === 'twice')) throw duplicate(key);
        applied.push(...items.map(idOf));
      };
      await processLane('wa.ingest.0', batch('a', 'twice', 'b'), apply, createLog('silent'));
      assert.deepEqual(applied, ['a', 'b']);
    }
  });

  it('is not given up for any other key', async () => {
    // without a broker in this process putting it aside fails, which is how we see that it is tried
    await assert.rejects(
      processLane('wa.ingest.0', batch('x'), () => Promise.reject(duplicate('contact.uq_contact_phone')), createLog('silent')),
      /connectQueue was not called/,
    );
  });
});
