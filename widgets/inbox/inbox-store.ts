import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ColleagueView, MeView } from '../../types/access.ts';
import type { LiveDelta } from '../../types/live.ts';
import type { OutletView } from '../../types/outlets.ts';
import type { CategoryView, TicketCounts } from '../../types/tickets.ts';
import type { Connection } from '../core/connection.ts';
import type { ConversationNotice } from '../core/conversation/conversation.ts';
import { ConversationStore } from '../core/conversation/conversation-store.ts';
import { Drafts } from '../core/conversation/drafts.ts';
import { ReplyLines } from '../core/conversation/reply-lines.ts';
import { EngageError } from '../core/engage-error.ts';
import type { LiveState } from '../core/live.ts';
import { InboxList } from './inbox-list.ts';
import { TicketCounting } from './ticket-counting.ts';

/** What the inbox wants to know besides being asked to draw itself again. */
export interface InboxHost extends ReactiveControllerHost {
  notice(notice: ConversationNotice): void;
  failed(error: EngageError): void;
  unreadChanged(count: number): void;
}

/** A gap of the connection shorter than this is nobody's business. */
const GAP_MS = 1_000;

/**
 * The inbox's only line to the server: who we are, the list in its order with live changes, counts per view, the open ticket.
 * A push is a hint: what it does not say is fetched, what was missed while away is reloaded.
 */
export class InboxStore implements ReactiveController {
  me: MeView | null = null;
  /** `signed-out`: the person must sign in here; `failed`: see `error` */
  phase: 'loading' | 'ready' | 'signed-out' | 'failed' = 'loading';
  error: EngageError | null = null;
  readonly list = new InboxList({
    api: () => this.#connection?.api ?? null,
    me: () => this.me?.userId ?? '',
    selectedId: () => this.selectedId,
    changed: () => this.#host.requestUpdate(),
    failed: (error) => this.#host.failed(error),
  });
  colleagues: readonly ColleagueView[] = [];
  categories: readonly CategoryView[] = [];
  open: ConversationStore | null = null;
  liveState: LiveState = 'connecting';
  /** the connection has been away for a moment */
  isReconnecting = false;

