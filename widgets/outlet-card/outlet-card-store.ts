import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MeView } from '../../types/access.ts';
import type { LiveDelta } from '../../types/live.ts';
import type { OutletCard } from '../../types/outlets.ts';
import type { OutletRenewals } from '../../types/renewals.ts';
import type { Connection } from '../core/connection.ts';
import { EngageError } from '../core/engage-error.ts';
import { GatherIds } from '../core/gather-ids.ts';
import type { LiveState } from '../core/live.ts';

/** What the card wants to know besides being asked to draw itself again. */
export interface CardHost extends ReactiveControllerHost {
  failed(error: EngageError): void;
}

/** What may be said of a link, by the names of the procedures. */
export type LinkAct = 'remove' | 'restore' | 'confirm' | 'makePrimary' | 'choosePayer';

const GATHER_MS = 250;

/** The card's only line to the server: one outlet with its people and tickets, and its renewal. Kept fresh by pushes about the three. */
export class OutletCardStore implements ReactiveController {
  me: MeView | null = null;
  phase: 'loading' | 'ready' | 'signed-out' | 'failed' = 'loading';
  error: EngageError | null = null;
  card: OutletCard | null = null;
  /** null: not there yet, or `isRenewalLost` */
  renewals: OutletRenewals | null = null;
  isRenewalLost = false;
  /** the last refresh failed: what is shown may be old */
  isStale = false;
  /** a change is on its way to the server */
  isBusy = false;
  liveState: LiveState = 'connecting';

  readonly #host: CardHost;
  #connection: Connection | null = null;
  #oid: string | null = null;
  #leave: (() => void)[] = [];
  #abort = new AbortController();
  #timers: Partial<Record<'card' | 'renewal', ReturnType<typeof setTimeout>>> = {};
  readonly #unknown = new GatherIds((ids) => this.#look(ids));
  /** tickets of other outlets: what is pushed about them is not for us, until one moves */
  readonly #foreign = new Set<string>();

  constructor(host: CardHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  get session(): Connection['session'] | null {
    return this.#connection?.session ?? null;
  }

  get isOffline(): boolean {
    return this.liveState === 'offline';
  }

  start(connection: Connection): void {
    this.stop();
    this.#connection = connection;
    const { session, live } = connection;
    const changed = (): void => this.#sessionChanged();
    session.addEventListener('state', changed);
    this.#leave = [
      () => session.removeEventListener('state', changed),
      live.listen({
        delta: (delta) => this.#received(delta),
        state: (state) => {
          this.liveState = state;
          this.#host.requestUpdate();
        },
        resync: () => {
          this.#soon('card');
          this.#soon('renewal');
        },
      }),
    ];
    this.liveState = live.state;
    this.#begin().catch(() => undefined);
  }

  stop(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    this.#forget();
    this.#connection = null;
    this.me = null;
  }

