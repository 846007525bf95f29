import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ColleagueView, MeView } from '../../types/access.ts';
import type { LiveDelta } from '../../types/live.ts';
import type { OutletView } from '../../types/outlets.ts';
import type { CategoryView, TicketCounts, TicketFilter, TicketRow } from '../../types/tickets.ts';
import type { Connection } from '../core/connection.ts';
import type { ConversationNotice } from '../core/conversation/conversation.ts';
import { ConversationStore } from '../core/conversation/conversation-store.ts';
import { Drafts } from '../core/conversation/drafts.ts';
import { patchTicketRow } from '../core/conversation/patch-ticket-row.ts';
import { EngageError } from '../core/engage-error.ts';
import type { LiveState } from '../core/live.ts';
import { compareTickets, type TicketSort } from './compare-tickets.ts';
import { GatherIds } from './gather-ids.ts';
import { matchesTicketFilter } from './matches-ticket-filter.ts';
import { type PlacedRows, placeTicketRows } from './place-ticket-rows.ts';

/** What the inbox wants to know besides being asked to draw itself again. */
export interface InboxHost extends ReactiveControllerHost {
  notice(notice: ConversationNotice): void;
  failed(error: EngageError): void;
  unreadChanged(count: number): void;
}

const PAGE = 40;
/** Pushes of this long become one question for rows. */
const GATHER_MS = 120;
const COUNTS_MS = 1_500;

/**
 * The inbox's only line to the server: who we are, the list in its order with live changes, counts per view, the open ticket.
 * A push is a hint: what it does not say is fetched, what was missed while away is reloaded.
 */
export class InboxStore implements ReactiveController {
  me: MeView | null = null;
  /** `signed-out`: the person must sign in here; `failed`: see `error` */
  phase: 'loading' | 'ready' | 'signed-out' | 'failed' = 'loading';
  error: EngageError | null = null;
  filter: TicketFilter = { view: 'mine' };
  sort: TicketSort = 'newest';
  list: PlacedRows = { rows: [], held: [] };
  listPhase: 'loading' | 'ready' | 'failed' = 'loading';
  listError: EngageError | null = null;
  isLoadingMore = false;
  /** the last refresh of the list failed: it may be old */
  isStale = false;
  counts: TicketCounts | null = null;
  colleagues: readonly ColleagueView[] = [];
  categories: readonly CategoryView[] = [];
  open: ConversationStore | null = null;
  liveState: LiveState = 'connecting';

  readonly #host: InboxHost;
  #connection: Connection | null = null;
  #drafts = new Drafts('');
  #nextCursor: string | null = null;
  #isHeld = false;
  #leave: (() => void)[] = [];
  #abort = new AbortController();
  #listAbort = new AbortController();
  readonly #rows = new GatherIds((ids) => this.#fetchRows(ids));
  #countsTimer: ReturnType<typeof setTimeout> | undefined;
  #wish: string | null = null;
  #isLookedAt = false;

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

  get session(): Connection['session'] | null {
    return this.#connection?.session ?? null;
  }

  get selectedId(): string | null {
    return this.open?.conversation.ticketId ?? null;
  }

  hasDraft(ticketId: string): boolean {
    return this.#drafts.has(ticketId);
  }

