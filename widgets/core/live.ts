import type { ClientFrame, LiveDelta, PresenceState, ServerFrame } from '../../types/live.ts';
import type { HostSession } from './host-session.ts';
import { randomId } from './random-id.ts';

/** `live` = pushes arrive; `connecting` = first attempt or a short gap; `offline` = the browser or the server is away. */
export type LiveState = 'connecting' | 'live' | 'offline';

/** What a store listens to. `resync` comes after every gap: ask the API what changed. */
export interface LiveListener {
  delta?: (delta: LiveDelta) => void;
  state?: (state: LiveState) => void;
  /** `since`: server time up to which nothing was missed; null when this is the first connection */
  resync?: (since: string | null) => void;
  /** details of this ticket come from now on; it was at this revision */
  watching?: (ticketId: string, revision: number) => void;
}

const HEARTBEAT_MS = 20_000;
const SILENCE_MS = 45_000;
const PRESENCE_MS = 8_000;
/** Where calls pass and sockets do not, one attempt in this time is enough. */
const AGAIN_MS = 2_000;

/**
 * The one WebSocket of a page and server, shared by every widget. Opens with the first listener and closes with the last.
 * Authenticates in its first frame, again on every renewal; reconnects with jittered backoff, at once when the browser comes
 * back online, the page is looked at or a call passes; rooms and presence are told again after a reconnect.
 */
export class Live {
  state: LiveState = 'connecting';
  /** what this tab is called in presence frames */
  readonly tab: string = randomId().slice(0, 12);
  readonly #session: HostSession;
  readonly #listeners = new Set<LiveListener>();
  readonly #watched = new Map<string, number>();
  readonly #presence = new Map<string, PresenceState>();
  #socket: WebSocket | undefined;
  /** the token a socket knows us by: the first one is announced while we wait for it */
  readonly #told = new WeakMap<WebSocket, string>();
  #asOf: string | null = null;
  #attempt = 0;
  /** rises when a connection is dropped: what was begun before is over */
  #turn = 0;
  #isReady = false;
  /** the server told nothing, and took no `watch`, since it found our token expired */
  #isDeaf = false;
  #heardAt = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  #presenceTimer: ReturnType<typeof setInterval> | undefined;

  constructor(session: HostSession) {
    this.#session = session;
  }

