import type { RENEWAL_SORTS, RenewalFilter, RenewalPage, RenewalRow, RenewalTab } from '../../types/renewals.ts';
import { clockAhead } from '../core/clock-ahead.ts';
import type { Api } from '../core/api.ts';
import { PagedList, type PagedListHost } from '../core/paged-list.ts';

/** What the list needs from the store it belongs to. */
export interface ConsoleListHost extends PagedListHost {
  openId(): string | null;
}

/** A filter as the console holds it: all optional but the tab. */
export type ConsoleFilter = Partial<RenewalFilter> & { tab: RenewalTab };
export type RenewalSort = (typeof RENEWAL_SORTS)[number];

const PAGE = 50;
/** Pushes of this long become one question for rows, and there is no more than one in this time. */
const GATHER_MS = 300;
/** A list that is shown whole takes in what is new, at most once in this time. */
const NEW_MS = 3_000;
/** Beyond this many rows nobody counts: what is new comes with the next load. */
const MOST_RELOADED = 500;

/**
 * The renewals of one tab in their order, page by page. A push is a hint: the row is fetched if it is there, and leaves when it no
 * longer belongs. What is new comes with the next load, for under thousands of reminders a night nobody wants rows to jump; only a list that is
 * shown whole says how many there are, and takes it in soon.
 */
export class ConsoleList extends PagedList<RenewalRow, RenewalPage, ConsoleListHost> {
  filter: ConsoleFilter = { tab: 'due' };
  sort: RenewalSort = 'due';
  isDescending = false;
  /** how far the server's clock is ahead of this one, ms: "in 2 days" is said from there */
  clockMs = 0;
  #newTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ConsoleListHost) {
    super(host, GATHER_MS);
  }

  /** Everything that matches is loaded: `rows.length` is how many there are. */
  get isComplete(): boolean {
    return this.phase === 'ready' && this.nextCursor === null;
  }

  /** An answer's time: what was said then is said from the server's clock. */
  readClock(asOf: string): void {
    this.clockMs = clockAhead(asOf);
  }

  protected override loaded({ asOf }: RenewalPage): void {
    this.readClock(asOf);
  }

  protected override empty(): void {
    super.empty();
    clearTimeout(this.#newTimer);
    this.#newTimer = undefined;
  }

  protected override ask(api: Api, cursor: string | null, limit = PAGE): Promise<RenewalPage> {
    return api.renewals.list.query(
      { ...this.filter, sort: this.sort, descending: this.isDescending, limit, ...(cursor && { cursor }) },
      { signal: this.signal },
    );
  }

  /** The order a tab is read in: what is next first, of what is over the latest. */
  static isDescending(tab: RenewalTab): boolean {
    return tab === 'recovered' || tab === 'lost';
  }

  /** Other tab, filter, search or order: a new list. */
  choose(filter: ConsoleFilter, sort = this.sort, isDescending = this.isDescending): void {
    this.filter = filter;
    this.sort = sort;
    this.isDescending = isDescending;
    this.begin();
  }

  readonly clearFilters = (): void => this.choose({ tab: this.filter.tab });

  /** After a gap: the first page again, and the rows below it. */
  refresh(): void {
    const api = this.host.api();
    if (!api) return;
    this.ask(api, null).then(
      (page) => {
        const fresh = new Set(page.rows.map(({ id }) => id));
        const below = this.rows.filter(({ id }) => !fresh.has(id));
        if (this.rows.length <= PAGE || page.nextCursor === null) this.nextCursor = page.nextCursor;
        const isWhole = page.nextCursor === null;
        this.rows = isWhole ? page.rows : [...page.rows, ...below];
        this.isStale = false;
        this.loaded(page);
        if (!isWhole)
          this.wanted.want(
            below.map(({ id }) => id),
            0,
          );
        this.host.changed();
      },
      (thrown: unknown) => this.fail(thrown),
    );
  }

  /** A push about a renewal: fetched when it is on screen and older. */
  received({ id, rev }: { id: string; rev: number }): void {
    const known = this.rows.find((row) => row.id === id);
    if (known && rev >= known.revision) this.wanted.want([id], GATHER_MS);
    if (known || !this.isComplete || this.rows.length > MOST_RELOADED) return;
    this.#newTimer ??= setTimeout(() => {
      this.#newTimer = undefined;
      this.#reload().catch((thrown: unknown) => this.fail(thrown));
    }, NEW_MS);
  }

  /** Every page again, without taking away what is shown. */
  async #reload(): Promise<void> {
    const { signal } = this;
    const api = this.host.api();
    if (!api) return;
    const rows: RenewalRow[] = [];
    let cursor: string | null = null;
    do {
      const page = await this.ask(api, cursor, 2 * PAGE);
      if (signal.aborted) return;
      rows.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor && rows.length <= MOST_RELOADED);
    const openId = this.host.openId();
    const found = new Set(rows.map(({ id }) => id));
    // what is open stays until it is closed
    this.rows = [...rows, ...this.rows.filter(({ id }) => id === openId && !found.has(id))];
    this.nextCursor = cursor;
    this.isStale = false;
    this.host.changed();
  }

  protected override async fetch(ids: readonly string[]): Promise<void> {
    try {
      const rows = (await this.host.api()?.renewals.rows.query({ ids: [...ids] }, { signal: this.signal })) ?? [];
      const back = new Map(rows.map((row) => [row.id, row]));
      const asked = new Set(ids);
      this.rows = this.rows.flatMap((row) => (asked.has(row.id) ? (back.get(row.id) ?? []) : row));
      this.#settle();
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  /** A renewal changed here. */
  changed(row: RenewalRow): void {
    this.rows = this.rows.map((known) => (known.id === row.id ? row : known));
    this.#settle();
  }

  /** A renewal kept only because it was open may leave now. */
  left(): void {
    this.#settle();
  }

  #settle(): void {
    const openId = this.host.openId();
    this.rows = this.rows.filter((row) => row.id === openId || belongs(row, this.filter.tab));
    this.host.changed();
  }
}

/** Whether a row may still stand in a tab. Only what is certain: how long overdue is lost is the server's to say. */
function belongs({ status, daysLeft }: RenewalRow, tab: RenewalTab): boolean {
  if (tab === 'due') return status === 'due' && daysLeft >= 0;
  if (tab === 'overdue') return (status === 'due' || status === 'failed') && daysLeft < 0;
  if (tab === 'recovered') return status === 'paid';
  return tab === 'all' || status !== 'paid';
}
