import { html, nothing, type TemplateResult } from 'lit';
import type { EngageEvents } from '../../../types/embed.ts';
import type { ConversationNotice } from '../../core/conversation/conversation.ts';
import type { OpenTicketHost, OpenTicketStore } from '../../core/conversation/open-ticket-store.ts';
import { type ConversationAct, performAct } from '../../core/conversation/perform-act.ts';
import { WidgetElement } from '../../core/widget-element.ts';
import { WordsController } from '../../core/words.ts';
import type { Toaster } from '../toaster.ts';
import '../toaster.ts';
import type { ConversationPane } from './conversation-pane.ts';
import './conversation-pane.ts';
import { conversationWords } from './conversation-words.ts';
import './merchant-facts.ts';
import { noticeToast } from './notice-toast.ts';

/**
 * A public widget in which one ticket at a time is open: its conversation and facts, what is done in them, who is told, and whether
 * somebody is looking. Subclasses draw a toaster `[data-part=toaster]`, and what is around the conversation.
 */
export abstract class TicketWidget extends WidgetElement implements OpenTicketHost {
  protected abstract readonly store: OpenTicketStore<OpenTicketHost>;
  protected readonly talk = new WordsController(this, conversationWords);
  #announced = '';
  #minute: ReturnType<typeof setInterval> | undefined;

  /** Opens another ticket, asked for by the person. */
  protected abstract openTicket(ticketId: string): void;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.looked);
    addEventListener('focus', this.looked);
    addEventListener('blur', this.looked);
    // times such as "Waiting 4 m" go on
    this.#minute = setInterval(() => this.requestUpdate(), 30_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.looked);
    removeEventListener('focus', this.looked);
    removeEventListener('blur', this.looked);
    clearInterval(this.#minute);
  }

  protected override released(): void {
    this.store.stop();
  }

  /** Tells the store whether somebody is looking; for who has started it, too. */
  protected readonly looked = (): void => {
    this.store.lookedAt(document.visibilityState === 'visible' && document.hasFocus());
  };

  protected override updated(): void {
    const { open } = this.store;
    const ticket = open?.conversation.ticket;
    if (!open) this.#announced = '';
    if (!ticket || ticket.id === this.#announced) return;
    this.#announced = ticket.id;
    this.emit<EngageEvents['engage-ticket-open']>('engage-ticket-open', { ticketId: ticket.id, reference: ticket.reference, oid: ticket.outlet?.oid ?? null });
  }

  /** @internal */
  notice(notice: ConversationNotice): void {
    const { open, openId } = this.store;
    const { kind } = notice;
    const run =
      kind === 'resolved' && open
        ? () => this.#act({ do: 'change', field: 'status', value: notice.from })
        : kind === 'unsent' && notice.ticketId !== openId
          ? () => this.openTicket(notice.ticketId)
          : undefined;
    this.#toaster?.show(noticeToast(this.talk.say, notice, open?.conversation.ticket?.reference ?? '', run));
    if (kind === 'failed' || kind === 'unsent') this.failed(notice.error);
  }

  get #toaster(): Toaster | null {
    return this.renderRoot.querySelector<Toaster>('[data-part=toaster]');
  }

  protected get pane(): ConversationPane | null {
    return this.renderRoot.querySelector<ConversationPane>('[data-part=pane]');
  }

  /** What is needed now and then is fetched when it is asked for. */
  protected whenFetched(fetched: Promise<unknown>, show: () => void): void {
    fetched.then(show, () => this.#act({ do: 'unavailable' }));
  }

  #act(act: ConversationAct): void {
    const { open, colleagues, categories } = this.store;
    if (act.do === 'unavailable') this.#toaster?.show({ text: this.talk.say('notice.unavailable'), tone: 'danger' });
    else if (open) performAct(open, act, { colleagues, categories }).catch(() => undefined);
  }

  protected outletOpened(event: CustomEvent<{ oid: string; fid: string }>): void {
    event.stopPropagation();
    this.emit<EngageEvents['engage-outlet-open']>('engage-outlet-open', event.detail);
  }

  /** The open conversation; `facts-toggle` and `go-back` are for who places it. */
  protected conversation(isNarrow: boolean, hasBack: boolean): TemplateResult | typeof nothing {
    const { store } = this;
    const { open } = store;
    if (!open) return nothing;
    return html`<engage-conversation-pane
      data-part="pane"
      has-facts
      ?compact=${isNarrow}
      ?has-back=${hasBack}
      .conversation=${open.conversation}
      .draft=${open.writing.draft}
      .say=${this.talk.say}
      .format=${this.format}
      .me=${store.me}
      .colleagues=${store.colleagues}
      server=${store.server}
      ?offline=${store.isOffline}
      .loadTemplates=${() => open.writing.templates()}
      .resumeNumber=${open.resumeNumber}
      .searchOutlets=${store.searchOutlets}
      @conversation-act=${(event: CustomEvent<ConversationAct>) => this.#act(event.detail)}
    ></engage-conversation-pane>`;
  }

  /** Who the merchant is, and what the ticket is about. */
  protected facts(): TemplateResult {
    const { store } = this;
    return html`<engage-merchant-facts
      .ticket=${store.open?.conversation.ticket ?? null}
      .say=${this.talk.say}
      .format=${this.format}
      .me=${store.me}
      .categories=${store.categories}
      @ticket-change=${(event: CustomEvent<{ field: 'category'; value: string | null }>) => this.#act({ do: 'change', ...event.detail })}
      @outlet-choose=${() => this.pane?.findOutlet()}
      @ticket-open=${(event: CustomEvent<{ ticketId: string }>) => this.openTicket(event.detail.ticketId)}
    ></engage-merchant-facts>`;
  }
}