  /** Starts listening; the answer stops it. */
  listen(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#open();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#close();
    };
  }

  /** Asks for the details of one ticket (items, presence); counted, so two widgets may watch the same. */
  watch(ticketId: string): () => void {
    const count = this.#watched.get(ticketId) ?? 0;
    this.#watched.set(ticketId, count + 1);
    if (count === 0) this.#send({ t: 'watch', ticketId });
    let isWatching = true;
    return () => {
      if (!isWatching) return;
      isWatching = false;
      const left = (this.#watched.get(ticketId) ?? 1) - 1;
      if (left > 0) {
        this.#watched.set(ticketId, left);
        return;
      }
      this.#watched.delete(ticketId);
      this.#send({ t: 'unwatch', ticketId });
    };
  }

  /** Tells colleagues what this person does in a ticket; null when they left it. Repeated while it lasts. */
  presence(ticketId: string, state: PresenceState | null): void {
    if (this.#presence.get(ticketId) === (state ?? undefined)) return;
    if (state) this.#presence.set(ticketId, state);
    else this.#presence.delete(ticketId);
    this.#send({ t: 'presence', ticketId, tab: this.tab, state });
    clearInterval(this.#presenceTimer);
    if (this.#presence.size) this.#presenceTimer = setInterval(this.#tellPresence, PRESENCE_MS);
  }

  /** The server has just answered a call: whoever waits for the next attempt need not. */
  reached(): void {
    if (this.#attempt && !this.#socket && Date.now() - this.#heardAt > AGAIN_MS) this.#wake();
  }

  #open(): void {
    this.#session.attend(true);
    this.#session.addEventListener('token', this.#authenticate);
    this.#session.addEventListener('person', this.#begin);
    addEventListener('online', this.#wake);
    addEventListener('focus', this.#wake);
    addEventListener('offline', this.#lost);
    document.addEventListener('visibilitychange', this.#wake);
    this.#connect();
  }

  #close(): void {
    this.#session.attend(false);
    this.#session.removeEventListener('token', this.#authenticate);
    this.#session.removeEventListener('person', this.#begin);
    removeEventListener('online', this.#wake);
    removeEventListener('focus', this.#wake);
    removeEventListener('offline', this.#lost);
    document.removeEventListener('visibilitychange', this.#wake);
    clearTimeout(this.#retryTimer);
    clearInterval(this.#presenceTimer);
    this.#drop();
    this.#asOf = null;
    this.#attempt = 0;
    this.state = 'connecting';
  }

  /** Somebody else: nothing of what the former person's socket may hear is for them. */
  readonly #begin = (): void => {
    this.#asOf = null;
    this.#connect();
  };

  /** Nobody signed in: nothing to connect for, a sign-in will announce itself. */
  #connect(): void {
    clearTimeout(this.#retryTimer);
    this.#drop();
    const turn = this.#turn;
    this.#session.token().then(
      (token) => {
        if (token && turn === this.#turn) this.#dial();
      },
      () => this.#lost(),
    );
  }

  #dial(): void {
    const socket = new WebSocket(`${this.#session.server.replace(/^http/, 'ws')}/live`);
    this.#socket = socket;
    this.#heardAt = Date.now();
    socket.onopen = () => this.#authenticate();
    socket.onmessage = (event: MessageEvent<unknown>) => this.#receive(event.data);
    socket.onclose = () => this.#lost();
    this.#heartbeat = setInterval(() => {
      if (Date.now() - this.#heardAt > SILENCE_MS) this.#lost();
      else this.#send({ t: 'ping' });
    }, HEARTBEAT_MS);
  }

  #drop(): void {
    clearInterval(this.#heartbeat);
    this.#turn += 1;
    this.#isReady = false;
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  readonly #lost = (): void => {
    this.#drop();
    this.#attempt += 1;
    this.#become(navigator.onLine && this.#attempt < 3 ? 'connecting' : 'offline');
    const wait = Math.min(30_000, 500 * 2 ** Math.min(this.#attempt, 6)) * (0.5 + Math.random() / 2);
    this.#retryIn(wait);
  };

  #retryIn(milliseconds: number): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#connect(), milliseconds);
  }

  readonly #wake = (): void => {
    if (document.visibilityState === 'hidden' || !navigator.onLine) return;
    // a laptop that slept may hold a socket that is dead without knowing it
    if (this.#socket && Date.now() - this.#heardAt < SILENCE_MS) return;
    this.#connect();
  };

  readonly #authenticate = (): void => {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) {
      // a sign-in after the socket was refused: connect now instead of at the next attempt
      if (!socket) this.#connect();
      return;
    }
    this.#session.token().then(
      (token) => {
        if (!token) this.#drop();
        if (!token || socket.readyState !== WebSocket.OPEN || this.#told.get(socket) === token) return;
        this.#told.set(socket, token);
        socket.send(JSON.stringify({ t: 'auth', token } satisfies ClientFrame));
      },
      () => this.#lost(),
    );
  };

  #receive(data: unknown): void {
    if (typeof data !== 'string') return;
    this.#heardAt = Date.now();
    const frame: ServerFrame = JSON.parse(data);
    switch (frame.t) {
      case 'ready':
        this.#ready(frame.asOf);
        return;
      case 'expired':
        this.#isDeaf = true;
        this.#renew();
        return;
      case 'error':
        if (frame.code !== 'unauthenticated') return;
        this.#isDeaf = true;
        this.#renew();
        return;
      case 'bye':
        this.#drop();
        this.#become('connecting');
        this.#retryIn(frame.afterMs * (0.5 + Math.random()));
        return;
      case 'pong':
        return;
      case 'watching':
        for (const listener of this.#listeners) listener.watching?.(frame.ticketId, frame.rev);
        return;
      default:
        // of all deltas only a ticket's says when our server wrote it; the others carry the provider's time
        if (frame.t === 'ticket' && frame.at > (this.#asOf ?? '')) this.#asOf = frame.at;
        for (const listener of this.#listeners) listener.delta?.(frame);
    }
  }

  /** A new token announces itself, and `#authenticate` hears it. */
  #renew(): void {
    this.#session
      .token()
      .then((token) => token && this.#session.renewed(token))
      .catch(() => this.#lost());
  }

  #ready(asOf: string): void {
    const isRenewal = this.#isReady && !this.#isDeaf;
    this.#isReady = true;
    this.#isDeaf = false;
    this.#attempt = 0;
    if (isRenewal) return;
    for (const ticketId of this.#watched.keys()) this.#send({ t: 'watch', ticketId });
    this.#tellPresence();
    const since = this.#asOf;
    this.#asOf = asOf;
    this.#become('live');
    for (const listener of this.#listeners) listener.resync?.(since);
  }

  readonly #tellPresence = (): void => {
    for (const [ticketId, state] of this.#presence) this.#send({ t: 'presence', ticketId, tab: this.tab, state });
  };

  #send(frame: ClientFrame): void {
    if (this.#isReady && this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #become(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.#listeners) listener.state?.(state);
  }
}
