/** The server answers at most this many at once. */
const MOST = 100;

/** Collects ids for a moment and asks for them together: a burst of pushes becomes one question. Each id once. */
export class GatherIds {
  readonly #ask: (ids: readonly string[]) => Promise<void>;
  readonly #wanted = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `ask` deals with its own failures */
  constructor(ask: (ids: readonly string[]) => Promise<void>) {
    this.#ask = ask;
  }

  want(ids: readonly string[], waitMs: number): void {
    for (const id of ids) this.#wanted.add(id);
    // a timer that runs is not put off: under a steady stream of pushes it would never ring
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const asked = [...this.#wanted].slice(0, MOST);
      for (const id of asked) this.#wanted.delete(id);
      if (asked.length) this.#ask(asked).catch(() => undefined);
      if (this.#wanted.size) this.want([], 0);
    }, waitMs);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted.clear();
  }
}
