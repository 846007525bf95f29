import type { RiskList } from '../../types/risk.ts';
import type { Api } from '../core/api.ts';
import { EngageError } from '../core/engage-error.ts';

/** What the merchants at risk need from the store they belong to. */
export interface ConsoleRisksHost {
  api(): Api | null;
  changed(): void;
  failed(error: EngageError): void;
}

/** Renewals and tickets change all the time, and each may make or end a risk: one question in this time, however many pushes. */
const SOON_MS = 5_000;

/** Merchants at risk. Asked for while somebody looks at them; what was there stays while they are asked for again. */
export class ConsoleRisks {
  phase: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';
  /** why there is nothing, or, with a list, why it may be out of date */
  error: EngageError | null = null;
  list: RiskList | null = null;
  readonly #host: ConsoleRisksHost;
  #isWatched = false;
  #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ConsoleRisksHost) {
    this.#host = host;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#abort.abort();
    this.phase = 'idle';
    this.error = this.list = null;
  }

  /** Somebody looks at them from now on, or no longer. */
  look(isWatched: boolean): void {
    this.#isWatched = isWatched;
    if (isWatched) this.load();
  }

  readonly load = (): void => {
    this.phase = this.list ? 'ready' : 'loading';
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#host.changed();
    this.#host
      .api()
      ?.risks.list.query(undefined, { signal: this.#abort.signal })
      .then(
        (list) => {
          this.list = list;
          this.error = null;
          this.phase = 'ready';
          this.#host.changed();
        },
        (thrown: unknown) => {
          if (EngageError.isAbort(thrown)) return;
          this.error = EngageError.from(thrown);
          this.phase = this.list ? 'ready' : 'failed';
          this.#host.failed(this.error);
          this.#host.changed();
        },
      );
  };

  /** After a gap, or for whoever has signed in. */
  again(): void {
    if (this.#isWatched && this.phase !== 'loading') this.load();
  }

  /** A renewal or a ticket changed. Nobody looks at a page in the background: it is asked for when they are back. */
  refreshSoon(): void {
    if (!this.#isWatched || this.phase !== 'ready') return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (document.visibilityState === 'hidden') this.refreshSoon();
      else this.again();
    }, SOON_MS);
  }
}
