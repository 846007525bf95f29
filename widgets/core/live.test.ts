import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import type { ClientFrame, LiveDelta, ServerFrame } from '../../types/live.ts';
import { HostSession } from './host-session.ts';
import { Live } from './live.ts';

/** The network's end of a socket: what the page sent, and a way to answer. */
class Wire extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static all: Wire[] = [];
  static refuse = false;
  readyState = 0;
  readonly sent: ClientFrame[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;

  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    Wire.all.push(this);
    queueMicrotask(() => {
      this.readyState = Wire.refuse ? 3 : 1;
      if (Wire.refuse) this.onclose?.();
      else this.onopen?.();
    });
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.readyState = 3;
  }
  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  cut(): void {
    this.readyState = 3;
    this.onclose?.();
  }
  has(type: ClientFrame['t']): ClientFrame | undefined {
    return this.sent.find((frame) => frame.t === type);
  }
}

const last = (): Wire => {
  const wire = Wire.all.at(-1);
  if (!wire) throw new Error('no socket');
  return wire;
};
const delta: LiveDelta = { t: 'ticket', id: '7', rev: 2, at: '2026-11-21T06:00:05.000Z', patch: { unread: 1 } };

describe('Live', () => {
  const real = globalThis.WebSocket;
  let asked = 0;
  const make = (): Live =>
    new Live(new HostSession('https://engage.example', () => `t.${btoa(JSON.stringify({ exp: Date.now() / 1000 + 600, n: (asked += 1) }))}.s`));

  beforeEach(() => {
    Wire.all = [];
    Wire.refuse = false;
    globalThis.WebSocket = Wire as unknown as typeof WebSocket;
  });
  after(() => {
    globalThis.WebSocket = real;
  });

  it('opens one socket for all listeners, authenticates first, closes with the last', async () => {
    const live = make();
    const heard: LiveDelta[] = [];
    const one = live.listen({ delta: (frame) => heard.push(frame) });
    const two = live.listen({ delta: (frame) => heard.push(frame) });
    await waitUntil(() => Wire.all.at(-1)?.has('auth'), 'it authenticates');
    expect(Wire.all.length).to.equal(1);
    expect(last().url).to.equal('wss://engage.example/live');
    live.watch('7');
    expect(last().sent.map((frame) => frame.t)).to.deep.equal(['auth']);
    last().say({ t: 'ready', asOf: '2026-11-21T06:00:00.000Z', userId: '1' });
    expect(last().sent.map((frame) => frame.t)).to.deep.equal(['auth', 'watch']);
    last().say(delta);
    expect(heard.length).to.equal(2);
    one();
    two();
    expect(last().readyState).to.equal(3);
  });

  it('after a gap reconnects, watches again, repeats presence and asks for a resync from the last thing heard', async () => {
    const live = make();
    const since: (string | null)[] = [];
    const states: string[] = [];
    const stop = live.listen({ resync: (at) => since.push(at), state: (state) => states.push(state) });
    await waitUntil(() => Wire.all.at(-1)?.has('auth'), 'it authenticates');
    last().say({ t: 'ready', asOf: '2026-11-21T06:00:00.000Z', userId: '1' });
    live.watch('7');
    live.presence('7', 'viewing');
    last().say(delta);
    last().cut();
    await waitUntil(() => Wire.all.length === 2 && Wire.all.at(-1)?.has('auth'), 'it reconnects', { timeout: 4_000 });
    last().say({ t: 'ready', asOf: '2026-11-21T06:01:00.000Z', userId: '1' });
    expect(since).to.deep.equal([null, '2026-11-21T06:00:05.000Z']);
    expect(states).to.deep.equal(['live', 'connecting', 'live']);
    expect(last().has('watch')).to.deep.equal({ t: 'watch', ticketId: '7' });
    expect(last().has('presence')).to.include({ ticketId: '7', state: 'viewing', tab: live.tab });
    stop();
  });

  it('says offline after repeated failures and comes back at once when the browser is online again', async () => {
    const live = make();
    const states: string[] = [];
    Wire.refuse = true;
    const stop = live.listen({ state: (state) => states.push(state) });
    await waitUntil(() => states.includes('offline'), 'it says so', { timeout: 8_000 });
    Wire.refuse = false;
    dispatchEvent(new Event('online'));
    await waitUntil(() => Wire.all.at(-1)?.has('auth'), 'it is back at once', { timeout: 400 });
    stop();
  });

  it('renews ahead of the end without a gap: no resync, one more auth', async () => {
    const session = new HostSession('https://engage.example', () => `t.${btoa(JSON.stringify({ exp: Date.now() / 1000 + 600, n: (asked += 1) }))}.s`);
    const live = new Live(session);
    let resyncs = 0;
    const stop = live.listen({ resync: () => (resyncs += 1) });
    await waitUntil(() => Wire.all.at(-1)?.has('auth'), 'it authenticates');
    last().say({ t: 'ready', asOf: '2026-11-21T06:00:00.000Z', userId: '1' });
    await session.retry();
    await waitUntil(() => last().sent.filter((frame) => frame.t === 'auth').length === 2, 'it authenticates again');
    last().say({ t: 'ready', asOf: '2026-11-21T06:00:09.000Z', userId: '1' });
    expect(resyncs).to.equal(1);
    expect(Wire.all.length).to.equal(1);
    stop();
  });

  it('renews on `expired` on the same socket, watches again and asks for what an expired token did not hear', async () => {
    const live = make();
    const since: (string | null)[] = [];
    const stop = live.listen({ resync: (at) => since.push(at) });
    await waitUntil(() => Wire.all.at(-1)?.has('auth'), 'it authenticates');
    last().say({ t: 'ready', asOf: '2026-11-21T06:00:00.000Z', userId: '1' });
    last().say({ t: 'expired' });
    live.watch('7');
    await waitUntil(() => last().sent.filter((frame) => frame.t === 'auth').length === 2, 'it authenticates again');
    last().say({ t: 'ready', asOf: '2026-11-21T06:00:09.000Z', userId: '1' });
    expect(since).to.deep.equal([null, '2026-11-21T06:00:00.000Z']);
    expect(last().sent.filter((frame) => frame.t === 'watch').length).to.equal(2);
    expect(Wire.all.length).to.equal(1);
    stop();
  });

  it('renews when the server does not accept the token', async () => {
    const live = make();
    const stop = live.listen({});
    await waitUntil(() => Wire.all.at(-1)?.has('auth'), 'it authenticates');
    last().say({ t: 'error', code: 'unauthenticated', message: 'The token is not valid.' });
    await waitUntil(() => last().sent.filter((frame) => frame.t === 'auth').length === 2, 'it tries another one');
    stop();
  });

  it('does not connect while nobody is signed in', async () => {
    const live = new Live(new HostSession('https://engage.example'));
    const stop = live.listen({});
    await nextFrame();
    await nextFrame();
    expect(Wire.all.length).to.equal(0);
    stop();
  });

  it('counts watchers of one ticket', async () => {
    const live = make();
    const stop = live.listen({});
    await waitUntil(() => Wire.all.at(-1)?.has('auth'), 'it authenticates');
    last().say({ t: 'ready', asOf: '2026-11-21T06:00:00.000Z', userId: '1' });
    const [one, two] = [live.watch('7'), live.watch('7')];
    one();
    one();
    expect(last().has('unwatch')).to.equal(undefined);
    two();
    expect(last().has('unwatch')).to.deep.equal({ t: 'unwatch', ticketId: '7' });
    expect(last().sent.filter((frame) => frame.t === 'watch').length).to.equal(1);
    stop();
  });

  it('comes back at once when a call passes or the window is looked at, once in two seconds', async () => {
    const live = make();
    const stop = live.listen({});
    await waitUntil(() => Wire.all.at(-1)?.has('auth'), 'it authenticates');
    Wire.refuse = true;
    const now = Date.now;
    let later = 0;
    Date.now = () => now() + later;
    try {
      for (let attempt = 1; attempt < 6; attempt++) {
        const { length } = Wire.all;
        last().cut();
        later += 3_000;
        live.reached();
        await waitUntil(() => Wire.all.length === length + 1, 'a call passed', { timeout: 300 });
      }
      const { length } = Wire.all;
      live.reached();
      await nextFrame();
      expect(Wire.all.length, 'it has only just tried').to.equal(length);
      Wire.refuse = false;
      globalThis.dispatchEvent(new Event('focus'));
      await waitUntil(() => Wire.all.at(-1)?.has('auth'), 'the window is looked at', { timeout: 300 });
      live.reached();
      globalThis.dispatchEvent(new Event('focus'));
      await nextFrame();
      expect(Wire.all.length, 'the socket that is there stays').to.equal(length + 1);
    } finally {
      Date.now = now;
      stop();
    }
  });

  it('goes away on `bye` and returns after the time asked for', async () => {
    const live = make();
    const stop = live.listen({});
    await waitUntil(() => Wire.all.at(-1)?.has('auth'), 'it authenticates');
    last().say({ t: 'ready', asOf: '2026-11-21T06:00:00.000Z', userId: '1' });
    last().say({ t: 'bye', afterMs: 50 });
    await waitUntil(() => Wire.all.length === 2, 'it returns');
    stop();
  });
});
