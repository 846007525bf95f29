import type { TicketCounts } from '../../types/tickets.ts';

/** Counts change with almost every push: asked for at most this often. */
const COUNTS_MS = 1_500;
const OWN_MS = 150;

/** How many tickets each view holds and how many of the person's own are unread, as the server counts them. */
export class TicketCounting {
  counts: TicketCounts | null = null;
  readonly #ask: () => Promise<TicketCounts> | undefined;
  readonly #counted: (counts: TicketCounts) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: () => Promise<TicketCounts> | undefined, counted: (counts: TicketCounts) => void) {
    this.#ask = ask;
    this.#counted = counted;
  }

  /** Asks now. Without an answer the former counts stay: the next push asks again. */
  load(): void {
    this.#ask()?.then(
      (counts) => {
        this.counts = counts;
        this.#counted(counts);
      },
      () => undefined,
    );
  }

  /** Asks in a while, once for many pushes. */
  soon(): void {
    this.#timer ??= this.#in(COUNTS_MS);
  }

  /** The person changed something and looks at the number: asks at once, once for changes in a row. */
  own(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#in(OWN_MS);
  }

  #in(milliseconds: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#timer = undefined;
      this.load();
    }, milliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.counts = null;
  }
}