  readonly #host: InboxHost;
  #connection: Connection | null = null;
  #drafts = new Drafts('');
  #replies: ReplyLines | null = null;
  #leave: (() => void)[] = [];
  #abort = new AbortController();
  readonly #counting = new TicketCounting(
    () => this.#connection?.api.tickets.counts.query(undefined, { signal: this.#abort.signal }),
    ({ unreadMine }) => {
      this.#host.unreadChanged(unreadMine);
      this.#host.requestUpdate();
    },
  );
  #gapTimer: ReturnType<typeof setTimeout> | undefined;
  #wish: string | null = null;
  #isLookedAt = false;
  /** something was pushed, or pushes began, while the list was on its way */
  #isBehind = false;

  constructor(host: InboxHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  get server(): string {
    return this.#connection?.session.server ?? '';
  }

  /** Whose drafts and preferences these are, on this device. */
  get owner(): string {
    return `${this.server}:${this.me?.userId ?? ''}`;
  }

  get session(): Connection['session'] | null {
    return this.#connection?.session ?? null;
  }

  get selectedId(): string | null {
    return this.open?.conversation.ticketId ?? null;
  }

  get counts(): TicketCounts | null {
    return this.#counting.counts;
  }

  /** Something written in this ticket has not left: a draft, or a reply that waits or was refused. */
  hasDraft(ticketId: string): boolean {
    return this.#drafts.has(ticketId) || Boolean(this.#replies?.has(ticketId));
  }

  start(connection: Connection): void {
    this.stop();
    this.#connection = connection;
    this.#abort = new AbortController();
    this.#replies = ReplyLines.on(connection);
    const { session, live } = connection;
    const changed = (): void => this.#sessionChanged();
    session.addEventListener('state', changed);
    this.#leave = [
      () => session.removeEventListener('state', changed),
      live.listen({
        delta: (delta) => this.#received(delta),
        state: (state) => this.#liveChanged(state),
        // also at first: what came between loading the list and being told of changes was pushed to nobody here
        resync: () => this.refresh(),
      }),
      this.#replies.listen({
        changed: () => this.#host.requestUpdate(),
        refused: (ticketId, error) => (ticketId === this.selectedId ? this.#host.failed(error) : this.#host.notice({ kind: 'unsent', ticketId, error })),
      }),
    ];
    this.liveState = live.state;
    this.#begin().catch(() => undefined);
  }

  stop(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    this.#counting.stop();
    clearTimeout(this.#gapTimer);
    this.isReconnecting = false;
    this.#abort.abort();
    this.close();
    this.#connection = this.#replies = this.me = null;
    // whoever comes next sees nothing of it
    this.list.stop();
    this.colleagues = [];
  }

  #liveChanged(state: LiveState): void {
    this.liveState = state;
    this.isReconnecting = false;
    clearTimeout(this.#gapTimer);
    if (state === 'connecting')
      this.#gapTimer = setTimeout(() => {
        this.isReconnecting = true;
        this.#host.requestUpdate();
      }, GAP_MS);
    this.#host.requestUpdate();
  }

  #sessionChanged(): void {
    const { session } = this.#connection ?? {};
    if (session?.state === 'signed-out') {
      this.close();
      this.me = null;
      this.phase = 'signed-out';
    } else if (session?.state === 'ready' && !this.me && this.phase !== 'loading') {
      this.#begin().catch(() => undefined);
    }
    this.#host.requestUpdate();
  }

  /** Who are we, then everything else at once. Also the way back after a failure. */
  readonly retry = (): void => {
    this.#begin().catch(() => undefined);
  };

  async #begin(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    const { api, session } = connection;
    const { signal } = this.#abort;
    this.phase = 'loading';
    this.error = null;
    this.#host.requestUpdate();
    try {
      if (!(await session.token())) {
        this.phase = 'signed-out';
        this.#host.requestUpdate();
        return;
      }
      const [me] = await Promise.all([api.auth.me.query(undefined, { signal }), this.list.load()]);
      this.me = me;
      this.#drafts = new Drafts(this.owner);
      this.#replies?.ownedBy(me.userId);
      this.phase = 'ready';
      this.#loadSides();
      if (this.#isBehind) this.list.refresh();
      if (this.#wish) this.select(this.#wish);
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      this.error = EngageError.from(thrown);
      this.phase = this.error.code === 'unauthenticated' && session.hasPassword ? 'signed-out' : 'failed';
      this.#host.failed(this.error);
    }
    this.#host.requestUpdate();
  }

  /** What is nice to have beside the list; each on its own, so that one failing does not take the others along. */
  #loadSides(): void {
    const { api } = this.#connection ?? {};
    const { signal } = this.#abort;
    this.#counting.load();
    const redraw = (): void => this.#host.requestUpdate();
    const nothing = (): void => undefined;
    api?.people.colleagues
      .query(undefined, { signal })
      .then((colleagues) => void (this.colleagues = colleagues))
      .then(redraw, nothing);
    api?.categories.list
      .query(undefined, { signal })
      .then((categories) => void (this.categories = categories))
      .then(redraw, nothing);
  }

  /** After a gap: the list, the counts. */
  refresh(): void {
    this.#isBehind = this.phase === 'loading';
    if (this.phase !== 'ready') return this.phase === 'failed' ? this.retry() : undefined;
    this.#counting.load();
    this.list.refresh();
  }

  #received(delta: LiveDelta): void {
    if (delta.t !== 'ticket' && !(delta.t === 'item' && delta.item.kind === 'event')) return;
    this.#counting.soon();
    if (delta.t !== 'ticket') return;
    if (this.phase === 'ready') this.list.received(delta);
    else this.#isBehind = this.phase === 'loading';
  }

  select(ticketId: string): void {
    this.#wish = ticketId;
    const connection = this.#connection;
    if (!connection || !this.me || ticketId === this.selectedId) return;
    this.close();
    this.#wish = ticketId;
    this.open = new ConversationStore(
      {
        connection,
        me: this.me,
        drafts: this.#drafts,
        changed: () => this.#host.requestUpdate(),
        ticketChanged: (ticket) => {
          this.list.changed(ticket);
          this.#counting.own();
        },
        notice: (notice) => this.#host.notice(notice),
        failed: (error) => this.#host.failed(error),
      },
      ticketId,
    );
    this.open.lookedAt(this.#isLookedAt);
    this.#host.requestUpdate();
  }

  close(): void {
    this.#wish = null;
    const left = this.open;
    this.open = null;
    left?.close();
    if (left && this.me) this.list.left(left.conversation.ticketId);
  }

  lookedAt(isLookedAt: boolean): void {
    this.#isLookedAt = isLookedAt;
    this.open?.lookedAt(isLookedAt);
  }

  readonly searchOutlets = async (query: string): Promise<readonly OutletView[]> => {
    const { api } = this.#connection ?? {};
    try {
      return api ? await api.outlets.search.query({ query, limit: 20 }, { signal: this.#abort.signal }) : [];
    } catch (thrown) {
      if (!EngageError.isAbort(thrown)) this.#host.failed(EngageError.from(thrown));
      throw thrown;
    }
  };
}
