import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MessageView } from '../../types/messages.ts';
import type { ThreadItem } from '../../types/tickets.ts';
import { createWorld, errorOf, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import type { LiveProbe } from '../support/live-probe.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

/** One merchant with a ticket in each of two franchises: what is said in one must not be seen from the other (AUTH-03). */
describe('one merchant in two franchises', () => {
  const SECRET = 'the safe code is 7741';
  let world: World;
  let narrow: Client;
  let wide: Client;
  let here: { ticketId: string; messageId: string };
  let there: { ticketId: string; messageId: string };
  let narrowLive: LiveProbe;
  let wideLive: LiveProbe;
  const isMessage = (item: ThreadItem): item is MessageView => item.kind === 'message';
  const bubble = async (client: Client, ticketId: string, id: string): Promise<MessageView | undefined> =>
    (await client.tickets.thread.query({ ticketId })).items.filter(isMessage).find((item) => item.id === id);
  const reactionsOf = async (ticketId: string, id: string): Promise<string[]> => (await bubble(wide, ticketId, id))?.reactions.map(({ emoji }) => emoji) ?? [];

  before(async () => {
    world = await createWorld({ graph: false });
    const [contactId] = world.tenant.contactIds;
    there = await world.seedTicket({ oid: world.tenant.oids[2], contactId, text: SECRET, at: new Date(Date.now() - 60_000) });
    here = await world.seedTicket({ oid: world.tenant.oids[0], contactId, text: 'The printer is silent' });
    const narrowPerson = { sub: 'narrow', name: 'Narrow', scope: { fids: [world.tenant.fids[0]], oids: [] } };
    narrow = await world.clientOf(narrowPerson);
    wide = await world.clientOf({ sub: 'wide', name: 'Wide' });
    [narrowLive, wideLive] = [await world.live(await world.token(narrowPerson)), await world.live(await world.token({ sub: 'wide', name: 'Wide' }))];
    narrowLive.send({ t: 'watch', ticketId: here.ticketId });
    for (const { ticketId } of [here, there]) wideLive.send({ t: 'watch', ticketId });
    await Promise.all([narrowLive.settle(), wideLive.settle()]);
  });
  after(() => world.close());

  it('refuses to quote a message of the other ticket, exactly like one that does not exist', async () => {
    const quote = (replyToId: string): Promise<unknown> =>
      narrow.messages.send.mutate({
        ticketId: here.ticketId,
        content: { type: 'text', text: 'As you said' },
        replyToId,
        clientKey: `quoting-key-${replyToId}`,
      });
    const [foreign, missing] = [await errorOf(quote(there.messageId)), await errorOf(quote('999999999'))];
    assert.equal(foreign.code, 'not_found');
    assert.equal(foreign.message, missing.message);
    const own = await narrow.messages.send.mutate({
      ticketId: here.ticketId,
      content: { type: 'text', text: 'This one' },
      replyToId: here.messageId,
      clientKey: 'quote-own',
    });
    assert.equal(own.replyTo?.text, 'The printer is silent');
  });

  it('refuses a reaction to a message of the other ticket and writes nothing there', async () => {
    const react = (messageId: string): Promise<unknown> =>
      narrow.messages.send.mutate({ ticketId: here.ticketId, content: { type: 'reaction', messageId, emoji: '👍' }, clientKey: `reacting-key-${messageId}` });
    const [foreign, missing] = [await errorOf(react(there.messageId)), await errorOf(react('999999999'))];
    assert.deepEqual([foreign.code, foreign.message], ['not_found', missing.message]);
    assert.deepEqual(await reactionsOf(there.ticketId, there.messageId), []);
    await react(here.messageId);
    assert.deepEqual(await reactionsOf(here.ticketId, here.messageId), ['👍']);
  });

  it('lets somebody who may see both quote and react across, and tells only the right rooms', async () => {
    const quoted = await wide.messages.send.mutate({
      ticketId: here.ticketId,
      content: { type: 'text', text: 'You wrote elsewhere' },
      replyToId: there.messageId,
      clientKey: 'across-quote',
    });
    assert.equal(quoted.replyTo?.text, SECRET);
    await wide.messages.send.mutate({
      ticketId: here.ticketId,
      content: { type: 'reaction', messageId: there.messageId, emoji: '🙏' },
      clientKey: 'across-react',
    });
    await eventually(
      () =>
        wideLive.of('item').some(({ ticketId, item }) => ticketId === there.ticketId && isMessage(item) && item.reactions.some(({ emoji }) => emoji === '🙏')),
      'the reaction in the room of its own ticket',
    );
    await eventually(() => narrowLive.of('item').some(({ item }) => item.id === quoted.id), 'the quoting bubble');
    const pushed = narrowLive.of('item').find(({ item }) => item.id === quoted.id)?.item;
    assert.ok(pushed && isMessage(pushed) && pushed.text === 'You wrote elsewhere');
    assert.deepEqual(pushed.replyTo, { id: null, text: null, direction: 'out', type: 'unknown' });
    assert.equal((await bubble(narrow, here.ticketId, quoted.id))?.replyTo?.text, null);
    assert.equal((await bubble(wide, here.ticketId, quoted.id))?.replyTo?.text, SECRET);
    assert.ok(!JSON.stringify(narrowLive.frames).includes(SECRET));
  });

  it('shows no text of the other ticket when the merchant quotes it on the phone', async () => {
    const meta = new WebhookSender(world.url);
    const [contact] = await world.sql.query<{ wa_phone_e164: string }>('SELECT wa_phone_e164 FROM contact WHERE id = ?', [world.tenant.contactIds[0]]);
    const phone = contact?.wa_phone_e164.slice(1) ?? '';
    const message = textMessage(phone, 'About this one', { context: { from: phone, id: `wamid.seed-default-${there.ticketId}` } });
    assert.equal(await meta.messages([message], { wa_id: phone, profile: { name: 'Merchant 0' } }), 200);
    await eventually(() => narrowLive.of('item').some(({ item }) => isMessage(item) && item.text === 'About this one'), 'the merchant’s message');
    const pushed = narrowLive.of('item').find(({ item }) => isMessage(item) && item.text === 'About this one')?.item;
    assert.ok(pushed && isMessage(pushed));
    assert.equal(pushed.ticketId, here.ticketId);
    assert.deepEqual(pushed.replyTo, { id: null, text: null, direction: 'out', type: 'unknown' });
    assert.equal((await bubble(narrow, here.ticketId, pushed.id))?.replyTo?.id, null);
    assert.equal((await bubble(wide, here.ticketId, pushed.id))?.replyTo?.text, SECRET);
    const after = await narrow.tickets.thread.query({
      ticketId: here.ticketId,
      after: (await narrow.tickets.thread.query({ ticketId: here.ticketId })).newestCursor,
    });
    assert.ok(!JSON.stringify([after, narrowLive.frames]).includes(SECRET));
  });

  it('counts and names only the tickets in scope beside a ticket', async () => {
    await world.sql.execute('UPDATE ticket SET former_ticket_id = ? WHERE id = ?', [there.ticketId, here.ticketId]);
    const [seen, whole] = [await narrow.tickets.get.query({ ticketId: here.ticketId }), await wide.tickets.get.query({ ticketId: here.ticketId })];
    assert.deepEqual([seen.formerTicketId, seen.previous.length, seen.contactCard.ticketCount], [null, 0, 1]);
    assert.deepEqual([whole.formerTicketId, whole.previous.length, whole.contactCard.ticketCount], [there.ticketId, 1, 2]);
  });
});
