import type { TicketCounts } from '../../types/tickets.ts';

/** Counts change with almost every push: asked for at most this often. */
const COUNTS_MS = 1_500;

/** How many tickets each view holds and how many of the person's own are unread, as the server counts them. */
export class TicketCounting {
  counts: TicketCounts | null = null;
  readonly #ask: () => Promise<TicketCounts> | undefined;
  readonly #counted: (counts: TicketCounts) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #askedAt = -COUNTS_MS;

  constructor(ask: () => Promise<TicketCounts> | undefined, counted: (counts: TicketCounts) => void) {
    this.#ask = ask;
    this.#counted = counted;
  }

  /** Asks now. Without an answer the former counts stay: the next push asks again. */
  load(): void {
    this.#askedAt = performance.now();
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
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.load();
    }, COUNTS_MS);
  }

  /** The person changed something and looks at the number: asks at once, unless it has just asked. */
  own(): void {
    if (performance.now() - this.#askedAt < COUNTS_MS) this.soon();
    else this.load();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.counts = null;
  }
}
