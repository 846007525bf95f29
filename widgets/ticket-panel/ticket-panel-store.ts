import type { MeView } from '../../types/access.ts';
import type { LiveDelta } from '../../types/live.ts';
import type { OutletTickets } from '../../types/tickets.ts';
import type { Connection } from '../core/connection.ts';
import { type OpenTicketHost, OpenTicketStore } from '../core/conversation/open-ticket-store.ts';
import { OutletWatch } from '../core/outlet-watch.ts';

const GATHER_MS = 250;

/**
 * The panel's only line to the server: the tickets of one outlet (or just one ticket), and the open conversation. Opens the
 * newest ticket by itself; a ticket that arrives while nothing is open is opened too.
 */
export class TicketPanelStore extends OpenTicketStore<OpenTicketHost> {
  /** of the outlet; null when the panel was given a ticket only */
  tickets: OutletTickets | null = null;
  /** the last refresh of them failed: they may be old */
  isStale = false;
  #oid: string | null = null;
  #ticketId: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #watch = new OutletWatch({
    api: () => this.api,
    signal: () => this.signal,
    oid: () => this.#oid,
    found: () => this.refresh(),
    failed: (thrown) => this.#refreshFailed(thrown),
  });

  protected override forget(): void {
    super.forget();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#watch.clear();
    this.tickets = null;
    this.isStale = false;
  }

  /** Another outlet or ticket: begins anew. */
  show(oid: string | null, ticketId: string | null): void {
    if (oid === this.#oid && ticketId === this.#ticketId) return;
    this.#oid = oid;
    this.#ticketId = ticketId;
    this.forget();
    this.retry();
  }

  protected async load(signal: AbortSignal): Promise<void> {
    const oid = this.#oid;
    this.tickets = (oid && (await this.api?.tickets.forOutlet.query({ oid }, { signal }))) || null;
    this.isStale = false;
  }

  protected override began(me: MeView, connection: Connection): void {
    super.began(me, connection);
    const first = this.#ticketId ?? this.tickets?.open[0]?.id;
    if (first) this.select(first);
  }

  /** A ticket changed somewhere: if it is, or may be, one of this outlet, the list is asked for again. */
  protected received(delta: LiveDelta): void {
    if (delta.t !== 'ticket' || !this.#oid) return;
    const known = [...(this.tickets?.open ?? []), ...(this.tickets?.history ?? [])].find(({ id }) => id === delta.id);
    if (!known) this.#watch.wonder(delta);
    else if (known.revision < delta.rev) this.refresh();
  }

  /** Once for several pushes; a steady stream of them does not put it off. */
  refresh(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.reload().catch(() => undefined);
    }, GATHER_MS);
  }

  /** The tickets of the outlet again, as they are now. */
  async reload(): Promise<void> {
    const oid = this.#oid;
    if (!this.api || !oid) return;
    try {
      this.tickets = await this.api.tickets.forOutlet.query({ oid }, { signal: this.signal });
      this.isStale = false;
      const [newest] = this.tickets.open;
      if (!this.open && newest) this.select(newest.id);
      this.changed();
    } catch (thrown) {
      this.#refreshFailed(thrown);
    }
  }

  #refreshFailed(thrown: unknown): void {
    this.fail(thrown, () => (this.isStale = true));
  }

  protected ticketChanged(): void {
    this.refresh();
  }

  select(ticketId: string): void {
    this.openTicket(ticketId);
  }
}