  /** Another outlet: begins anew. */
  show(oid: string | null): void {
    if (oid === this.#oid) return;
    this.#oid = oid;
    this.#forget();
    if (this.#connection) this.#begin().catch(() => undefined);
  }

  readonly retry = (): void => {
    this.#begin().catch(() => undefined);
  };

  #forget(): void {
    clearTimeout(this.#timers.card);
    clearTimeout(this.#timers.renewal);
    this.#timers = {};
    this.#unknown.clear();
    this.#foreign.clear();
    this.#abort.abort();
    this.#abort = new AbortController();
    this.card = this.renewals = null;
    this.isStale = this.isRenewalLost = this.isBusy = false;
  }

  #sessionChanged(): void {
    const { session } = this.#connection ?? {};
    if (session?.state === 'signed-out') {
      this.#forget();
      this.me = null;
      this.phase = 'signed-out';
    } else if (session?.state === 'ready' && !this.me && this.phase !== 'loading') this.#begin().catch(() => undefined);
    this.#host.requestUpdate();
  }

  async #begin(): Promise<void> {
    const connection = this.#connection;
    const oid = this.#oid;
    if (!connection) return;
    this.#forget();
    const { signal } = this.#abort;
    const { api, session } = connection;
    this.phase = 'loading';
    this.error = null;
    this.#host.requestUpdate();
    try {
      if (!(await session.token())) {
        this.phase = 'signed-out';
        this.#host.requestUpdate();
        return;
      }
      const [me, card] = await Promise.all([api.auth.me.query(undefined, { signal }), oid ? api.links.card.query({ oid }, { signal }) : null]);
      this.me = me;
      this.card = card;
      this.phase = 'ready';
      if (card) this.#loadRenewal().catch(() => undefined);
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      this.error = EngageError.from(thrown);
      this.phase = this.error.code === 'unauthenticated' && session.hasPassword ? 'signed-out' : 'failed';
      this.#host.failed(this.error);
    }
    this.#host.requestUpdate();
  }

  #received(delta: LiveDelta): void {
    if (!this.#oid || this.phase !== 'ready') return;
    if (delta.t === 'outlet' && delta.oid === this.#oid) {
      this.#soon('card');
      // who is written to may be somebody else
      this.#soon('renewal');
    } else if (delta.t === 'renewal' && delta.oid === this.#oid) this.#soon('renewal');
    else if (delta.t === 'ticket') {
      if (this.card?.openTickets.some(({ id }) => id === delta.id)) this.#soon('card');
      // a push tells nothing of the outlet: an unknown ticket may be a new one here, or one that came here
      else if (delta.refetch || !this.#foreign.has(delta.id)) this.#unknown.want([delta.id], GATHER_MS);
    }
  }

  async #look(ids: readonly string[]): Promise<void> {
    const { api } = this.#connection ?? {};
    const oid = this.#oid;
    if (!api || !oid) return;
    try {
      const rows = await api.tickets.rows.query({ ids: [...ids] }, { signal: this.#abort.signal });
      const ours = new Set(rows.filter(({ outlet }) => outlet?.oid === oid).map(({ id }) => id));
      for (const id of ids) if (!ours.has(id)) this.#foreign.add(id);
      if (ours.size) this.#soon('card');
    } catch (thrown) {
      this.#refreshFailed(thrown);
    }
  }

  /** Once for several pushes; a steady stream of them does not put it off. */
  #soon(what: 'card' | 'renewal'): void {
    this.#timers[what] ??= setTimeout(() => {
      delete this.#timers[what];
      (what === 'card' ? this.reload() : this.#loadRenewal()).catch(() => undefined);
    }, GATHER_MS);
  }

  /** The outlet again, as it is now. */
  async reload(): Promise<void> {
    const { api } = this.#connection ?? {};
    const oid = this.#oid;
    if (!api || !oid || this.phase !== 'ready') return;
    try {
      this.card = await api.links.card.query({ oid }, { signal: this.#abort.signal });
      this.isStale = false;
      this.#host.requestUpdate();
    } catch (thrown) {
      this.#refreshFailed(thrown);
    }
  }

  readonly loadRenewal = (): void => {
    this.#loadRenewal().catch(() => undefined);
  };

  async #loadRenewal(): Promise<void> {
    const { api } = this.#connection ?? {};
    const oid = this.#oid;
    if (!api || !oid || this.phase !== 'ready') return;
    try {
      this.renewals = await api.renewals.forOutlet.query({ oid }, { signal: this.#abort.signal });
      this.isRenewalLost = false;
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      // what was shown stays; with nothing to show the section says so itself
      this.isRenewalLost = this.renewals === null;
      this.isStale ||= this.renewals !== null;
      this.#host.failed(EngageError.from(thrown));
    }
    this.#host.requestUpdate();
  }

  #refreshFailed(thrown: unknown): void {
    if (EngageError.isAbort(thrown)) return;
    this.isStale = true;
    this.#host.failed(EngageError.from(thrown));
    this.#host.requestUpdate();
  }

  /** One word about a link; the answer is the card as it is then. Rejects with an EngageError. */
  async say(act: LinkAct, contactId: string): Promise<void> {
    const { api } = this.#connection ?? {};
    const oid = this.#oid;
    if (!api || !oid) return;
    await this.#change(() => api.links[act].mutate({ oid, contactId }, { signal: this.#abort.signal }));
  }

  /** Links a person by a phone as people write it. Rejects with an EngageError; `invalid_input`: it is none. */
  async add(phone: string, name: string): Promise<void> {
    const { api } = this.#connection ?? {};
    const oid = this.#oid;
    if (!api || !oid) return;
    await this.#change(() => api.links.add.mutate({ oid, phone, ...(name ? { name } : {}) }, { signal: this.#abort.signal }));
  }

  async #change(run: () => Promise<OutletCard>): Promise<void> {
    const { signal } = this.#abort;
    this.isBusy = true;
    this.#host.requestUpdate();
    try {
      const card = await run();
      if (!signal.aborted) this.card = card;
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      const error = EngageError.from(thrown);
      this.#host.failed(error);
      throw error;
    } finally {
      if (!signal.aborted) this.isBusy = false;
      this.#host.requestUpdate();
    }
  }
}
