import type { ColleagueView, MeView } from '../../../types/access.ts';
import type { OutletView } from '../../../types/outlets.ts';
import type { CategoryView, TicketView } from '../../../types/tickets.ts';
import type { Connection } from '../connection.ts';
import { EngageError } from '../engage-error.ts';
import { type StoreHost, WidgetStore } from '../widget-store.ts';
import type { ConversationNotice } from './conversation.ts';
import { ConversationStore } from './conversation-store.ts';
import { Drafts } from './drafts.ts';
import { ReplyLines } from './reply-lines.ts';

/** What a widget with an open conversation wants to know besides. */
export interface OpenTicketHost extends StoreHost {
  notice(notice: ConversationNotice): void;
}

/** The store of a widget in which one ticket at a time is open: the conversation, what is written in others, and what its details choose from. */
export abstract class OpenTicketStore<Host extends OpenTicketHost> extends WidgetStore<Host> {
  colleagues: readonly ColleagueView[] = [];
  categories: readonly CategoryView[] = [];
  open: ConversationStore | null = null;
  #drafts = new Drafts('');
  #replies: ReplyLines | null = null;
  #isLookedAt = false;

  /** The open ticket changed here. */
  protected abstract ticketChanged(ticket: TicketView): void;

  get openId(): string | null {
    return this.open?.conversation.ticketId ?? null;
  }

  /** Something written in this ticket has not left: a draft, or a reply that waits or was refused. */
  hasDraft(ticketId: string): boolean {
    return this.#drafts.has(ticketId) || Boolean(this.#replies?.has(ticketId));
  }

  protected override listen(connection: Connection): () => void {
    this.#replies = ReplyLines.on(connection);
    return this.#replies.listen({
      changed: () => this.changed(),
      refused: (ticketId, error) => (ticketId === this.openId ? this.host.failed(error) : this.host.notice({ kind: 'unsent', ticketId, error })),
    });
  }

  protected forget(): void {
    this.closeTicket();
    this.colleagues = [];
  }

  protected override began(me: MeView, { api }: Connection): void {
    this.#drafts = new Drafts(this.owner);
    this.#replies?.ownedBy(me.userId);
    const { signal } = this;
    this.aside(api.people.colleagues.query(undefined, { signal }), (colleagues) => (this.colleagues = colleagues));
    this.aside(api.categories.list.query(undefined, { signal }), (categories) => (this.categories = categories));
  }

  protected openTicket(ticketId: string): void {
    const { connection, me } = this;
    if (!connection || !me || ticketId === this.openId) return;
    this.closeTicket();
    this.open = new ConversationStore(
      {
        connection,
        me,
        drafts: this.#drafts,
        changed: () => this.changed(),
        ticketChanged: (ticket) => this.ticketChanged(ticket),
        notice: (notice) => this.host.notice(notice),
        failed: (error) => this.host.failed(error),
      },
      ticketId,
    );
    this.open.lookedAt(this.#isLookedAt);
    this.changed();
  }

  protected closeTicket(): void {
    this.open?.close();
    this.open = null;
  }

  lookedAt(isLookedAt: boolean): void {
    this.#isLookedAt = isLookedAt;
    this.open?.lookedAt(isLookedAt);
  }

  readonly searchOutlets = async (query: string): Promise<readonly OutletView[]> => {
    try {
      return (await this.api?.outlets.search.query({ query, limit: 20 }, { signal: this.signal })) ?? [];
    } catch (thrown) {
      if (!EngageError.isAbort(thrown)) this.host.failed(EngageError.from(thrown));
      throw thrown;
    }
  };
}
