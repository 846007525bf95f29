import type { ListRenewalsInput, RENEWAL_SORTS, RenewalFilter, RenewalPage, RenewalRow, RenewalTab } from '../../types/renewals.ts';
import { EngageError } from '../core/engage-error.ts';
import { GatherIds } from '../core/gather-ids.ts';
import type { Api } from '../core/api.ts';

/** What the list needs from the store it belongs to. */
export interface ConsoleListHost {
  /** null while there is no connection */
  api(): Api | null;
  openId(): string | null;
  changed(): void;
  failed(error: EngageError): void;
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
export class ConsoleList {
  filter: ConsoleFilter = { tab: 'due' };
  sort: RenewalSort = 'due';
  isDescending = false;
  phase: 'loading' | 'ready' | 'failed' = 'loading';
  error: EngageError | null = null;
  /** the next page, at the end of the list */
  more: 'idle' | 'loading' | 'failed' = 'idle';
  /** the last refresh failed: it may be old */
  isStale = false;
  rows: readonly RenewalRow[] = [];
  /** how far the server's clock is ahead of this one, ms: "in 2 days" is said from there */
  clockMs = 0;
  readonly #host: ConsoleListHost;
  #nextCursor: string | null = null;
  #newTimer: ReturnType<typeof setTimeout> | undefined;
  #abort = new AbortController();
  readonly #wanted = new GatherIds((ids) => this.#fetch(ids), GATHER_MS);

  constructor(host: ConsoleListHost) {
    this.#host = host;
  }

  /** Everything that matches is loaded: `rows.length` is how many there are. */
  get isComplete(): boolean {
    return this.phase === 'ready' && this.#nextCursor === null;
  }

  /** Forgets every row: whoever comes next sees nothing of them. */
  stop(): void {
    this.#wanted.clear();
    this.#abort.abort();
    this.#empty();
  }

  #read(asOf: string): void {
    const ahead = Date.parse(asOf) - Date.now();
    // the way of the answer is no difference
    this.clockMs = Math.abs(ahead) > 60_000 ? ahead : 0;
  }

  #empty(): void {
    clearTimeout(this.#newTimer);
    this.#newTimer = undefined;
    this.rows = [];
    this.#nextCursor = null;
  }

