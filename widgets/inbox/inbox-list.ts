import type { TicketDelta } from '../../types/live.ts';
import type { TicketFilter, TicketPage, TicketRow, TicketView } from '../../types/tickets.ts';
import type { Api } from '../core/api.ts';
import { patchTicketRow } from '../core/conversation/patch-ticket-row.ts';
import { PagedList, type PagedListHost } from '../core/paged-list.ts';
import { compareTickets, type TicketSort } from './compare-tickets.ts';
import { matchesTicketFilter } from './matches-ticket-filter.ts';
import { placeTicketRows } from './place-ticket-rows.ts';

/** What the list needs from the store it belongs to. */
export interface InboxListHost extends PagedListHost {
  me(): string;
  selectedId(): string | null;
}

const PAGE = 40;
/** Pushes of this long become one question for rows. */
const GATHER_MS = 120;

/**
 * The tickets of one view in their order, page by page, with live changes. Rows never move under the pointer of who reads further
 * down: what is new is held until they come back up.
 */
export class InboxList extends PagedList<TicketRow, TicketPage, InboxListHost> {
  filter: TicketFilter = { view: 'mine' };
  sort: TicketSort = 'newest';
  #held: readonly string[] = [];
  #isHeld = false;

  /** How many wait above what is read. */
  get held(): number {
    return this.#held.length;
  }

  protected override empty(): void {
    super.empty();
    this.#held = [];
  }

  protected override ask(api: Api, cursor: string | null): Promise<TicketPage> {
    return api.tickets.list.query({ ...this.filter, sort: this.sort, limit: PAGE, ...(cursor && { cursor }) }, { signal: this.signal });
  }

  protected override loaded(): void {
    this.#held = [];
  }

  /** Other view, filter, search or order: a new list. */
  choose(change: Partial<TicketFilter>, sort = this.sort): void {
    this.filter = { ...this.filter, ...change };
    this.sort = sort;
    this.begin();
  }

  readonly clearFilters = (): void => {
    this.filter = { view: this.filter.view };
    this.retry();
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
    if (this.held) this.wanted.want(this.#held, 0);
    this.place([]);
  }

  /** After a gap: the page again, and every other row on screen. */
  refresh(): void {
    const api = this.host.api();
    if (!api) return;
    this.ask(api, null).then(
      (page) => {
        const fresh = new Set(page.rows.map(({ id }) => id));
        const others = this.rows.filter(({ id }) => !fresh.has(id)).map(({ id }) => id);
        if (this.rows.length <= PAGE) this.nextCursor = page.nextCursor;
        this.isStale = false;
        this.place(page.rows);
        if (others.length) this.wanted.want(others, 0);
      },
      (thrown: unknown) => this.fail(thrown),
    );
  }

  /** A push about a ticket: a hint. What it does not say is fetched. */
  received(delta: TicketDelta): void {
    const known = this.rows.find(({ id }) => id === delta.id);
    if (known && delta.rev < known.revision) return;
    if (known) this.place([patchTicketRow(known, delta)]);
    if (!known || delta.refetch || delta.patch.assigneeId) this.wanted.want([delta.id], GATHER_MS);
  }

  protected override async fetch(ids: readonly string[]): Promise<void> {
    const api = this.host.api();
    if (!api) return;
    try {
      const rows = await api.tickets.rows.query({ ids: [...ids] }, { signal: this.signal });
      const back = new Set(rows.map(({ id }) => id));
      const gone = new Set(ids.filter((id) => !back.has(id) && id !== this.host.selectedId()));
      this.#held = this.#held.filter((id) => !gone.has(id) && (this.#isHeld || !back.has(id)));
      this.rows = this.rows.filter(({ id }) => !gone.has(id));
      this.place(rows);
    } catch (thrown) {
      this.fail(thrown);
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
    const { rows, held } = placeTicketRows({ rows: this.rows, held: this.#held }, arrived, {
      compare: (one, other) => compareTickets(sort, one, other),
      // what a search found stays found
      belongs: (row) => (filter.search ? this.rows.some(({ id }) => id === row.id) : matchesTicketFilter(row, filter, this.host.me(), Date.now())),
      isHeld: this.#isHeld || Boolean(filter.search),
      // who works off the tickets without an outlet sees each one leave as soon as it has one
      selectedId: filter.view === 'unlinked' ? null : this.host.selectedId(),
      hasMore: this.nextCursor !== null,
    });
    this.rows = rows;
    this.#held = held;
    this.host.changed();
  }
}
