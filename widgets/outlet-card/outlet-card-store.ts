import type { LiveDelta } from '../../types/live.ts';
import type { OutletCard } from '../../types/outlets.ts';
import type { OutletRenewals } from '../../types/renewals.ts';
import { clockAhead } from '../core/clock-ahead.ts';
import { EngageError } from '../core/engage-error.ts';
import { OutletWatch } from '../core/outlet-watch.ts';
import { type StoreHost, WidgetStore } from '../core/widget-store.ts';

/** What may be said of a link, by the names of the procedures. */
export type LinkAct = 'remove' | 'restore' | 'confirm' | 'makePrimary' | 'choosePayer';

const GATHER_MS = 250;

/** The card's only line to the server: one outlet with its people and tickets, and its renewal. Kept fresh by pushes about the three. */
export class OutletCardStore extends WidgetStore<StoreHost> {
  card: OutletCard | null = null;
  /** null: not there yet, or `isRenewalLost` */
  renewals: OutletRenewals | null = null;
  isRenewalLost = false;
  /** how far the server's clock is ahead of this one, ms: "in 2 days" is said from there */
  clockMs = 0;
  /** the last refresh failed: what is shown may be old */
  isStale = false;
  /** a change is on its way to the server */
  isBusy = false;
  #oid: string | null = null;
  #timers: Partial<Record<'card' | 'renewal', ReturnType<typeof setTimeout>>> = {};
  readonly #watch = new OutletWatch({
    api: () => this.api,
    signal: () => this.signal,
    oid: () => this.#oid,
    found: () => this.#soon('card'),
    failed: (thrown) => this.#refreshFailed(thrown),
  });

  /** Another outlet: begins anew. */
  show(oid: string | null): void {
    if (oid === this.#oid) return;
    this.#oid = oid;
    this.forget();
    this.retry();
  }

  protected forget(): void {
    clearTimeout(this.#timers.card);
    clearTimeout(this.#timers.renewal);
    this.#timers = {};
    this.#watch.clear();
    this.card = this.renewals = null;
    this.isStale = this.isRenewalLost = this.isBusy = false;
  }

  protected async load(signal: AbortSignal): Promise<void> {
    const oid = this.#oid;
    this.card = (oid && (await this.api?.links.card.query({ oid }, { signal }))) || null;
    this.isStale = false;
  }

  protected override began(): void {
    if (this.card) this.#loadRenewal().catch(() => undefined);
  }

  refresh(): void {
    this.#soon('card');
    this.#soon('renewal');
  }

  protected received(delta: LiveDelta): void {
    if (!this.#oid) return;
    // who is written to may be somebody else
    if (delta.t === 'outlet' && delta.oid === this.#oid) this.refresh();
    else if (delta.t === 'renewal' && delta.oid === this.#oid) this.#soon('renewal');
    else if (delta.t === 'ticket') {
      if (this.card && [...this.card.openTickets, ...this.card.leads].some(({ id }) => id === delta.id)) this.#soon('card');
      else this.#watch.wonder(delta);
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
    const { api } = this;
    const oid = this.#oid;
    if (!api || !oid || this.phase !== 'ready') return;
    try {
      this.card = await api.links.card.query({ oid }, { signal: this.signal });
      this.isStale = false;
      this.changed();
    } catch (thrown) {
      this.#refreshFailed(thrown);
    }
  }

  readonly loadRenewal = (): void => {
    this.#loadRenewal().catch(() => undefined);
  };

  async #loadRenewal(): Promise<void> {
    const { api } = this;
    const oid = this.#oid;
    if (!api || !oid || this.phase !== 'ready') return;
    try {
      this.renewals = await api.renewals.forOutlet.query({ oid }, { signal: this.signal });
      this.clockMs = clockAhead(this.renewals.asOf);
      this.isRenewalLost = false;
      this.changed();
    } catch (thrown) {
      this.fail(thrown, () => {
        // what was shown stays; with nothing to show the section says so itself
        this.isRenewalLost = this.renewals === null;
        this.isStale ||= this.renewals !== null;
      });
    }
  }

  #refreshFailed(thrown: unknown): void {
    this.fail(thrown, () => (this.isStale = true));
  }

  /** One word about a link; the answer is the card as it is then. Rejects with an EngageError. */
  async say(act: LinkAct, contactId: string): Promise<void> {
    const { api } = this;
    const oid = this.#oid;
    if (!api || !oid) return;
    await this.#change(() => api.links[act].mutate({ oid, contactId }, { signal: this.signal }));
  }

  /** Links a person by a phone as people write it. Rejects with an EngageError; `invalid_input`: it is none. */
  async add(phone: string, name: string): Promise<void> {
    const { api } = this;
    const oid = this.#oid;
    if (!api || !oid) return;
    await this.#change(() => api.links.add.mutate({ oid, phone, ...(name ? { name } : {}) }, { signal: this.signal }));
  }

  async #change(run: () => Promise<OutletCard>): Promise<void> {
    const { signal } = this;
    this.isBusy = true;
    this.changed();
    try {
      const card = await run();
      if (!signal.aborted) this.card = card;
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      const error = EngageError.from(thrown);
      this.host.failed(error);
      throw error;
    } finally {
      if (!signal.aborted) this.isBusy = false;
      this.changed();
    }
  }
}
