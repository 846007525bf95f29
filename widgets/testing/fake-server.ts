import type { ColleagueView, MeView } from '../../types/access.ts';
import type { ErrorView } from '../../types/errors.ts';
import type { ServerFrame } from '../../types/live.ts';
import type { MessageView } from '../../types/messages.ts';
import type { OutletView } from '../../types/outlets.ts';
import type { TemplateView } from '../../types/templates.ts';
import type { CategoryView, ThreadItem, TicketRow, TicketView } from '../../types/tickets.ts';
import { plainMessage } from '../core/conversation/plain-message.ts';

type Input = Readonly<Record<string, unknown>>;

/** What happened on the wire. */
export interface Call {
  procedure: string;
  input: Input;
}

/** How a procedure misbehaves: an error view, `offline` (no answer at all), or never answering. */
export type Trouble = ErrorView | 'offline' | 'silence';

/**
 * A server on the wire for tests and for looking at the widgets: takes the place of fetch, WebSocket and XMLHttpRequest for
 * one origin and answers the way Engage does, from what is put into it. Nothing of the widgets is replaced.
 */
export class FakeServer {
  readonly origin: string = 'https://engage.test';
  me: MeView;
  colleagues: ColleagueView[] = [];
  categories: CategoryView[] = [];
  outlets: OutletView[] = [];
  templates: TemplateView[] = [];
  readonly tickets = new Map<string, TicketView>();
  readonly threads = new Map<string, ThreadItem[]>();
  readonly calls: Call[] = [];
  /** answers of procedures that are not here: other domains add theirs */
  readonly others = new Map<string, (input: Input) => unknown>();
  /** by procedure; stays until taken out */
  readonly troubles = new Map<string, Trouble>();
  /** page size of threads, small enough that tests see several */
  threadPage = 50;
  isSocketUp = true;
  readonly #sockets = new Set<FakeSocket>();
  #undo: (() => void) | undefined;
  #nextId = 900_000;

  constructor(me: MeView) {
    this.me = me;
  }

  /** What a procedure of another domain answers when it refuses. */
  static fail(code: ErrorView['code']): never {
    return fail(code);
  }

  /** Puts a ticket and what was said in it on the server. */
  add(ticket: TicketView, items: readonly ThreadItem[] = []): TicketView {
    this.tickets.set(ticket.id, ticket);
    this.threads.set(ticket.id, [...items]);
    return ticket;
  }

