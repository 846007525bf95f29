import type { TicketDelta } from '../../types/live.ts';
import type { Api } from './api.ts';
import { GatherIds } from './gather-ids.ts';

/** Pushes of this long become one question. */
const GATHER_MS = 250;

interface OutletWatchHost {
  api(): Api | null;
  signal(): AbortSignal;
  /** the outlet it is about; null: none */
  oid(): string | null;
  /** a ticket turned out to be of this outlet */
  found(): void;
  failed(thrown: unknown): void;
}

/**
 * Which tickets are of an outlet: a push tells nothing of it, so an unknown ticket may be a new one here, or one that came here. It
 * is asked for; those of other outlets are remembered, and not asked for again until one moves.
 */
export class OutletWatch {
  readonly #host: OutletWatchHost;
  readonly #foreign = new Set<string>();
  readonly #unknown = new GatherIds((ids) => this.#look(ids));

  constructor(host: OutletWatchHost) {
    this.#host = host;
  }

  /** A push about a ticket that is not known to be of the outlet. */
  wonder(delta: TicketDelta): void {
    if (delta.refetch || !this.#foreign.has(delta.id)) this.#unknown.want([delta.id], GATHER_MS);
  }

  clear(): void {
    this.#unknown.clear();
    this.#foreign.clear();
  }

  async #look(ids: readonly string[]): Promise<void> {
    const [api, oid] = [this.#host.api(), this.#host.oid()];
    if (!api || !oid) return;
    try {
      const rows = await api.tickets.rows.query({ ids: [...ids] }, { signal: this.#host.signal() });
      const ours = new Set(rows.filter(({ outlet }) => outlet?.oid === oid).map(({ id }) => id));
      for (const id of ids) if (!ours.has(id)) this.#foreign.add(id);
      if (ours.size) this.#host.found();
    } catch (thrown) {
      this.#host.failed(thrown);
    }
  }
}