  #question(): Partial<ListRenewalsInput> & ConsoleFilter {
    return { ...this.filter, sort: this.sort, descending: this.isDescending, limit: PAGE };
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
      const page = await api.renewals.list.query(this.#question(), { signal });
      this.rows = page.rows;
      this.#nextCursor = page.nextCursor;
      this.#read(page.asOf);
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

  /** The order a tab is read in: what is next first, of what is over the latest. */
  static isDescending(tab: RenewalTab): boolean {
    return tab === 'recovered' || tab === 'lost';
  }

  /** Other tab, filter, search or order: a new list. */
  choose(filter: ConsoleFilter, sort = this.sort, isDescending = this.isDescending): void {
    this.filter = filter;
    this.sort = sort;
    this.isDescending = isDescending;
    this.#wanted.clear();
    this.#empty();
    this.load().catch((thrown: unknown) => this.#host.failed(EngageError.from(thrown)));
  }

  readonly clearFilters = (): void => this.choose({ tab: this.filter.tab });

  readonly retry = (): void => this.choose(this.filter);

  /** The next page, when the end of the list comes into view, or again after a failure. */
  readonly loadMore = (): void => {
    const api = this.#host.api();
    if (!api || !this.#nextCursor || this.more === 'loading') return;
    this.more = 'loading';
    this.#host.changed();
    api.renewals.list.query({ ...this.#question(), cursor: this.#nextCursor }, { signal: this.#abort.signal }).then(
      (page) => {
        const known = new Set(this.rows.map(({ id }) => id));
        this.rows = [...this.rows, ...page.rows.filter(({ id }) => !known.has(id))];
        this.#nextCursor = page.nextCursor;
        this.more = 'idle';
        this.#host.changed();
      },
      (thrown: unknown) => this.#failed(thrown, () => (this.more = 'failed')),
    );
  };

  /** After a gap: the first page again, and the rows below it. */
  refresh(): void {
    this.#host
      .api()
      ?.renewals.list.query(this.#question(), { signal: this.#abort.signal })
      .then(
        (page) => {
          const fresh = new Set(page.rows.map(({ id }) => id));
          const below = this.rows.filter(({ id }) => !fresh.has(id));
          if (this.rows.length <= PAGE || page.nextCursor === null) this.#nextCursor = page.nextCursor;
          const isWhole = page.nextCursor === null;
          this.rows = isWhole ? page.rows : [...page.rows, ...below];
          this.isStale = false;
          this.#read(page.asOf);
          if (!isWhole)
            this.#wanted.want(
              below.map(({ id }) => id),
              0,
            );
          this.#host.changed();
        },
        (thrown: unknown) => this.#failed(thrown, () => (this.isStale = true)),
      );
  }

  #failed(thrown: unknown, show: () => void): void {
    if (EngageError.isAbort(thrown)) return;
    show();
    this.#host.failed(EngageError.from(thrown));
    this.#host.changed();
  }

  /** A push about a renewal: fetched when it is on screen and older. */
  received({ id, rev }: { id: string; rev: number }): void {
    const known = this.rows.find((row) => row.id === id);
    if (known && rev >= known.revision) this.#wanted.want([id], GATHER_MS);
    if (known || !this.isComplete || this.rows.length > MOST_RELOADED) return;
    this.#newTimer ??= setTimeout(() => {
      this.#newTimer = undefined;
      this.#reload().catch((thrown: unknown) => this.#failed(thrown, () => (this.isStale = true)));
    }, NEW_MS);
  }

  /** Every page again, without taking away what is shown. */
  async #reload(): Promise<void> {
    const { signal } = this.#abort;
    const rows: RenewalRow[] = [];
    let cursor: string | null = null;
    do {
      const page: RenewalPage | undefined = await this.#host.api()?.renewals.list.query({ ...this.#question(), limit: 2 * PAGE, cursor }, { signal });
      if (!page || signal.aborted) return;
      rows.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor && rows.length <= MOST_RELOADED);
    const openId = this.#host.openId();
    const found = new Set(rows.map(({ id }) => id));
    // what is open stays until it is closed
    this.rows = [...rows, ...this.rows.filter(({ id }) => id === openId && !found.has(id))];
    this.#nextCursor = cursor;
    this.isStale = false;
    this.#host.changed();
  }

  /** Rows by id; those that are gone or out of scope simply do not come back. */
  async #fetch(ids: readonly string[]): Promise<void> {
    try {
      const rows = (await this.#host.api()?.renewals.rows.query({ ids: [...ids] }, { signal: this.#abort.signal })) ?? [];
      const back = new Map(rows.map((row) => [row.id, row]));
      const asked = new Set(ids);
      this.rows = this.rows.flatMap((row) => (asked.has(row.id) ? (back.get(row.id) ?? []) : row));
      this.#settle();
    } catch (thrown) {
      this.#failed(thrown, () => (this.isStale = true));
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
    const openId = this.#host.openId();
    this.rows = this.rows.filter((row) => row.id === openId || belongs(row, this.filter.tab));
    this.#host.changed();
  }
}

/** Whether a row may still stand in a tab. Only what is certain: how long overdue is lost is the server's to say. */
function belongs({ status, daysLeft }: RenewalRow, tab: RenewalTab): boolean {
  if (tab === 'due') return status === 'due' && daysLeft >= 0;
  if (tab === 'overdue') return (status === 'due' || status === 'failed') && daysLeft < 0;
  if (tab === 'recovered') return status === 'paid';
  return tab === 'all' || status !== 'paid';
}
