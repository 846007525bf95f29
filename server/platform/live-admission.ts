/** not signed in yet, of one network and of all: a page signs in with its first frame, so few are ever here for long */
const WAITING_PER_NETWORK = 200;
const WAITING = 2_000;

/** Whether another socket may be opened: strangers must not take the room of those who sign in. */
export class LiveAdmission {
  readonly #most: number;
  readonly #waiting = new Map<string, number>();
  #total = 0;

  /** `most` sockets in this process, signed in or not. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The HTTP status another socket of this network is refused with while `open` are; null: it may come in. */
  refusal(network: string, open: number): '429 Too Many Requests' | '503 Service Unavailable' | null {
    if ((this.#waiting.get(network) ?? 0) >= WAITING_PER_NETWORK) return '429 Too Many Requests';
    return open >= this.#most || this.#total >= WAITING ? '503 Service Unavailable' : null;
  }

  /** A socket came in. */
  enter(network: string): void {
    this.#total++;
    this.#waiting.set(network, (this.#waiting.get(network) ?? 0) + 1);
  }

  /** It signed in, or went away before. */
  leave(network: string): void {
    this.#total--;
    const left = (this.#waiting.get(network) ?? 1) - 1;
    if (left > 0) this.#waiting.set(network, left);
    else this.#waiting.delete(network);
  }
}
