import type { TicketDelta } from '../../types/live.ts';
import type { TicketFilter, TicketRow, TicketView } from '../../types/tickets.ts';
import type { Api } from '../core/api.ts';
import { patchTicketRow } from '../core/conversation/patch-ticket-row.ts';
import { EngageError } from '../core/engage-error.ts';
import { GatherIds } from '../core/gather-ids.ts';
import { compareTickets, type TicketSort } from './compare-tickets.ts';
import { matchesTicketFilter } from './matches-ticket-filter.ts';
import { type PlacedRows, placeTicketRows } from './place-ticket-rows.ts';

/** What the list needs from the store it belongs to. */
export interface InboxListHost {
  /** null while there is no connection */
  api(): Api | null;
  me(): string;
  selectedId(): string | null;
  changed(): void;
  failed(error: EngageError): void;
}

const PAGE = 40;
/** Pushes of this long become one question for rows. */
const GATHER_MS = 120;

/**
 * The tickets of one view in their order, page by page, with live changes. Rows never move under the pointer of who reads further
 * down: what is new is held until they come back up.
 */
export class InboxList {
  filter: TicketFilter = { view: 'mine' };
  sort: TicketSort = 'newest';
  phase: 'loading' | 'ready' | 'failed' = 'loading';
  error: EngageError | null = null;
  /** the next page, at the end of the list */
  more: 'idle' | 'loading' | 'failed' = 'idle';
  /** the last refresh failed: it may be old */
  isStale = false;
  #placed: PlacedRows = { rows: [], held: [] };
  readonly #host: InboxListHost;
  #nextCursor: string | null = null;
  #isHeld = false;
  #abort = new AbortController();
  readonly #wanted = new GatherIds((ids) => this.#fetch(ids));

  constructor(host: InboxListHost) {
    this.#host = host;
  }

  get rows(): readonly TicketRow[] {
    return this.#placed.rows;
  }

  /** How many wait above what is read. */
  get held(): number {
    return this.#placed.held.length;
  }

  /** Forgets every row: whoever comes next sees nothing of them. */
  stop(): void {
    this.#wanted.clear();
    this.#abort.abort();
    this.#empty();
  }

