import { expect, waitUntil } from '@open-wc/testing';
import { aina } from '../../testing/aina.ts';
import { FakeServer } from '../../testing/fake-server.ts';
import { sampleMessage } from '../../testing/sample-message.ts';
import { sampleTicket } from '../../testing/sample-ticket.ts';
import { connection } from '../connection.ts';
import { ConversationStore } from './conversation-store.ts';
import { Drafts } from './drafts.ts';

describe('ConversationStore', () => {
  let server: FakeServer;
  let store: ConversationStore;
  const open = async (): Promise<void> => {
    const there = connection(server.origin, () => 'token');
    const host = { connection: there, me: aina, drafts: new Drafts('test'), changed: () => undefined, notice: () => undefined, failed: () => undefined };
    store = new ConversationStore(host, '1');
    await waitUntil(() => store.conversation.phase === 'ready' && there.live.state === 'live');
  };

  beforeEach(() => {
    server = new FakeServer(aina);
    server.add(sampleTicket('1', { revision: 3 }), [sampleMessage('1', '1', 5, 'Hello')]);
    server.enter();
  });
  afterEach(() => {
    store.close();
    server.leave();
    sessionStorage.clear();
  });

  const texts = (): (string | null)[] => store.conversation.items.map((item) => (item.kind === 'event' ? null : item.text));
  const asked = (): unknown[] => server.calls.flatMap(({ procedure, input }) => (procedure === 'tickets.thread' && input['after'] ? input['after'] : []));

  it('catches up over as many pages as there are, and asks for no more', async () => {
    await open();
    server.threadPage = 10;
    server.breakSockets();
    const missed = Array.from({ length: 47 }, (_, index) => `missed ${index}`);
    missed.forEach((text, index) => {
      const id = String(100 + index);
      const message = sampleMessage(id, '1', 0, text, { at: new Date(Date.now() + index).toISOString() });
      server.say(index % 3 === 0 ? { kind: 'note', id, ticketId: '1', author: { userId: '8', name: 'Farid' }, text, at: message.at } : message, false);
    });
    server.isSocketUp = true;
    dispatchEvent(new Event('online'));
    await waitUntil(() => store.conversation.items.length > 40, 'it catches up', { timeout: 4_000 });
    expect(texts().slice(-47)).to.deep.equal(missed);
    expect(asked()).to.deep.equal(['1', '11', '21', '31', '41']);
  });

  it('asks for what came between loading the thread and being told of changes', async () => {
    await open();
    server.say(sampleMessage('100', '1', 0, 'in between'), false);
    server.push({ t: 'watching', ticketId: '1', rev: 3 });
    server.push({ t: 'watching', ticketId: '2', rev: 9 });
    await Promise.resolve();
    expect(asked()).to.deep.equal([]);
    server.push({ t: 'watching', ticketId: '1', rev: 4 });
    await waitUntil(() => texts().includes('in between'), 'it never came');
  });

  it('goes on where it was when a page of the catch-up fails', async () => {
    await open();
    server.threadPage = 10;
    server.breakSockets();
    for (let index = 0; index < 25; index++) server.say(sampleMessage(String(100 + index), '1', 0, `missed ${index}`), false);
    server.troubles.set('tickets.thread', { code: 'unavailable', message: 'x' });
    server.isSocketUp = true;
    dispatchEvent(new Event('online'));
    await waitUntil(() => store.conversation.isStale, 'it says so', { timeout: 4_000 });
    server.troubles.clear();
    server.breakSockets();
    server.isSocketUp = true;
    dispatchEvent(new Event('online'));
    await waitUntil(() => !store.conversation.isStale, 'it catches up', { timeout: 4_000 });
    expect(new Set(texts()).size).to.equal(26);
  });
});
