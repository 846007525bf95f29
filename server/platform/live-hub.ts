import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { clientFrame, type ClientFrame, type LiveDelta, type ServerFrame } from '../../types/live.ts';
import { AppError } from './app-error.ts';
import { channelName, subscriber } from './cache.ts';
import { LiveAdmission } from './live-admission.ts';
import { livePresence } from './live-presence.ts';
import { LiveRooms } from './live-rooms.ts';
import type { LiveClient, LiveIdentity, LiveOptions } from './live-types.ts';
import { metrics } from './metrics.ts';
import { networkOf } from './network-of.ts';
import { publishLive, type Revocation, type RoutedDelta } from './publish-live.ts';

const MAX_FRAME = 16 * 1024;
/** a token may list thousands of outlets */
const MAX_AUTH_FRAME = 64 * 1024;
const AUTH_WITHIN_MS = 10_000;
const SILENCE_MS = 75_000;
const PING_EVERY_S = 25;
const GRACE_MS = 30_000;
const MOST_BUFFERED = 512 * 1024;
const MOST_WATCHED = 20;
const MOST_PRESENT = 50;
const FRAMES_PER_S = 10;
const BURST = 80;

/**
 * The live sockets of this process: rooms by scope, details of watched tickets, presence. What a writer publishes on
 * `live:<tenant>` is turned into one buffer per delta (and a second one for people who see personal data masked) and handed
 * to every socket of its rooms. Deltas are hints: a socket that falls behind is closed and catches up by query.
 */
