import { expect, waitUntil } from '@open-wc/testing';
import type { TemplateView } from '../../../types/templates.ts';
import { aina } from '../../testing/aina.ts';
import { FakeServer } from '../../testing/fake-server.ts';
import { sampleMessage } from '../../testing/sample-message.ts';
import { sampleTicket } from '../../testing/sample-ticket.ts';
import { connection } from '../connection.ts';
import type { ConversationNotice } from './conversation.ts';
import { ConversationStore } from './conversation-store.ts';
import { Drafts } from './drafts.ts';

const template: TemplateView = {
  id: '31',
  name: 'follow_up',
  language: 'ms',
  category: 'UTILITY',
  header: null,
  body: 'Hai',
  footer: null,
  buttons: [],
  variables: [],
};

describe('Writing', () => {
  let server: FakeServer;
  let store: ConversationStore;
  let drafts: Drafts;
  let notices: ConversationNotice[];

  beforeEach(async () => {
    server = new FakeServer(aina);
    server.add(sampleTicket('1', { revision: 3 }), [sampleMessage('1', '1', 5, 'Hello')]);
    server.templates = [template];
    server.enter();
    drafts = new Drafts('test');
    notices = [];
    const there = connection(server.origin, () => 'token');
    store = new ConversationStore(
      { connection: there, me: aina, drafts, changed: () => undefined, notice: (notice) => notices.push(notice), failed: () => undefined },
      '1',
    );
    await waitUntil(() => store.conversation.phase === 'ready' && there.live.state === 'live');
  });
  afterEach(() => {
    store.close();
    server.leave();
    sessionStorage.clear();
  });

  const calls = (procedure: string): Readonly<Record<string, unknown>>[] =>
    server.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
  const colleague = async (): Promise<void> => {
    const { revision } = store.conversation;
    server.say(sampleMessage('777', '1', 0, 'Farid was faster', { direction: 'out', author: { userId: '8', name: 'Farid' } }));
    await waitUntil(() => store.conversation.revision > revision);
  };
  const picture = new File([new Uint8Array(20)], 'a.png', { type: 'image/png' });

  it('counts a reply as begun with its first file, words or not', async () => {
    store.writing.change({ files: [picture] });
    expect(store.writing.draft.baseRevision).to.equal(3);
    await colleague();
    expect(store.conversation.collision.length).to.equal(1);
    store.writing.send();
    expect(calls('messages.send')).to.deep.equal([]);
    store.writing.send(true);
    await waitUntil(() => calls('messages.send').length === 1);
    expect(calls('messages.send')[0]).to.include({ baseRevision: 3, force: true });
  });

  it('asks about the answer that came first, also when it was on screen before the server refused', async () => {
    const answer = sampleMessage('778', '1', 0, 'Farid was faster', { direction: 'out', author: { userId: '8', name: 'Farid' } });
    server.troubles.set('messages.send', { code: 'stale_reply', message: 'x', details: { items: [answer] } });
    store.writing.change({ reply: 'my own words' });
    store.writing.send();
    // sent at the same moment: the push is here before the refusal
    server.say(answer);
    await waitUntil(() => store.writing.draft.reply === 'my own words');
    expect(store.conversation.items.some(({ id }) => id === '778')).to.equal(true);
    expect(store.conversation.collision.map(({ id }) => id)).to.deep.equal(['778']);
    server.troubles.clear();
    store.writing.send(true);
    await waitUntil(() => calls('messages.send').length === 2);
    expect(calls('messages.send')[1]).to.include({ force: true });
  });

  it('leaves a refused reply where it is when the server names no answer to show', async () => {
    server.troubles.set('messages.send', { code: 'stale_reply', message: 'x', details: { items: [] } });
    store.writing.change({ reply: 'my own words' });
    store.writing.send();
    await waitUntil(() => store.conversation.pending[0]?.state === 'refused');
    expect(store.writing.draft.reply).to.equal('');
  });

  it('sends a template against what the person saw when they opened the templates', async () => {
    await store.writing.templates();
    await colleague();
    server.troubles.set('messages.send', { code: 'stale_reply', message: 'x', details: { items: [] } });
    store.writing.sendTemplate(template, {}, 'Hai');
    await waitUntil(() => store.conversation.pending[0]?.state === 'refused');
    expect(calls('messages.send')[0]).to.include({ baseRevision: 3, force: false });
    server.troubles.clear();
    store.sendAgain(store.conversation.pending[0]?.clientKey ?? '');
    await waitUntil(() => calls('messages.send').length === 2 && store.conversation.pending.length === 0);
    expect(calls('messages.send')[1]).to.include({ force: true });
  });

  it('keeps a note once, however often it is asked to', async () => {
    store.writing.change({ mode: 'note', note: 'look at the firmware' });
    await Promise.all([store.writing.addNote(), store.writing.addNote()]);
    expect(calls('tickets.addNote').length).to.equal(1);
    expect(store.writing.draft.note).to.equal('');
  });

  it('tries the same note again under the same key, other words under another', async () => {
    server.troubles.set('tickets.addNote', 'offline');
    store.writing.change({ mode: 'note', note: 'look' });
    await store.writing.addNote();
    expect(notices.map(({ kind }) => kind)).to.deep.equal(['failed']);
    expect(store.writing.draft.note).to.equal('look');
    await store.writing.addNote();
    store.writing.change({ note: 'look again' });
    server.troubles.clear();
    await store.writing.addNote();
    const [one, two, three] = calls('tickets.addNote').map(({ clientKey }) => clientKey);
    expect(one).to.equal(two);
    expect(three).to.not.equal(two);
  });

  it('keeps the words written while the note is on its way', async () => {
    const { fetch } = globalThis;
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    globalThis.fetch = async (...request) => {
      await gate;
      return fetch(...request);
    };
    store.writing.change({ mode: 'note', note: 'first' });
    const kept = store.writing.addNote();
    store.writing.change({ note: 'first, and a second thought' });
    go();
    await kept;
    globalThis.fetch = fetch;
    expect(store.conversation.items.at(-1)?.kind).to.equal('note');
    expect(store.writing.draft.note).to.equal('first, and a second thought');
  });
});