  start(connection: Connection): void {
    this.stop();
    this.#connection = connection;
    this.#abort = new AbortController();
    const { session, live } = connection;
    const changed = (): void => this.#sessionChanged();
    session.addEventListener('state', changed);
    this.#leave = [
      () => session.removeEventListener('state', changed),
      live.listen({
        delta: (delta) => this.#received(delta),
        state: (state) => {
          this.liveState = state;
          this.#host.requestUpdate();
        },
        resync: (since) => since !== null && this.refresh(),
      }),
    ];
    this.liveState = live.state;
    this.#begin().catch(() => undefined);
  }

  stop(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    this.#rows.clear();
    clearTimeout(this.#countsTimer);
    this.#countsTimer = undefined;
    this.#abort.abort();
    this.#listAbort.abort();
    this.close();
    this.#connection = null;
    this.me = null;
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
      const [me] = await Promise.all([api.auth.me.query(undefined, { signal }), this.#loadList()]);
      this.me = me;
      this.#drafts = new Drafts(`${session.server}:${me.userId}`);
      this.phase = 'ready';
      this.#loadSides();
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
    this.#loadCounts();
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

  #loadCounts(): void {
    const { api } = this.#connection ?? {};
    api?.tickets.counts.query(undefined, { signal: this.#abort.signal }).then(
      (counts) => {
        this.counts = counts;
        this.#host.requestUpdate();
      },
      () => undefined,
    );
  }

  /** Counts change with almost every push: asked for at most once in a while. */
  #countSoon(): void {
    this.#countsTimer ??= setTimeout(() => {
      this.#countsTimer = undefined;
      this.#loadCounts();
    }, COUNTS_MS);
  }

  async #loadList(): Promise<void> {
    const { api } = this.#connection ?? {};
    if (!api) return;
    this.#listAbort.abort();
    this.#listAbort = new AbortController();
    const { signal } = this.#listAbort;
    this.listPhase = 'loading';
    this.listError = null;
    this.#host.requestUpdate();
    try {
      const page = await api.tickets.list.query({ ...this.filter, sort: this.sort, limit: PAGE }, { signal });
      this.list = { rows: page.rows, held: [] };
      this.#nextCursor = page.nextCursor;
      this.listPhase = 'ready';
      this.isStale = false;
      this.#tellUnread();
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      this.listError = EngageError.from(thrown);
      this.listPhase = 'failed';
      if (this.phase === 'loading') throw this.listError;
    }
    this.#host.requestUpdate();
  }

  /** Other view, filter, search or order: a new list. */
  choose(change: Partial<TicketFilter>, sort = this.sort): void {
    this.filter = { ...this.filter, ...change };
    this.sort = sort;
    this.list = { rows: [], held: [] };
    this.#nextCursor = null;
    this.#loadList().catch(() => undefined);
  }

  readonly clearFilters = (): void => {
    this.filter = { view: this.filter.view };
    this.retryList();
  };

  readonly retryList = (): void => this.choose({});

  /** The next page, when the end of the list comes into view. */
  readonly loadMore = (): void => {
    const { api } = this.#connection ?? {};
    if (!api || !this.#nextCursor || this.isLoadingMore) return;
    this.isLoadingMore = true;
    const { signal } = this.#listAbort;
    api.tickets.list.query({ ...this.filter, sort: this.sort, limit: PAGE, cursor: this.#nextCursor }, { signal }).then(
      (page) => {
        const known = new Set(this.list.rows.map(({ id }) => id));
        this.list = { ...this.list, rows: [...this.list.rows, ...page.rows.filter(({ id }) => !known.has(id))] };
        this.#nextCursor = page.nextCursor;
        this.isLoadingMore = false;
        this.#host.requestUpdate();
      },
      () => {
        this.isLoadingMore = false;
      },
    );
  };

  /** The person reads further down (or came back up): hold the order, or let it go. */
  hold(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    if (!isHeld) this.showHeld();
  }

  /** Takes in what was held back. */
  showHeld(): void {
    this.#isHeld = false;
    const { held } = this.list;
    if (held.length) this.#rows.want(held, 0);
    this.#place([]);
  }

  /** After a gap: the page again, every other row on screen, the counts. */
  refresh(): void {
    const { api } = this.#connection ?? {};
    if (!api || this.phase !== 'ready') return this.phase === 'failed' ? this.retry() : undefined;
    const { signal } = this.#listAbort;
    this.#loadCounts();
    api.tickets.list.query({ ...this.filter, sort: this.sort, limit: PAGE }, { signal }).then(
      (page) => {
        const fresh = new Set(page.rows.map(({ id }) => id));
        const others = this.list.rows.filter(({ id }) => !fresh.has(id)).map(({ id }) => id);
        if (this.list.rows.length <= PAGE) this.#nextCursor = page.nextCursor;
        this.isStale = false;
        this.#place(page.rows);
        if (others.length) this.#rows.want(others, 0);
      },
      (thrown: unknown) => {
        if (EngageError.isAbort(thrown)) return;
        this.isStale = true;
        this.#host.requestUpdate();
      },
    );
  }

  #received(delta: LiveDelta): void {
    if (delta.t === 'item' && delta.item.kind === 'event') this.#countSoon();
    if (delta.t !== 'ticket' || this.phase !== 'ready') return;
    this.#countSoon();
    const known = this.list.rows.find(({ id }) => id === delta.id);
    if (!known) {
      this.#rows.want([delta.id], GATHER_MS);
      return;
    }
    if (delta.rev < known.revision) return;
    this.#place([patchTicketRow(known, delta)]);
    if (delta.refetch || delta.patch.assigneeId) this.#rows.want([delta.id], GATHER_MS);
  }

  /** Rows by id; those that are gone or out of scope simply do not come back. */
  async #fetchRows(ids: readonly string[]): Promise<void> {
    const { api } = this.#connection ?? {};
    if (!api) return;
    try {
      const rows = await api.tickets.rows.query({ ids: [...ids] }, { signal: this.#abort.signal });
      const back = new Set(rows.map(({ id }) => id));
      const gone = new Set(ids.filter((id) => !back.has(id) && id !== this.selectedId));
      const held = this.list.held.filter((id) => !gone.has(id) && (this.#isHeld || !back.has(id)));
      this.list = { rows: this.list.rows.filter(({ id }) => !gone.has(id)), held };
      this.#place(rows);
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      this.isStale = true;
      this.#host.requestUpdate();
    }
  }

  #place(arrived: readonly TicketRow[]): void {
    const { sort, filter, me } = this;
    this.list = placeTicketRows(this.list, arrived, {
      compare: (one, other) => compareTickets(sort, one, other),
      // what a search found stays found
      belongs: (row) => (filter.search ? this.list.rows.some(({ id }) => id === row.id) : matchesTicketFilter(row, filter, me?.userId ?? '', Date.now())),
      isHeld: this.#isHeld || Boolean(filter.search),
      selectedId: this.selectedId,
      hasMore: this.#nextCursor !== null,
    });
    this.#tellUnread();
    this.#host.requestUpdate();
  }

  #tellUnread(): void {
    if (this.me) this.#host.unreadChanged(this.list.rows.filter(({ unread, assignee }) => unread > 0 && assignee?.userId === this.me?.userId).length);
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
        ticketChanged: (ticket) => this.#place(this.list.rows.some(({ id }) => id === ticket.id) ? [ticket] : []),
        notice: (notice) => this.#host.notice(notice),
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
    // a ticket kept only because it was open may leave now
    const row = left && this.list.rows.find(({ id }) => id === left.conversation.ticketId);
    if (row && this.me) this.#place([row]);
  }

  lookedAt(isLookedAt: boolean): void {
    this.#isLookedAt = isLookedAt;
    this.open?.lookedAt(isLookedAt);
  }

  readonly searchOutlets = async (query: string): Promise<readonly OutletView[]> => {
    const { api } = this.#connection ?? {};
    return api ? api.outlets.search.query({ query, limit: 20 }, { signal: this.#abort.signal }) : [];
  };
}