export class LiveHub {
  readonly #options: LiveOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_AUTH_FRAME,
    clientTracking: false,
    skipUTF8Validation: false,
  });
  readonly #clients = new Map<WebSocket, LiveClient>();
  readonly #admission: LiveAdmission;
  readonly #rooms = new LiveRooms();
  /** presence as last pushed by this process, of tickets watched here */
  readonly #presence = new Map<string, string>();
  readonly #timers: NodeJS.Timeout[] = [];
  #nextPingSlot = 0;
  #isClosing = false;
  #wasSubscribed = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#admission = new LiveAdmission(options.most);
  }

  /** Starts listening to what writers publish; Redis may still be away. */
  start(): void {
    const redis = subscriber();
    redis.on('pmessage', (_pattern, channel, message) => this.#receivePublished(channel, message));
    redis.on('ready', () => this.#resubscribed());
    redis.psubscribe(channelName('live:*')).catch((error: unknown) => this.#options.log.debug({ err: error }, 'live subscription'));
    this.#timers.push(
      setInterval(() => this.#tick(Date.now()), 1_000),
      setInterval(() => void this.#sweepPresence(), 5_000),
    );
    for (const timer of this.#timers) timer.unref();
  }

  /** Takes over an upgrade request to /live. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const { origin, host } = request.headers;
    if (this.#isClosing) return refuse(stream, '503 Service Unavailable');
    if (origin !== undefined && !this.#options.isAllowedOrigin(origin, host)) return refuse(stream, '403 Forbidden');
    const network = networkOf(this.#options.addressOf(request));
    const refusal = this.#admission.refusal(network, this.#clients.size);
    if (refusal) {
      metrics.liveDropped.inc({ reason: 'no_room' });
      return refuse(stream, refusal);
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#opened(socket, network));
  }

  /** How many sockets are open. */
  get size(): number {
    return this.#clients.size;
  }

  /** Asks everybody to come back soon and closes. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const client of this.#clients.values()) {
      this.#send(client, { t: 'bye', afterMs: 1_000 });
      client.socket.close(1001);
    }
    const late = Date.now() + 1_000;
    while (this.#clients.size > 0 && Date.now() < late) await new Promise((resolve) => void setTimeout(resolve, 20));
    for (const { socket } of this.#clients.values()) socket.terminate();
    this.#server.close();
  }

  #opened(socket: WebSocket, network: string): void {
    const now = Date.now();
    const client: LiveClient = {
      socket,
      identity: null,
      network,
      rooms: [],
      watching: [],
      presence: null,
      heardAt: now,
      expiredAt: 0,
      tokens: BURST,
      refilledAt: now,
      stamp: 0,
      pingSlot: this.#nextPingSlot++ % PING_EVERY_S,
    };
    this.#clients.set(socket, client);
    this.#admission.enter(network);
    metrics.liveSockets.set(this.#clients.size);
    socket.on('message', (data, isBinary) => this.#received(client, isBinary ? null : String(data)));
    socket.on('pong', () => {
      if (client.identity) client.heardAt = Date.now();
    });
    socket.on('close', () => this.#closed(client));
    socket.on('error', () => socket.terminate());
  }

  #closed(client: LiveClient): void {
    if (!this.#clients.delete(client.socket)) return;
    this.#admit(client);
    metrics.liveSockets.set(this.#clients.size);
    this.#rooms.leaveAll(client);
    this.#forgetPresence(client);
  }

  /** It signed in, or is gone: it is counted with the strangers no more. */
  #admit(client: LiveClient): void {
    if (client.network !== null) this.#admission.leave(client.network);
    client.network = null;
  }

  #received(client: LiveClient, text: string | null): void {
    if (!this.#clients.has(client.socket)) return;
    const now = Date.now();
    // who has not signed in yet cannot buy time with pings
    if (client.identity) client.heardAt = now;
    client.tokens = Math.min(BURST, client.tokens + ((now - client.refilledAt) / 1_000) * FRAMES_PER_S) - 1;
    client.refilledAt = now;
    if (client.tokens < 0) return this.#drop(client, 'rate_limited', 1008);
    const frame = text === null ? null : parseFrame(text);
    if (text !== null && text.length > MAX_FRAME && frame?.t !== 'auth') return this.#drop(client, 'too_large', 1009);
    if (!frame) return this.#send(client, { t: 'error', code: 'invalid_input', message: 'This frame is not known.' });
    this.#handle(client, frame, now).catch((error: unknown) => {
      const code = error instanceof AppError ? error.code : 'unavailable';
      if (!(error instanceof AppError)) this.#options.log.warn({ err: error }, 'live frame failed');
      this.#send(client, { t: 'error', code, message: error instanceof AppError ? error.message : 'Please try again.' });
      if (frame.t === 'auth') client.socket.close(code === 'unauthenticated' ? 4401 : 1013);
    });
  }

  async #handle(client: LiveClient, frame: ClientFrame, now: number): Promise<void> {
    if (frame.t === 'ping') return this.#send(client, { t: 'pong' });
    if (frame.t === 'auth') return this.#authenticate(client, frame.token, now);
    const { identity } = client;
    if (!identity) throw new AppError('unauthenticated', 'The first frame must be auth.');
    if (frame.t === 'unwatch') return this.#unwatch(client, frame.ticketId);
    if (client.expiredAt > 0 || identity.expiresAt.getTime() <= now) throw new AppError('unauthenticated', 'The token has expired.');
    if (frame.t === 'watch') return this.#watch(client, identity, frame.ticketId);
    return this.#tellPresence(client, identity, frame, now);
  }

  async #authenticate(client: LiveClient, token: string, now: number): Promise<void> {
    const asOf = new Date(now).toISOString();
    const before = client.identity;
    const identity = await this.#options.authenticate(token, new Date(now));
    if (!this.#clients.has(client.socket)) return;
    if (before && (before.tenantId !== identity.tenantId || before.actor.userId !== identity.actor.userId)) {
      for (const ticketId of [...client.watching]) this.#unwatch(client, ticketId);
      this.#forgetPresence(client);
    }
    client.identity = identity;
    this.#admit(client);
    client.heardAt = now;
    client.expiredAt = 0;
    this.#rooms.follow(client, identity);
    this.#send(client, { t: 'ready', asOf, userId: identity.actor.userId });
    for (const ticketId of [...client.watching]) await this.#recheck(client, ticketId);
  }

  async #watch(client: LiveClient, identity: LiveIdentity, ticketId: string): Promise<void> {
    if (!client.watching.includes(ticketId)) {
      if (client.watching.length >= MOST_WATCHED) throw new AppError('rate_limited', 'Too many tickets are watched at once.');
      if (!(await this.#options.canWatch(identity, ticketId))) throw new AppError('not_found', 'There is no such ticket.');
      if (client.identity !== identity || !this.#clients.has(client.socket)) return;
      client.watching.push(ticketId);
      this.#rooms.join(client, ticketRoom(identity.tenantId, ticketId));
      // read after joining: what is committed later is pushed, what was before is in the revision
      this.#send(client, { t: 'watching', ticketId, rev: await this.#options.revisionOf(identity.tenantId, ticketId) });
    }
    const presence = await livePresence.read(identity.tenantId, ticketId, Date.now());
    if (presence.viewers.length > 0) this.#send(client, presence);
    this.#presence.set(ticketRoom(identity.tenantId, ticketId), JSON.stringify(presence));
  }

  #unwatch(client: LiveClient, ticketId: string): void {
    client.watching = client.watching.filter((id) => id !== ticketId);
    if (client.identity) this.#rooms.leave(client, ticketRoom(client.identity.tenantId, ticketId));
  }

  /** The ticket moved, or the person's scope did: whoever may not see it any more stops hearing of it. */
  async #recheck(client: LiveClient, ticketId: string): Promise<void> {
    const { identity } = client;
    if (identity && !(await this.#options.canWatch(identity, ticketId))) this.#unwatch(client, ticketId);
  }

  async #tellPresence(client: LiveClient, identity: LiveIdentity, frame: ClientFrame & { t: 'presence' }, now: number): Promise<void> {
    if (!client.watching.includes(frame.ticketId) && !(await this.#options.canWatch(identity, frame.ticketId)))
      throw new AppError('not_found', 'There is no such ticket.');
    client.presence ??= new Map();
    const key = `${frame.ticketId} ${frame.tab}`;
    if (frame.state !== null && client.presence.size >= MOST_PRESENT && !client.presence.has(key))
      throw new AppError('rate_limited', 'This page is present in too many tickets.');
    const hasChanged = (client.presence.get(key) ?? null) !== frame.state;
    if (frame.state === null) client.presence.delete(key);
    else client.presence.set(key, frame.state);
    await livePresence.tell(identity, frame.ticketId, frame.tab, frame.state, now);
    if (hasChanged) await this.#publishPresence(identity.tenantId, frame.ticketId);
  }

  #forgetPresence(client: LiveClient): void {
    const { identity, presence } = client;
    client.presence = null;
    if (!identity || !presence) return;
    for (const key of presence.keys()) {
      const [ticketId = '', tab = ''] = key.split(' ');
      livePresence
        .tell(identity, ticketId, tab, null, Date.now())
        .then(() => this.#publishPresence(identity.tenantId, ticketId))
        .catch((error: unknown) => this.#options.log.debug({ err: error }, 'presence'));
    }
  }

  async #publishPresence(tenantId: string, ticketId: string): Promise<void> {
    const delta = await livePresence.read(tenantId, ticketId, Date.now());
    await publishLive(tenantId, [{ rooms: [`ticket:${ticketId}`], delta }], this.#options.log);
  }

  /** Entries that ran out without a word (a laptop that was closed). */
  async #sweepPresence(): Promise<void> {
    for (const [room, last] of this.#presence) {
      const [tenantId = '', name = ''] = room.split('|');
      if (!this.#rooms.has(room)) this.#presence.delete(room);
      else if (!last.includes('"viewers":[]')) {
        const delta = await livePresence.read(tenantId, name.slice('ticket:'.length), Date.now()).catch(() => null);
        if (delta && JSON.stringify(delta) !== last) this.#deliver(tenantId, { rooms: [name], delta });
      }
    }
  }

  #receivePublished(channel: string, message: string): void {
    const tenantId = channel.slice(channel.lastIndexOf(':') + 1);
    for (const one of JSON.parse(message) as (RoutedDelta | Revocation)[]) {
      if ('rooms' in one) this.#deliver(tenantId, one);
      else this.#revoke(tenantId, one.userId);
    }
  }

  #revoke(tenantId: string, userId: string): void {
    this.#options.forget(tenantId, userId);
    for (const client of this.#clients.values())
      if (client.identity?.actor.userId === userId && client.identity.tenantId === tenantId) this.#drop(client, 'revoked', 4401);
  }

  /** Word of a sign-in that is over may be lost, so each is looked at again with every ping; many in one question. */
  async #recheckSignIns(clients: readonly LiveClient[]): Promise<void> {
    try {
      const over = new Set(await this.#options.findRevoked(clients.flatMap(({ identity }) => identity ?? [])));
      for (const client of clients) if (client.identity && over.has(client.identity)) this.#drop(client, 'revoked', 4401);
    } catch (error) {
      this.#options.log.debug({ err: error }, 'sign-ins could not be looked at again');
    }
  }

  #deliver(tenantId: string, { rooms, delta }: RoutedDelta): void {
    let full: Buffer | undefined;
    let masked: Buffer | undefined;
    const names = rooms.map((name) => `${tenantId}|${name}`);
    if (delta.t === 'presence') for (const room of names) if (this.#rooms.has(room)) this.#presence.set(room, JSON.stringify(delta));
    for (const client of this.#rooms.reach(names)) {
      if (client.expiredAt > 0) continue;
      if (client.identity?.actor.pii === 'masked') this.#write(client, (masked ??= Buffer.from(JSON.stringify(this.#options.mask(delta)))));
      else this.#write(client, (full ??= Buffer.from(JSON.stringify(delta))));
    }
    if (delta.t === 'ticket' && delta.refetch) this.#recheckWatchers(tenantId, delta);
  }

  #recheckWatchers(tenantId: string, delta: LiveDelta & { t: 'ticket' }): void {
    for (const client of this.#rooms.reach([ticketRoom(tenantId, delta.id)])) {
      this.#recheck(client, delta.id).catch(() => this.#unwatch(client, delta.id));
    }
  }

  /** Redis came back: what was published meanwhile is lost, so everybody reconnects (spread over some seconds) and asks. */
  #resubscribed(): void {
    if (this.#wasSubscribed)
      for (const client of this.#clients.values()) this.#send(client, { t: 'bye', afterMs: 200 + Math.round(Math.random() * (500 + this.#clients.size)) });
    this.#wasSubscribed = true;
  }

  #tick(now: number): void {
    // a share of the sockets each second: all at once would hold up every delta of that moment
    const pingSlot = Math.floor(now / 1_000) % PING_EVERY_S;
    const pinged: LiveClient[] = [];
    for (const client of this.#clients.values()) {
      const { socket, identity } = client;
      const hasAuthorised = identity !== null || now - client.heardAt < AUTH_WITHIN_MS;
      if (!hasAuthorised || now - client.heardAt > SILENCE_MS) this.#drop(client, 'silent', 4408);
      else if (client.expiredAt > 0 && now - client.expiredAt > GRACE_MS) this.#drop(client, 'expired', 4401);
      else if (identity && client.expiredAt === 0 && identity.expiresAt.getTime() <= now) {
        client.expiredAt = now;
        this.#send(client, { t: 'expired' });
      } else if (client.pingSlot === pingSlot && socket.readyState === WebSocket.OPEN) {
        socket.ping();
        pinged.push(client);
      }
    }
    if (pinged.length > 0) void this.#recheckSignIns(pinged);
  }

  #drop(client: LiveClient, reason: string, code: number): void {
    metrics.liveDropped.inc({ reason });
    if (client.socket.readyState !== WebSocket.OPEN) return client.socket.terminate();
    client.socket.send(JSON.stringify({ t: 'bye', afterMs: 2_000 } satisfies ServerFrame));
    client.socket.close(code);
    setTimeout(() => client.socket.terminate(), 2_000).unref();
    this.#closed(client);
  }

  #send(client: LiveClient, frame: ServerFrame): void {
    this.#write(client, Buffer.from(JSON.stringify(frame)));
  }

  #write(client: LiveClient, frame: Buffer): void {
    if (client.socket.readyState !== WebSocket.OPEN) return;
    if (client.socket.bufferedAmount > MOST_BUFFERED) return this.#drop(client, 'slow', 1013);
    metrics.liveFrames.inc();
    client.socket.send(frame, { binary: false });
  }
}

const ticketRoom = (tenantId: string, ticketId: string): string => `${tenantId}|ticket:${ticketId}`;

function parseFrame(text: string): ClientFrame | null {
  try {
    return clientFrame.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
