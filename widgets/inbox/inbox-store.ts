import type { MeView } from '../../types/access.ts';
import type { LiveDelta } from '../../types/live.ts';
import type { TicketCounts, TicketView } from '../../types/tickets.ts';
import type { Connection } from '../core/connection.ts';
import { type OpenTicketHost, OpenTicketStore } from '../core/conversation/open-ticket-store.ts';
import { InboxList } from './inbox-list.ts';
import { TicketCounting } from './ticket-counting.ts';

/** What the inbox wants to know besides being asked to draw itself again. */
export interface InboxHost extends OpenTicketHost {
  unreadChanged(count: number): void;
}

/** The inbox's only line to the server: the list in its order with live changes, counts per view, the open ticket. */
export class InboxStore extends OpenTicketStore<InboxHost> {
  readonly list = new InboxList({
    api: () => this.api,
    me: () => this.me?.userId ?? '',
    selectedId: () => this.openId,
    changed: () => this.changed(),
    failed: (error) => this.host.failed(error),
  });
  readonly #counting = new TicketCounting(
    () => this.api?.tickets.counts.query(undefined, { signal: this.signal }),
    ({ unreadMine }) => {
      this.host.unreadChanged(unreadMine);
      this.changed();
    },
  );
  /** opened as soon as we know who we are */
  #wish: string | null = null;

  get counts(): TicketCounts | null {
    return this.#counting.counts;
  }

  protected override forget(): void {
    this.#wish = null;
    this.#counting.stop();
    super.forget();
    this.list.stop();
  }

  protected async load(): Promise<void> {
    await this.list.load();
  }

  protected override began(me: MeView, connection: Connection): void {
    super.began(me, connection);
    this.#counting.load();
    if (this.#wish) this.select(this.#wish);
  }

  refresh(): void {
    this.#counting.load();
    this.list.refresh();
  }

  protected received(delta: LiveDelta): void {
    if (delta.t !== 'ticket' && !(delta.t === 'item' && delta.item.kind === 'event')) return;
    this.#counting.soon();
    if (delta.t === 'ticket') this.list.received(delta);
  }

  protected ticketChanged(ticket: TicketView): void {
    this.list.changed(ticket);
    this.#counting.own();
  }

  select(ticketId: string): void {
    this.#wish = ticketId;
    this.openTicket(ticketId);
  }

  close(): void {
    this.#wish = null;
    this.closeTicket();
  }

  protected override closeTicket(): void {
    const left = this.openId;
    super.closeTicket();
    if (left && this.me) this.list.left(left);
  }
}
