/** The simulator's time: real time plus an offset a test may move. Message timestamps and windows use it, timers do not. */
export class VirtualClock {
  #offsetMs = 0;

  /** Milliseconds since 1970 on this clock. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Moves the clock; negative goes back. */
  advance(ms: number): void {
    this.#offsetMs += ms;
  }

  /** Back to real time. */
  reset(): void {
    this.#offsetMs = 0;
  }

  /** How far this clock is from real time. */
  get offsetMs(): number {
    return this.#offsetMs;
  }
}