  /** Takes the place of the network for its origin; `leave()` gives it back. */
  enter(): void {
    const { fetch, WebSocket, XMLHttpRequest } = globalThis;
    const { origin } = this;
    const sockets = this.#sockets;
    const isUp = (): boolean => this.isSocketUp;
    const userId = (): string => this.me.userId;
    globalThis.fetch = async (input, init) => {
      const address = new Request(input, init);
      return address.url.startsWith(origin) ? this.#answer(address) : fetch(input, init);
    };
    const Socket = class extends FakeSocket {
      constructor(address: string) {
        super(address, sockets, isUp, userId());
      }
    };
    Reflect.set(globalThis, 'WebSocket', Object.assign(Socket, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 }));
    Reflect.set(globalThis, 'XMLHttpRequest', fakeUploads(this));
    this.#undo = () => {
      globalThis.fetch = fetch;
      globalThis.WebSocket = WebSocket;
      globalThis.XMLHttpRequest = XMLHttpRequest;
    };
  }

  leave(): void {
    for (const socket of this.#sockets) socket.drop();
    this.#undo?.();
  }

  /** Pushes to every page. */
  push(...deltas: ServerFrame[]): void {
    for (const delta of deltas) for (const socket of this.#sockets) socket.deliver(delta);
  }

  /** The connection breaks, and stays broken until `isSocketUp` is true again. */
  breakSockets(): void {
    this.isSocketUp = false;
    for (const socket of Array.from(this.#sockets)) socket.drop();
  }

  /** Says something in a ticket and pushes it, as the real server would. */
  say(item: ThreadItem, isPushed = true): void {
    const ticket = this.tickets.get(item.ticketId);
    if (!ticket) return;
    this.threads.get(item.ticketId)?.push(item);
    const isInbound = item.kind === 'message' && item.direction === 'in';
    const next: TicketView = {
      ...ticket,
      revision: ticket.revision + 1,
      lastMessageAt: item.kind === 'message' ? item.at : ticket.lastMessageAt,
      unread: isInbound ? ticket.unread + 1 : ticket.unread,
      awaitingSince: isInbound ? (ticket.awaitingSince ?? item.at) : item.kind === 'message' ? null : ticket.awaitingSince,
      preview: item.kind === 'message' ? { type: item.type, text: item.text, direction: item.direction, status: item.status } : ticket.preview,
    };
    this.tickets.set(next.id, next);
    if (!isPushed) return;
    this.push({ t: 'item', ticketId: next.id, rev: next.revision, item });
    this.pushRow(next.id);
  }

  pushRow(id: string): void {
    const ticket = this.tickets.get(id);
    if (!ticket) return;
    const { status, priority, unread, awaitingSince, lastMessageAt, windowEndsAt, preview, assignee } = ticket;
    this.push({
      t: 'ticket',
      id,
      rev: ticket.revision,
      at: new Date().toISOString(),
      patch: { status, priority, unread, awaitingSince, lastMessageAt, windowEndsAt, assigneeId: assignee?.userId ?? null, ...(preview && { preview }) },
    });
  }

  newId(): string {
    this.#nextId += 1;
    return String(this.#nextId);
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (!url.pathname.startsWith('/trpc/')) {
      // a file, or whatever else is not tRPC: by its path
      const input = Object.fromEntries(url.searchParams);
      this.calls.push({ procedure: url.pathname, input });
      const trouble = this.troubles.get(url.pathname);
      if (trouble === 'offline') throw new TypeError('Failed to fetch');
      if (trouble && trouble !== 'silence') return Response.json(trouble, { status: 400 });
      const answer = this.others.get(url.pathname)?.(input);
      return answer === undefined ? new Response('', { status: 404 }) : new Response(String(answer));
    }
    const procedures = url.pathname.slice('/trpc/'.length).split(',');
    const inputs: Record<string, Input> | null = await request.json().catch(() => null);
    const isBatch = url.searchParams.has('batch');
    const results: unknown[] = [];
    for (const [index, procedure] of procedures.entries()) {
      const input: Input = (isBatch ? inputs?.[index] : inputs) ?? {};
      this.calls.push({ procedure, input });
      const trouble = this.troubles.get(procedure);
      if (trouble === 'offline') throw new TypeError('Failed to fetch');
      if (trouble === 'silence') return new Promise(() => undefined);
      try {
        results.push(trouble ? errorOf(trouble) : { result: { data: this.#do(procedure, input) } });
      } catch (thrown) {
        results.push(errorOf(thrown instanceof WireError ? thrown.view : { code: 'internal', message: String(thrown) }));
      }
    }
    return Response.json(isBatch ? results : results[0]);
  }

  #do(procedure: string, input: Input): unknown {
    const id = text(input['ticketId']);
    switch (procedure) {
      case 'auth.me':
        return this.me;
      case 'auth.login':
        if (input['password'] !== 'secret') fail('unauthenticated');
        return { accessToken: 'token-of-tests', refreshToken: 'refresh-token-of-tests-0001', expiresAt: new Date(Date.now() + 600_000).toISOString() };
      case 'people.colleagues':
        return this.colleagues;
      case 'categories.list':
        return this.categories;
      case 'outlets.search':
        return this.outlets.filter(({ name, franchiseName, oid, fid }) =>
          `${name} ${franchiseName} ${oid} ${fid}`.toLowerCase().includes(text(input['query']).toLowerCase()),
        );
      case 'tickets.list':
        return this.#list(input);
      case 'tickets.rows':
        return arrayOf(input['ids']).flatMap((one) => this.tickets.get(text(one)) ?? []);
      case 'tickets.counts':
        return {
          mine: this.#count('mine'),
          unassigned: this.#count('unassigned'),
          all: this.#count('all'),
          waiting: this.#count('waiting'),
          unlinked: this.#count('unlinked'),
          done: this.#count('done'),
          unreadMine: [...this.tickets.values()].filter((ticket) => this.#isIn('mine', ticket) && ticket.unread > 0).length,
        };
      case 'tickets.get':
        return this.tickets.get(id) ?? fail('not_found');
      case 'tickets.forOutlet': {
        const outlet = this.outlets.find(({ oid }) => oid === input['oid']) ?? fail('not_found');
        const rows = [...this.tickets.values()].filter((ticket) => ticket.outlet?.oid === input['oid']).sort(byTime);
        return { outlet, open: rows.filter((row) => !isDone(row)), history: rows.filter(isDone) };
      }
      case 'tickets.thread':
        return this.#thread(id, input);
      case 'tickets.markRead':
        this.#change(id, { unread: 0 });
        return { unread: 0 };
      case 'tickets.change':
        return this.#changeFields(id, input);
      case 'tickets.addNote': {
        const note: ThreadItem = {
          kind: 'note',
          id: this.newId(),
          ticketId: id,
          text: text(input['text']),
          author: { userId: this.me.userId, name: this.me.name },
          at: new Date().toISOString(),
        };
        this.threads.get(id)?.push(note);
        return note;
      }
      case 'tickets.linkOutlet': {
        const outlet = this.outlets.find(({ oid }) => oid === input['oid']) ?? fail('not_found');
        return this.#change(id, {
          linkState: 'linked',
          outlet: { oid: outlet.oid, fid: outlet.fid, name: outlet.name, franchiseName: outlet.franchiseName },
          outletCard: outlet,
          candidates: [],
        });
      }
      case 'messages.send':
        return this.#send(id, input);
      case 'messages.retry': {
        for (const items of this.threads.values()) {
          const at = items.findIndex((item) => item.kind === 'message' && item.id === input['messageId']);
          const item = items[at];
          if (item?.kind === 'message') return (items[at] = { ...item, status: 'queued', failure: null });
        }
        return fail('not_found');
      }
      case 'messages.mediaUrl':
        return { url: PICTURE, expiresAt: new Date().toISOString() };
      case 'numbers.resume':
        return { retried: 0, refused: {} };
      case 'messages.templates':
        return this.templates;
      default: {
        const other = this.others.get(procedure);
        return other ? other(input) : fail('not_found');
      }
    }
  }

  #list(input: Input): unknown {
    const limit = Number(input['limit'] ?? 30);
    const from = Number(input['cursor'] ?? 0);
    const search = text(input['search']).toLowerCase();
    const statuses = arrayOf(input['statuses']);
    const all = [...this.tickets.values()]
      .filter((ticket) => this.#isIn(text(input['view']), ticket) && (!statuses.length || statuses.includes(ticket.status)))
      .filter((ticket) => !search || `${ticket.contact.name} ${ticket.reference} ${ticket.subject} ${ticket.outlet?.name}`.toLowerCase().includes(search))
      .sort(byTime);
    return { rows: all.slice(from, from + limit), nextCursor: all.length > from + limit ? String(from + limit) : null, asOf: new Date().toISOString() };
  }

  #isIn(view: string, ticket: TicketRow): boolean {
    if (view === 'done') return isDone(ticket);
    if (isDone(ticket)) return false;
    if (view === 'mine') return ticket.assignee?.userId === this.me.userId;
    if (view === 'unassigned') return ticket.assignee === null;
    if (view === 'waiting') return ticket.awaitingSince !== null;
    return view === 'unlinked' ? ticket.outlet === null : true;
  }

  #count(view: string): number {
    return [...this.tickets.values()].filter((ticket) => this.#isIn(view, ticket)).length;
  }

  #thread(id: string, input: Input): unknown {
    const items = this.threads.get(id) ?? fail('not_found');
    const size = Math.min(this.threadPage, Number(input['limit'] ?? 50));
    const revision = this.tickets.get(id)?.revision ?? 0;
    if (input['after'] !== undefined) {
      const from = Number(input['after']);
      const page = items.slice(from, from + size);
      return { items: page, olderCursor: null, newestCursor: String(from + page.length), hasMore: from + page.length < items.length, revision };
    }
    const newestCursor = String(items.length);
    const end = input['before'] === undefined ? items.length : Number(input['before']);
    const start = Math.max(0, end - size);
    return { items: items.slice(start, end), olderCursor: start > 0 ? String(start) : null, newestCursor, hasMore: false, revision };
  }

  #change(id: string, change: Partial<TicketView>): TicketView {
    const ticket = this.tickets.get(id) ?? fail('not_found');
    const next = { ...ticket, ...change, revision: ticket.revision + 1, updatedAt: new Date().toISOString() };
    this.tickets.set(id, next);
    return next;
  }

  #changeFields(id: string, input: Input): TicketView {
    const ticket = this.tickets.get(id) ?? fail('not_found');
    const now: Record<string, unknown> = { ...ticket, assignee: ticket.assignee?.userId ?? null, category: ticket.categoryId };
    const change: Partial<TicketView> = {};
    for (const field of ['status', 'priority', 'assignee', 'category', 'subject']) {
      const edit: unknown = input[field];
      if (edit === null || typeof edit !== 'object') continue;
      if (now[field] !== Reflect.get(edit, 'from')) fail('conflict');
      const to: unknown = Reflect.get(edit, 'to');
      if (field === 'assignee')
        change.assignee = to === null ? null : { userId: text(to), name: this.colleagues.find(({ userId }) => userId === to)?.name ?? this.me.name };
      else if (field === 'category')
        Object.assign(change, { categoryId: to, categoryName: this.categories.find((category) => category.id === to)?.name ?? null });
      else Object.assign(change, { [field]: to });
    }
    return this.#change(id, change);
  }

  #send(id: string, input: Input): MessageView {
    const content: Input = Object(input['content']);
    const ticket = this.tickets.get(id) ?? fail('not_found');
    const isFree = content['type'] !== 'template';
    if (isFree && (!ticket.windowEndsAt || Date.parse(ticket.windowEndsAt) < Date.now())) fail('window_closed');
    const template = this.templates.find((one) => one.id === content['templateId']);
    const quoted = this.threads.get(id)?.find((item) => item.kind === 'message' && item.id === input['replyToId']);
    const message: MessageView = {
      ...plainMessage,
      id: this.newId(),
      ticketId: id,
      direction: 'out',
      type: template ? 'template' : content['type'] === 'media' ? 'image' : content['type'] === 'interactive' ? 'interactive' : 'text',
      text: template ? null : text(content['text'] ?? content['caption'] ?? content['body']),
      media:
        content['type'] === 'media'
          ? { state: 'stored', mime: 'image/png', filename: 'picture.png', bytes: 1200, durationSeconds: null, voice: false, url: PICTURE }
          : null,
      interactive: content['type'] === 'interactive' ? { type: 'button', options: arrayOf(content['options']).map((option) => Object(option)) } : null,
      template: template ? { name: template.name, language: template.language, body: template.body, buttons: [] } : null,
      replyTo: quoted?.kind === 'message' ? { id: quoted.id, text: quoted.text, direction: quoted.direction, type: quoted.type } : null,
      author: { userId: this.me.userId, name: this.me.name },
      status: 'queued',
      clientKey: text(input['clientKey']),
      at: new Date().toISOString(),
    };
    this.threads.get(id)?.push(message);
    this.#change(id, {
      awaitingSince: null,
      lastMessageAt: message.at,
      preview: { type: message.type, text: message.text, direction: 'out', status: 'queued' },
    });
    return message;
  }
}

