import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

interface Contact {
  id: string;
  wa_phone_e164: string | null;
  display_name: string | null;
  username: string | null;
  merged_into_id: string | null;
}

describe('who writes', () => {
  let world: World;
  let meta: WebhookSender;
  let people = 0;
  const newPhone = (): string => `6014${String(7_000_000 + ++people)}`;
  const newUser = (): string => `MY.${String(5_000_000_000 + ++people)}`;

  const contactOf = async (kind: 'phone_e164' | 'bsuid', value: string): Promise<Contact> => {
    const [row] = await world.sql.query<Contact>(
      'SELECT c.* FROM contact_identity i JOIN contact c ON c.tenant_id = i.tenant_id AND c.id = i.contact_id WHERE i.kind = ? AND i.value = ? AND i.valid_to IS NULL',
      [kind, value],
    );
    assert.ok(row, `somebody is known by ${value}`);
    return row;
  };
  const ticketsOf = (contactId: string): Promise<{ id: string; inbound_count: number }[]> =>
    world.sql.query('SELECT id, inbound_count FROM ticket WHERE contact_id = ? ORDER BY id', [contactId]);
  const write = async (who: { phone?: string; user?: string; parent?: string; name?: string; username?: string }, text = 'helo'): Promise<void> => {
    const { phone, user, parent, name = 'Seseorang', username } = who;
    const { from: _from, ...bare } = textMessage('', text);
    const message = { ...bare, ...(phone ? { from: phone } : {}), ...(user ? { from_user_id: user } : {}) };
    const contact = {
      ...(phone ? { wa_id: phone } : {}),
      ...(user ? { user_id: user } : {}),
      ...(parent ? { parent_user_id: parent } : {}),
      profile: { name, ...(username ? { username } : {}) },
    };
    assert.equal(await meta.messages([message], contact), 200);
    await eventually(async () => (await world.sql.query('SELECT 1 FROM message WHERE wa_message_id = ?', [message.id])).length > 0, `"${text}" to be stored`);
  };
  const system = async (part: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<void> => {
    const { text: _text, from: _from, ...bare } = textMessage('', '');
    assert.equal(await meta.messages([{ ...bare, ...more, type: 'system', system: part }]), 200);
  };

  before(async () => {
    world = await createWorld({ graph: false, env: { INGEST_LANES: '4' } });
    meta = new WebhookSender(world.url);
  });
  after(() => world.close());

  it('knows a person who shows no phone by the user id, keeps name and username fresh', async () => {
    const user = newUser();
    await write({ user, name: 'Ravi', username: 'ravi.mamak' });
    await write({ user, name: 'Ravi Mamak', username: 'ravi.24jam' });
    const contact = await contactOf('bsuid', user);
    assert.deepEqual([contact.wa_phone_e164, contact.display_name, contact.username], [null, 'Ravi Mamak', 'ravi.24jam']);
    assert.deepEqual(
      (await ticketsOf(contact.id)).map((ticket) => ticket.inbound_count),
      [2],
    );
  });

  it('does not take two people for one because of a username', async () => {
    const [first, second] = [newUser(), newUser()];
    await write({ user: first, username: 'kedai.runcit' });
    await write({ user: second, username: 'kedai.runcit' });
    assert.notEqual((await contactOf('bsuid', first)).id, (await contactOf('bsuid', second)).id);
  });

  it('learns the user id of a known phone, and then knows the person without it', async () => {
    const [phone, user] = [newPhone(), newUser()];
    await write({ phone }, 'satu');
    await write({ phone, user, parent: `${user}.P` }, 'dua');
    await write({ user }, 'tiga');
    const contact = await contactOf('phone_e164', `+${phone}`);
    assert.equal((await contactOf('bsuid', user)).id, contact.id);
    assert.deepEqual(
      (await ticketsOf(contact.id)).map((ticket) => ticket.inbound_count),
      [3],
    );
  });

  it('joins two contacts on the first webhook that carries both ids', async () => {
    const [phone, user] = [newPhone(), newUser()];
    await write({ phone }, 'dari telefon');
    await write({ user }, 'dari nama pengguna');
    const [byPhone, byUser] = [await contactOf('phone_e164', `+${phone}`), await contactOf('bsuid', user)];
    assert.notEqual(byPhone.id, byUser.id);
    await write({ phone, user }, 'kedua-duanya');
    const joined = await contactOf('phone_e164', `+${phone}`);
    assert.equal(joined.id, (await contactOf('bsuid', user)).id);
    assert.equal(joined.wa_phone_e164, `+${phone}`);
    const [gone] = await world.sql.query<Contact>('SELECT * FROM contact WHERE id = ?', [byPhone.id]);
    assert.deepEqual([gone?.merged_into_id, gone?.wa_phone_e164], [joined.id, null]);
    assert.equal((await ticketsOf(byPhone.id)).length, 0);
    assert.deepEqual(
      (await ticketsOf(joined.id)).reduce((sum, ticket) => sum + ticket.inbound_count, 0),
      3,
    );
    const [conversations] = await world.sql.query<{ n: string }>('SELECT COUNT(*) AS n FROM conversation WHERE contact_id IN (?)', [[byPhone.id, joined.id]]);
    assert.equal(conversations?.n, '1');
  });

  it('moves only the number when it was given to somebody else', async () => {
    const [phone, before, after] = [newPhone(), newUser(), newUser()];
    await write({ phone, user: before }, 'pemilik lama');
    await write({ user: after }, 'orang baru');
    await write({ phone, user: after }, 'nombor sudah saya punya');
    const [old, now] = [await contactOf('bsuid', before), await contactOf('bsuid', after)];
    assert.notEqual(old.id, now.id);
    assert.deepEqual([old.wa_phone_e164, now.wa_phone_e164], [null, `+${phone}`]);
    assert.equal((await contactOf('phone_e164', `+${phone}`)).id, now.id);
  });

  it('follows a changed number; the old one is nobody’s until somebody writes from it', async () => {
    const [before, after] = [newPhone(), newPhone()];
    await write({ phone: before, name: 'Salmah' }, 'nombor lama');
    const contact = await contactOf('phone_e164', `+${before}`);
    await system({ type: 'user_changed_number', wa_id: after, body: `User Salmah changed from ${before} to ${after}` }, { from: before });
    await eventually(async () => (await contactOf('phone_e164', `+${after}`)).id === contact.id, 'the new number');
    assert.equal((await contactOf('phone_e164', `+${after}`)).wa_phone_e164, `+${after}`);
    await write({ phone: after }, 'nombor baru');
    assert.deepEqual(
      (await ticketsOf(contact.id)).map((ticket) => ticket.inbound_count),
      [2],
      'the system line adds nothing to the count',
    );
    const lines = await world.sql.query<{ type: string }>("SELECT type FROM message WHERE contact_id = ? AND type = 'system'", [contact.id]);
    assert.equal(lines.length, 1);
    await write({ phone: before, name: 'Pelanggan baru' }, 'saya orang lain');
    assert.notEqual((await contactOf('phone_e164', `+${before}`)).id, contact.id);
  });

  it('joins the contact a changed number had already written from', async () => {
    const [before, after, oldUser, newId] = [newPhone(), newPhone(), newUser(), newUser()];
    await write({ phone: before, user: oldUser }, 'dahulu');
    await write({ phone: after, user: newId }, 'sekarang');
    const [old, fresh] = [await contactOf('bsuid', oldUser), await contactOf('bsuid', newId)];
    await system({ type: 'user_changed_number', wa_id: after, user_id: newId, previous_user_id: oldUser, body: 'changed' }, { from: after });
    await eventually(async () => (await contactOf('bsuid', newId)).id === old.id, 'the merge');
    const [gone] = await world.sql.query<Contact>('SELECT * FROM contact WHERE id = ?', [fresh.id]);
    assert.equal(gone?.merged_into_id, old.id);
    assert.deepEqual((await ticketsOf(old.id)).length, 2);
    const audited = await world.sql.query<{ action: string }>("SELECT action FROM audit_log WHERE entity_type = 'contact' AND entity_id = ?", [old.id]);
    assert.deepEqual(audited.map((row) => row.action).sort(), ['contact_merged', 'number_changed']);
  });

  it('does not pour one merchant’s tickets into another’s when a changed number had belonged to somebody', async () => {
    const [before, recycled, oldUser, newId, otherUser] = [newPhone(), newPhone(), newUser(), newUser(), newUser()];
    await write({ phone: recycled, user: otherUser, name: 'Pemilik dahulu' }, 'saya pemilik nombor ini');
    await write({ phone: before, user: oldUser, name: 'Salmah' }, 'dari nombor lama');
    const [other, mover] = [await contactOf('bsuid', otherUser), await contactOf('bsuid', oldUser)];
    await system({ type: 'user_changed_number', wa_id: recycled, user_id: newId, previous_user_id: oldUser, body: 'changed' }, { from: recycled });
    await eventually(async () => (await contactOf('phone_e164', `+${recycled}`)).id === mover.id, 'the number to move');
    assert.equal((await contactOf('bsuid', newId)).id, mover.id);
    const [left] = await world.sql.query<Contact>('SELECT * FROM contact WHERE id = ?', [other.id]);
    assert.deepEqual([left?.merged_into_id, left?.wa_phone_e164, left?.display_name], [null, null, 'Pemilik dahulu']);
    assert.equal((await contactOf('bsuid', otherUser)).id, other.id, 'still known by the user id');
    assert.deepEqual([(await ticketsOf(other.id)).length, (await ticketsOf(mover.id)).length], [1, 1]);
    await write({ phone: recycled, user: newId }, 'dari nombor baru');
    assert.equal((await ticketsOf(mover.id))[0]?.inbound_count, 2);
  });

  it('takes a contact known by the number alone, long before the change, for its former owner too', async () => {
    const [before, recycled] = [newPhone(), newPhone()];
    await write({ phone: recycled, name: 'Pemilik dahulu' }, 'lama');
    const former = await contactOf('phone_e164', `+${recycled}`);
    await world.sql.execute('UPDATE contact SET created_at = ? WHERE id = ?', [new Date(Date.now() - 86_400_000), former.id]);
    await write({ phone: before, name: 'Salmah' }, 'dari nombor lama');
    const mover = await contactOf('phone_e164', `+${before}`);
    await system({ type: 'user_changed_number', wa_id: recycled, body: `User changed from ${before} to ${recycled}` }, { from: before });
    await eventually(async () => (await contactOf('phone_e164', `+${recycled}`)).id === mover.id, 'the number to move');
    assert.equal((await ticketsOf(former.id)).length, 1);
    const [left] = await world.sql.query<Contact>('SELECT * FROM contact WHERE id = ?', [former.id]);
    assert.deepEqual([left?.merged_into_id, left?.wa_phone_e164], [null, null]);
  });

  it('takes a change whose new user id and new number belong to two contacts: the one joins, the other loses the number', async () => {
    const [before, taken, oldUser, newId, otherUser] = [newPhone(), newPhone(), newUser(), newUser(), newUser()];
    await write({ phone: before, user: oldUser }, 'dahulu');
    await write({ user: newId }, 'sudah tukar, tanpa nombor');
    await write({ phone: taken, user: otherUser }, 'orang lain');
    const [mover, early, other] = [await contactOf('bsuid', oldUser), await contactOf('bsuid', newId), await contactOf('bsuid', otherUser)];
    await system({ type: 'user_changed_number', wa_id: taken, user_id: newId, previous_user_id: oldUser, body: 'changed' }, { from: taken });
    await eventually(async () => (await contactOf('phone_e164', `+${taken}`)).id === mover.id, 'the number to move');
    const [joined] = await world.sql.query<Contact>('SELECT * FROM contact WHERE id = ?', [early.id]);
    assert.equal(joined?.merged_into_id, mover.id);
    assert.deepEqual([(await ticketsOf(mover.id)).length, (await ticketsOf(other.id)).length], [2, 1]);
  });

  it('joins a contact that appeared under the new number after the change, without a user id', async () => {
    const [before, after] = [newPhone(), newPhone()];
    await write({ phone: before, name: 'Salmah' }, 'nombor lama');
    await write({ phone: after, name: 'Salmah' }, 'nombor baru, sebelum berita pertukaran');
    const [mover, early] = [await contactOf('phone_e164', `+${before}`), await contactOf('phone_e164', `+${after}`)];
    await system({ type: 'user_changed_number', wa_id: after, body: `User changed from ${before} to ${after}` }, { from: before });
    await eventually(async () => (await contactOf('phone_e164', `+${after}`)).id === mover.id, 'the merge');
    assert.equal((await ticketsOf(early.id)).length, 0);
    assert.equal((await ticketsOf(mover.id)).length, 2);
  });

  it('follows a changed user id that comes without a phone', async () => {
    const [before, after] = [newUser(), newUser()];
    await write({ user: before }, 'dahulu');
    const contact = await contactOf('bsuid', before);
    await system({ type: 'user_changed_user_id', user_id: after, previous_user_id: before });
    await eventually(async () => (await contactOf('bsuid', after)).id === contact.id, 'the new user id');
  });

  it('makes one contact and one ticket of a new person however many lanes meet them at once', async () => {
    const [phone, user] = [newPhone(), newUser()];
    const messages = Array.from({ length: 20 }, (_, index) => ({ ...textMessage(phone, `no ${index}`), ...(index % 2 ? { from_user_id: user } : {}) }));
    await Promise.all(
      messages.map((message) =>
        meta.messages([message], { wa_id: phone, ...('from_user_id' in message ? { user_id: user } : {}), profile: { name: 'Serentak' } }),
      ),
    );
    await eventually(
      async () =>
        Number(
          (await world.sql.query<{ n: string }>('SELECT COUNT(*) AS n FROM message WHERE wa_message_id IN (?)', [messages.map((message) => message.id)]))[0]?.n,
        ) === 20,
      'all messages',
    );
    const contact = await contactOf('phone_e164', `+${phone}`);
    assert.equal((await contactOf('bsuid', user)).id, contact.id);
    assert.deepEqual(
      (await ticketsOf(contact.id)).map((ticket) => ticket.inbound_count),
      [20],
    );
  });

  it('takes marketing preferences as consent', async () => {
    const phone = newPhone();
    await write({ phone });
    assert.equal(
      (
        await meta.field('user_preferences', {
          metadata: { phone_number_id: '106540352242922' },
          user_preferences: [{ wa_id: phone, category: 'marketing_messages', value: 'stop', timestamp: Math.floor(Date.now() / 1000) }],
        })
      ).status,
      200,
    );
    await eventually(
      async () => (await world.sql.query('SELECT 1 FROM contact WHERE wa_phone_e164 = ? AND opted_out_at IS NOT NULL', [`+${phone}`])).length > 0,
      'the opt-out',
    );
  });
});