  #empty(): void {
    this.#placed = { rows: [], held: [] };
    this.#nextCursor = null;
  }

  /** The first page. Rejects with what went wrong, which it shows too; not when it was given up for another list. */
  async load(): Promise<void> {
    const api = this.#host.api();
    if (!api) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.phase = 'loading';
    this.error = null;
    this.more = 'idle';
    this.#host.changed();
    try {
      const page = await api.tickets.list.query({ ...this.filter, sort: this.sort, limit: PAGE }, { signal });
      this.#placed = { rows: page.rows, held: [] };
      this.#nextCursor = page.nextCursor;
      this.phase = 'ready';
      this.isStale = false;
      this.#host.changed();
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      this.phase = 'failed';
      this.error = EngageError.from(thrown);
      this.#host.changed();
      throw this.error;
    }
  }

  /** Other view, filter, search or order: a new list. */
  choose(change: Partial<TicketFilter>, sort = this.sort): void {
    this.filter = { ...this.filter, ...change };
    this.sort = sort;
    this.#empty();
    this.load().catch((thrown: unknown) => this.#host.failed(EngageError.from(thrown)));
  }

  readonly clearFilters = (): void => {
    this.filter = { view: this.filter.view };
    this.retry();
  };

  readonly retry = (): void => this.choose({});

  /** The next page, when the end of the list comes into view, or again after a failure. */
  readonly loadMore = (): void => {
    const api = this.#host.api();
    if (!api || !this.#nextCursor || this.more === 'loading') return;
    this.more = 'loading';
    this.#host.changed();
    api.tickets.list.query({ ...this.filter, sort: this.sort, limit: PAGE, cursor: this.#nextCursor }, { signal: this.#abort.signal }).then(
      (page) => {
        const known = new Set(this.rows.map(({ id }) => id));
        this.#placed = { ...this.#placed, rows: [...this.rows, ...page.rows.filter(({ id }) => !known.has(id))] };
        this.#nextCursor = page.nextCursor;
        this.more = 'idle';
        this.#host.changed();
      },
      (thrown: unknown) => this.#failed(thrown, () => (this.more = 'failed')),
    );
  };

  #failed(thrown: unknown, show: () => void): void {
    if (EngageError.isAbort(thrown)) return;
    show();
    this.#host.failed(EngageError.from(thrown));
    this.#host.changed();
  }

  /** The person reads further down (or came back up): hold the order, or let it go. */
  hold(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    if (!isHeld) this.showHeld();
  }

  /** Takes in what was held back. */
  showHeld(): void {
    this.#isHeld = false;
    if (this.held) this.#wanted.want(this.#placed.held, 0);
    this.place([]);
  }

  /** After a gap: the page again, and every other row on screen. */
  refresh(): void {
    const api = this.#host.api();
    api?.tickets.list.query({ ...this.filter, sort: this.sort, limit: PAGE }, { signal: this.#abort.signal }).then(
      (page) => {
        const fresh = new Set(page.rows.map(({ id }) => id));
        const others = this.rows.filter(({ id }) => !fresh.has(id)).map(({ id }) => id);
        if (this.rows.length <= PAGE) this.#nextCursor = page.nextCursor;
        this.isStale = false;
        this.place(page.rows);
        if (others.length) this.#wanted.want(others, 0);
      },
      (thrown: unknown) => this.#failed(thrown, () => (this.isStale = true)),
    );
  }

  /** A push about a ticket: a hint. What it does not say is fetched. */
  received(delta: TicketDelta): void {
    const known = this.rows.find(({ id }) => id === delta.id);
    if (known && delta.rev < known.revision) return;
    if (known) this.place([patchTicketRow(known, delta)]);
    if (!known || delta.refetch || delta.patch.assigneeId) this.#wanted.want([delta.id], GATHER_MS);
  }

  /** Rows by id; those that are gone or out of scope simply do not come back. */
  async #fetch(ids: readonly string[]): Promise<void> {
    const api = this.#host.api();
    if (!api) return;
    try {
      const rows = await api.tickets.rows.query({ ids: [...ids] }, { signal: this.#abort.signal });
      const back = new Set(rows.map(({ id }) => id));
      const gone = new Set(ids.filter((id) => !back.has(id) && id !== this.#host.selectedId()));
      const held = this.#placed.held.filter((id) => !gone.has(id) && (this.#isHeld || !back.has(id)));
      this.#placed = { rows: this.rows.filter(({ id }) => !gone.has(id)), held };
      this.place(rows);
    } catch (thrown) {
      this.#failed(thrown, () => (this.isStale = true));
    }
  }

  /** The open ticket changed here. */
  changed(ticket: TicketView): void {
    this.place(this.rows.some(({ id }) => id === ticket.id) ? [ticket] : []);
  }

  /** A ticket kept only because it was open may leave now. */
  left(ticketId: string): void {
    this.place(this.rows.filter(({ id }) => id === ticketId));
  }

  /** Puts rows where they belong. */
  place(arrived: readonly TicketRow[]): void {
    const { sort, filter } = this;
    this.#placed = placeTicketRows(this.#placed, arrived, {
      compare: (one, other) => compareTickets(sort, one, other),
      // what a search found stays found
      belongs: (row) => (filter.search ? this.rows.some(({ id }) => id === row.id) : matchesTicketFilter(row, filter, this.#host.me(), Date.now())),
      isHeld: this.#isHeld || Boolean(filter.search),
      // who works off the tickets without an outlet sees each one leave as soon as it has one
      selectedId: filter.view === 'unlinked' ? null : this.#host.selectedId(),
      hasMore: this.#nextCursor !== null,
    });
    this.#host.changed();
  }
}