/** A grey square. */
const PICTURE = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNsaGj4DwAFhAJ/GJ8TgAAAAABJRU5ErkJggg==';

function fail(code: ErrorView['code']): never {
  throw new WireError({ code, message: code, requestId: 'req-test' });
}

class WireError extends Error {
  readonly view: ErrorView;

  constructor(view: ErrorView) {
    super(view.message);
    this.view = view;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function errorOf(view: ErrorView): unknown {
  const httpStatus = { unauthenticated: 401, forbidden: 403, not_found: 404, unavailable: 503 }[String(view.code)] ?? 400;
  return { error: { message: view.message, code: -32000, data: { code: view.code, httpStatus, engage: view } } };
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function byTime(one: TicketRow, other: TicketRow): number {
  return one.lastMessageAt < other.lastMessageAt ? 1 : one.lastMessageAt > other.lastMessageAt ? -1 : Number(other.id) - Number(one.id);
}

function isDone({ status }: TicketRow): boolean {
  return status === 'resolved' || status === 'closed';
}

/** One page's socket: says `ready` to `auth`, hears the rest. */
class FakeSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly #all: Set<FakeSocket>;
  readonly #userId: string;

  constructor(_address: string, all: Set<FakeSocket>, isUp: () => boolean, userId: string) {
    this.#all = all;
    this.#userId = userId;
    queueMicrotask(() => {
      if (!isUp()) return this.drop();
      this.readyState = 1;
      all.add(this);
      this.onopen?.();
    });
  }

  send(text: string): void {
    const frame: { t: string } = JSON.parse(text);
    if (frame.t === 'auth') this.deliver({ t: 'ready', asOf: new Date().toISOString(), userId: this.#userId });
  }

  deliver(frame: ServerFrame): void {
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(frame) }));
  }

  drop(): void {
    this.#all.delete(this);
    this.readyState = 3;
    this.onclose?.();
  }

  close(): void {
    this.#all.delete(this);
    this.readyState = 3;
  }
}

/** Uploads: takes every file at once, unless `POST /api/media` is in trouble. */
function fakeUploads(server: FakeServer): unknown {
  return class {
    upload: { onprogress: ((event: { lengthComputable: boolean; loaded: number; total: number }) => void) | null } = { onprogress: null };
    onload: (() => void) | null = null;
    onerror: (() => void) | null = null;
    status = 0;
    response: unknown = null;
    responseType = '';
    open(): void {}
    setRequestHeader(): void {}
    abort(): void {}
    send(file: File): void {
      server.calls.push({ procedure: 'POST /api/media', input: { name: file.name, type: file.type } });
      const trouble = server.troubles.get('POST /api/media');
      queueMicrotask(() => {
        if (trouble === 'silence') {
          this.upload.onprogress?.({ lengthComputable: true, loaded: file.size / 2, total: file.size });
          return;
        }
        if (trouble === 'offline') return this.onerror?.();
        this.status = trouble ? 413 : 200;
        this.response = trouble ?? { uploadId: server.newId(), mime: file.type, bytes: file.size, filename: file.name, kind: 'image' };
        this.onload?.();
      });
    }
  };
}
