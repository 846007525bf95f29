import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { seedDefaults } from '../../server/access/seed-defaults.ts';
import { createWorld, PHONE_NUMBER_ID, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

interface NumberRow {
  tenant_id: string;
  waba_id: string;
  messages_per_second: number;
  display_phone: string;
  name: string;
}

describe('the number of the installation', () => {
  let world: World;
  const number = async (): Promise<NumberRow> => {
    const [row] = await world.sql.query<NumberRow>(
      'SELECT tenant_id, waba_id, messages_per_second, display_phone, name FROM whatsapp_number WHERE phone_number_id = ?',
      [PHONE_NUMBER_ID],
    );
    assert.ok(row);
    return row;
  };

  before(async () => {
    world = await createWorld();
  });
  after(() => world.close());

  it('has the account and the limit the environment says at every start, and stays its tenant’s', async () => {
    const before = await number();
    await seedDefaults(world.sql, { phoneNumberId: PHONE_NUMBER_ID, wabaId: 'waba-2', messagesPerSecond: 250 });
    const after = await number();
    assert.deepEqual([after.waba_id, after.messages_per_second, after.tenant_id], ['waba-2', 250, before.tenant_id]);
    await seedDefaults(world.sql, { phoneNumberId: PHONE_NUMBER_ID, wabaId: 'waba-1', messagesPerSecond: 80 });
  });

  it('is known by the number and the name Meta shows', async () => {
    await eventually(async () => (await number()).name === 'KedaiPOS', 'the name');
    assert.equal((await number()).display_phone, '+60 3-2776 4100');
  });
});
