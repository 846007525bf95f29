import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { queue } from '../../server/platform/queue.ts';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

/** The database takes `x` and `x ` for one key, and stores half of a surrogate pair as another character: neither may make an item fail for ever. */
describe('ids that mean another thing to the database', () => {
  let world: World;
  let meta: WebhookSender;
  let phone = 60_177_000_000;
  const waiting = async (name: string): Promise<number> => (await queue().connection.queueDeclare({ queue: queue().nameOf(name), passive: true })).messageCount;
  const textsOf = async (from: string): Promise<string[]> =>
    (
      await world.sql.query<{ content_text: string }>(
        'SELECT m.content_text FROM message m JOIN contact c ON c.tenant_id = m.tenant_id AND c.id = m.contact_id WHERE c.wa_phone_e164 = ? ORDER BY m.id',
        [`+${from}`],
      )
    ).map((row) => row.content_text);
  /** What came before it on the lanes has been applied, or put aside. */
  const settled = async (): Promise<void> => {
    const from = String(++phone);
    await meta.messages([textMessage(from, 'last')]);
    await eventually(async () => (await textsOf(from)).length === 1, 'the lane to be through');
    for (const name of ['engage.retry.5s', 'engage.retry.30s', 'wa.ingest.dlq', 'wa.status.dlq']) assert.equal(await waiting(name), 0, name);
  };

  before(async () => {
    world = await createWorld({ graph: false, env: { INGEST_LANES: '1' } });
    meta = new WebhookSender(world.url);
  });
  after(() => world.close());

  const LONE = '\ud83d';
  const spellings: Record<string, (id: string) => [string, string]> = {
    'spaces at the end': (id) => [id, `${id}  `],
    'spaces at the end at first': (id) => [`${id} `, id],
    'half a character': (id) => [`${id}${LONE}`, `${id}${LONE}`],
    'half a character where it is cut': (id) => [`${id.padEnd(127, 'x')}😀`, `${id.padEnd(127, 'x')}😀`],
  };
  for (const [name, spell] of Object.entries(spellings)) {
    it(`are one message each: ${name}`, async () => {
      for (const isTogether of [true, false]) {
        const from = String(++phone);
        const first = textMessage(from, 'one');
        const [id, again] = spell(first.id);
        const messages = [
          { ...first, id },
          { ...first, id: again },
        ];
        if (isTogether) assert.equal(await meta.messages(messages), 200);
        else for (const message of messages) assert.equal(await meta.messages([message]), 200);
        await eventually(async () => (await textsOf(from)).length > 0, 'the message');
        await settled();
        assert.deepEqual(await textsOf(from), ['one']);
      }
    });
  }

  it('longer than the column are two messages when only their ends differ, and are found again', async () => {
    const from = String(++phone);
    const start = `wamid.${from}.`.padEnd(180, 'x');
    const long = (end: string): string => `${start}${end}`;
    for (const end of ['one', 'two', 'one']) await meta.messages([{ ...textMessage(from, end), id: long(end) }]);
    await meta.messages([textMessage(from, 'quote', { context: { id: long('two') } })]);
    await settled();
    assert.deepEqual(await textsOf(from), ['one', 'two', 'quote']);
    const [quoted] = await world.sql.query<{ content_text: string }>(
      "SELECT r.content_text FROM message m JOIN message r ON r.tenant_id = m.tenant_id AND r.wa_message_id = m.reply_to_wa_message_id WHERE m.content_text = 'quote'",
    );
    assert.equal(quoted?.content_text, 'two');
  });

  it('find their people, quotes and targets all the same', async () => {
    const from = String(++phone);
    const bsuid = `MY.${from}`;
    const first = textMessage(from, 'hello', { from_user_id: `${bsuid} ` });
    const second = textMessage(from, 'again', { from_user_id: bsuid, context: { id: `${first.id} ` } });
    const odd = textMessage(String(++phone), 'odd', { from_user_id: `MY.odd${LONE}` });
    const reaction = { ...textMessage(from, ''), type: 'reaction', reaction: { message_id: `${first.id} `, emoji: '👍' } };
    for (const message of [first, second, odd, odd, reaction]) await meta.messages([message]);
    await meta.statuses([{ id: `wamid.nobody${LONE}`, status: 'read', timestamp: '1700000000', recipient_id: from, recipient_user_id: `${bsuid}${LONE}` }]);
    await settled();
    const contacts = await world.sql.query<{ total: string }>('SELECT COUNT(*) AS total FROM contact WHERE wa_phone_e164 IN (?)', [
      [`+${from}`, `+${phone - 1}`],
    ]);
    assert.equal(Number(contacts[0]?.total), 2);
    const [quote] = await world.sql.query<{ reply_to_wa_message_id: string }>("SELECT reply_to_wa_message_id FROM message WHERE content_text = 'again'");
    assert.equal(quote?.reply_to_wa_message_id, first.id);
  });
});
