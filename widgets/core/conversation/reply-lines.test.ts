import { expect, waitUntil } from '@open-wc/testing';
import { aina } from '../../testing/aina.ts';
import { FakeServer } from '../../testing/fake-server.ts';
import { sampleTicket } from '../../testing/sample-ticket.ts';
import { type Connection, connection } from '../connection.ts';
import { ReplyLines } from './reply-lines.ts';

const jwt = (sub: string): string => `h.${btoa(JSON.stringify({ sub, iat: 1, exp: 601 }))}.s`;

describe('ReplyLines', () => {
  let server: FakeServer;
  let there: Connection;
  let lines: ReplyLines;
  let person: string;

  beforeEach(() => {
    server = new FakeServer(aina);
    server.add(sampleTicket('1'));
    server.add(sampleTicket('2'));
    server.enter();
    person = 'aina';
    there = connection(server.origin, () => jwt(person));
    lines = ReplyLines.on(there);
    lines.ownedBy('7');
  });
  afterEach(() => server.leave());

  const say = (text: string, ticketId = '1'): void => lines.of(ticketId).add({ type: 'text', text }, null, { force: false });
  const sent = (): unknown[] =>
    server.calls.filter(({ procedure }) => procedure === 'messages.send').map(({ input }) => Reflect.get(Object(input['content']), 'text'));
  const stateOf = (ticketId = '1'): string[] => lines.of(ticketId).pending.map(({ state }) => state);

  it('sends what waits when the connection is back, though no ticket and no widget is open', async () => {
    const stop = there.live.listen({});
    await waitUntil(() => there.live.state === 'live');
    server.breakSockets();
    server.troubles.set('messages.send', 'offline');
    for (let attempt = 0; attempt < 3; attempt += 1) dispatchEvent(new Event('offline'));
    await waitUntil(() => there.live.state === 'offline');
    say('one');
    say('two');
    expect(stateOf()).to.deep.equal(['waiting', 'waiting']);
    expect(lines.has('1')).to.equal(true);
    // the last widget leaves the page
    stop();
    server.troubles.clear();
    server.isSocketUp = true;
    dispatchEvent(new Event('online'));
    await waitUntil(() => !lines.has('1'), 'it never went out', { timeout: 5_000 });
    expect(sent()).to.deep.equal(['one', 'two']);
  });

  it('has the browser ask before the page is left, as long as something waits', async () => {
    const isAsked = (): boolean => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(isAsked()).to.equal(false);
    server.troubles.set('messages.send', 'offline');
    say('one');
    await waitUntil(() => stateOf()[0] === 'waiting');
    expect(isAsked()).to.equal(true);
    server.troubles.clear();
    lines.of('1').sendWaiting();
    await waitUntil(() => !lines.has('1'));
    expect(isAsked()).to.equal(false);
  });

  it('keeps the order they were written in when one has to wait', async () => {
    const { fetch } = globalThis;
    let isCut = true;
    globalThis.fetch = async (...request) => {
      const wasCut = isCut;
      isCut = false;
      if (wasCut) throw new TypeError('Failed to fetch');
      return fetch(...request);
    };
    say('one');
    say('two');
    await waitUntil(() => stateOf().every((state) => state === 'waiting'));
    say('three');
    expect(stateOf()).to.deep.equal(['waiting', 'waiting', 'waiting']);
    // a socket that comes up sends what waits
    const stop = there.live.listen({});
    await waitUntil(() => !lines.has('1'), 'they never went out', { timeout: 7_000 });
    stop();
    globalThis.fetch = fetch;
    expect(sent()).to.deep.equal(['one', 'two', 'three']);
  });

  it('does not send in the name of another person what somebody left', async () => {
    server.troubles.set('messages.send', 'offline');
    say('mine alone');
    await waitUntil(() => stateOf()[0] === 'waiting');
    server.troubles.clear();
    person = 'farid';
    await there.session.retry();
    expect(lines.has('1')).to.equal(false);
    say('of Farid', '2');
    await waitUntil(() => sent().includes('of Farid') && !lines.has('2'));
    expect(sent().filter((text) => text === 'mine alone').length, 'only the first attempt').to.equal(1);
  });

  it('tells of a refusal in a ticket nobody has open, and keeps the words until somebody decides', async () => {
    const refused: string[] = [];
    const stop = lines.listen({ changed: () => undefined, refused: (ticketId, { code }) => refused.push(`${ticketId} ${code}`) });
    server.troubles.set('messages.send', { code: 'window_closed', message: 'x' });
    say('too late');
    await waitUntil(() => refused.length === 1);
    expect(refused).to.deep.equal(['1 window_closed']);
    expect(stateOf()).to.deep.equal(['refused']);
    server.troubles.clear();
    lines.of('1').again(lines.of('1').pending[0]?.clientKey ?? '');
    await waitUntil(() => !lines.has('1'));
    expect(new Set(server.calls.map(({ input }) => input['clientKey'])).size, 'the same key').to.equal(1);
    stop();
  });
});
