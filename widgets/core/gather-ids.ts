/** The server answers at most this many at once. */
const MOST = 100;

/** Collects ids for a moment and asks for them together: a burst of pushes becomes one question. Each id once. */
export class GatherIds {
  readonly #ask: (ids: readonly string[]) => Promise<void>;
  readonly #restMs: number;
  readonly #wanted = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `ask` deals with its own failures; what is too much for one question waits so long for the next */
  constructor(ask: (ids: readonly string[]) => Promise<void>, restMs = 0) {
    this.#ask = ask;
    this.#restMs = restMs;
  }

  want(ids: readonly string[], waitMs: number): void {
    for (const id of ids) this.#wanted.add(id);
    // a timer that runs is not put off: under a steady stream of pushes it would never ring
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const asked = [...this.#wanted].slice(0, MOST);
      for (const id of asked) this.#wanted.delete(id);
      if (asked.length) this.#ask(asked).catch(() => undefined);
      if (this.#wanted.size) this.want([], this.#restMs);
    }, waitMs);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted.clear();
  }
}
