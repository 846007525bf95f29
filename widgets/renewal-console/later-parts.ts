import type { ReactiveControllerHost } from 'lit';

/** Parts whose code is fetched when they are first drawn; the host draws itself again once it is there. */
export class LaterParts<Name extends string> {
  readonly #host: ReactiveControllerHost;
  readonly #loads: Readonly<Record<Name, () => Promise<unknown>>>;
  readonly #failed: () => void;
  readonly #state = new Map<Name, 'asked' | 'there' | 'failed'>();

  /** `failed` tells the person; nothing is tried again before they act */
  constructor(host: ReactiveControllerHost, loads: Readonly<Record<Name, () => Promise<unknown>>>, failed: () => void) {
    this.#host = host;
    this.#loads = loads;
    this.#failed = failed;
  }

  /** Whether it is there; asks for it if not. */
  has(name: Name): boolean {
    const state = this.#state.get(name);
    if (state) return state === 'there';
    this.#state.set(name, 'asked');
    this.#loads[name]().then(
      () => {
        this.#state.set(name, 'there');
        this.#host.requestUpdate();
      },
      () => {
        this.#state.set(name, 'failed');
        this.#failed();
      },
    );
    return false;
  }

  /** The person acted: what could not be fetched may be tried again. */
  again(): void {
    for (const [name, state] of this.#state) if (state === 'failed') this.#state.delete(name);
  }
}
