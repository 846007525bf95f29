import type { Api } from './api.ts';
import { EngageError } from './engage-error.ts';
import { GatherIds } from './gather-ids.ts';

/** What a list needs from the store it belongs to. */
export interface PagedListHost {
  /** null while there is no connection */
  api(): Api | null;
  changed(): void;
  failed(error: EngageError): void;
}

/** What every page of a list says. */
interface ListPage<Row> {
  rows: readonly Row[];
  nextCursor: string | null;
}

/** Rows in their order, page by page: what is shown of them, and how loading stands. What a push changes, the list of a widget adds. */
export abstract class PagedList<Row extends { id: string }, Page extends ListPage<Row>, Host extends PagedListHost> {
  rows: readonly Row[] = [];
  phase: 'loading' | 'ready' | 'failed' = 'loading';
  error: EngageError | null = null;
  /** the next page, at the end of the list */
  more: 'idle' | 'loading' | 'failed' = 'idle';
  /** the last refresh failed: it may be old */
  isStale = false;
  protected readonly host: Host;
  protected nextCursor: string | null = null;
  /** ids of rows to ask for, gathered */
  protected readonly wanted: GatherIds;
  #abort = new AbortController();

  /** `restMs`: between one question for rows by id and the next */
  constructor(host: Host, restMs = 0) {
    this.host = host;
    this.wanted = new GatherIds((ids) => this.fetch(ids), restMs);
  }

  /** Asks for the page behind a cursor, or the first. */
  protected abstract ask(api: Api, cursor: string | null): Promise<Page>;
  /** Rows by id; those that are gone or out of scope simply do not come back. */
  protected abstract fetch(ids: readonly string[]): Promise<void>;
  /** The first page is here, in place of what there was. */
  protected loaded?(page: Page): void;

  /** Ends calls when the list is given up for another one. */
  protected get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Forgets every row: whoever comes next sees nothing of them. */
  stop(): void {
    this.#abort.abort();
    this.empty();
  }

  protected empty(): void {
    this.wanted.clear();
    this.rows = [];
    this.nextCursor = null;
  }

  /** The first page. Rejects with what went wrong, which it shows too; not when it was given up for another list. */
  async load(): Promise<void> {
    const api = this.host.api();
    if (!api) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.phase = 'loading';
    this.error = null;
    this.more = 'idle';
    this.host.changed();
    try {
      const page = await this.ask(api, null);
      this.rows = page.rows;
      this.nextCursor = page.nextCursor;
      this.loaded?.(page);
      this.phase = 'ready';
      this.isStale = false;
      this.host.changed();
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      this.phase = 'failed';
      this.error = EngageError.from(thrown);
      this.host.changed();
      throw this.error;
    }
  }

  /** Other filter, search or order: a new list. Also the way back after a failure. */
  protected begin(): void {
    this.empty();
    this.load().catch((thrown: unknown) => this.host.failed(EngageError.from(thrown)));
  }

  readonly retry = (): void => this.begin();

  /** The next page, when the end of the list comes into view, or again after a failure. */
  readonly loadMore = (): void => {
    const api = this.host.api();
    if (!api || !this.nextCursor || this.more === 'loading') return;
    this.more = 'loading';
    this.host.changed();
    this.ask(api, this.nextCursor).then(
      (page) => {
        const known = new Set(this.rows.map(({ id }) => id));
        this.rows = [...this.rows, ...page.rows.filter(({ id }) => !known.has(id))];
        this.nextCursor = page.nextCursor;
        this.more = 'idle';
        this.host.changed();
      },
      (thrown: unknown) => this.fail(thrown, () => (this.more = 'failed')),
    );
  };

  /** Tells of what went wrong, unless it was given up; by default what is shown may be old. */
  protected fail(thrown: unknown, show: () => void = () => (this.isStale = true)): void {
    if (EngageError.isAbort(thrown)) return;
    show();
    this.host.failed(EngageError.from(thrown));
    this.host.changed();
  }
}
