import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { OutletTickets, TicketRow } from '../../types/tickets.ts';
import type { Connection } from '../core/connection.ts';
import { defineElement } from '../core/define-element.ts';
import { tag } from '../core/tag.ts';
import { TicketWidget } from '../ui/conversation/ticket-widget.ts';
import { WordsController } from '../core/words.ts';
import '../ui/badge.ts';
import '../ui/banner.ts';
import '../ui/button.ts';
import '../ui/empty-state.ts';
import '../ui/error-state.ts';
import '../ui/menu.ts';
import { signIn } from '../ui/sign-in.ts';
import '../ui/skeleton.ts';
import { ticketTone } from '../ui/conversation/ticket-tone.ts';
import { panelStyles } from './panel-styles.ts';
import { panelWords } from './panel-words.ts';
import { TicketPanelStore } from './ticket-panel-store.ts';

/**
 * The tickets of one outlet, made for 320 to 420 px beside its record: the newest conversation is open, the others are one click
 * away. Or one ticket, with `ticket`. Give it a height; it fills it. Besides listeners on itself it listens to
 * `visibilitychange` of the document and `focus`/`blur` of the window while it is connected.
 *
 * @element engage-ticket-panel
 * @attr {string} outlet - number of the outlet in the POS (OID)
 * @attr {string} ticket - id of the ticket to show
 * @fires engage-ticket-open - a ticket was opened; detail `{ ticketId, reference, oid }`
 * @fires engage-outlet-open - the person asks for another outlet's record; detail `{ oid, fid }`
 * @fires engage-error - something failed that the widget shows itself; detail `{ code, message, requestId? }`
 * @csspart frame - the box around everything
 * @cssprop [--engage-accent=#dc2626] - the brand's colour: markers, focus, the primary button; its other shades derive from it
 * @cssprop [--engage-accent-solid=--engage-accent] - ground of the primary button
 * @cssprop [--engage-on-accent] - words on it; black or white, whichever reads better
 * @cssprop [--engage-accent-text] - words in the accent colour
 * @cssprop [--engage-accent-soft] - a tint of it behind words
 * @cssprop [--engage-surface=light-dark(#ffffff, #15181d)] - panes; the grounds and lines below derive from it
 * @cssprop [--engage-sunken] - rails and the merchant's bubbles
 * @cssprop [--engage-raised] - what floats
 * @cssprop [--engage-line] - separators
 * @cssprop [--engage-line-strong] - stronger separators
 * @cssprop [--engage-selected] - the chosen row and our bubbles
 * @cssprop [--engage-text=light-dark(#15181e, #eceff4)] - words
 * @cssprop [--engage-muted] - quieter words; derives from --engage-text
 * @cssprop [--engage-radius=6px] - corners of controls; cards and bubbles derive from it
 * @cssprop [--engage-font=system-ui] - font family
 * @cssprop [--engage-font-mono=ui-monospace] - font family of ticket numbers
 */
export class TicketPanel extends TicketWidget {
  static override styles: CSSResultGroup = [TicketWidget.styles, panelStyles];

  /** Number of the outlet in the POS (OID). */
  @property() outlet: string | null = null;

  /** Id of the ticket to show. */
  @property() ticket: string | null = null;

  protected override readonly store = new TicketPanelStore(this);
  readonly #words = new WordsController(this, panelWords);

  @state() private isFactsShown = false;

  protected override connected(connection: Connection): void {
    this.store.show(this.outlet, this.ticket);
    this.store.start(connection);
    this.looked();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.hasUpdated && (changed.has('outlet') || changed.has('ticket'))) this.store.show(this.outlet, this.ticket);
  }

  protected override openTicket(ticketId: string): void {
    this.isFactsShown = false;
    this.store.select(ticketId);
  }

  protected override render(): TemplateResult {
    const { say } = this.#words;
    return html`<div class="frame" part="frame" role="region" aria-label=${say('panel.label')} @outlet-open=${this.outletOpened} @facts-toggle=${this.#showFacts}>
      ${this.#connectionBanner()}${this.#content()}
      <engage-drawer label=${say('panel.facts')} ?open=${this.isFactsShown} @close=${this.#factsClosed} @outlet-choose=${this.#factsClosed}>${this.isFactsShown ? this.facts() : nothing}</engage-drawer>
      <engage-toaster data-part="toaster"></engage-toaster>
    </div>`;
  }

  readonly #showFacts = (): void => this.whenFetched(import('../ui/drawer.ts'), () => (this.isFactsShown = true));

  #connectionBanner(): TemplateResult | typeof nothing {
    const store = this.store;
    const { say } = this.#words;
    if (store.phase !== 'ready') return nothing;
    if (store.isOffline) return html`<engage-banner tone="warning" icon="wifi-off">${say('panel.offline')}</engage-banner>`;
    if (!store.isStale) return nothing;
    return html`<engage-banner tone="warning">${say('panel.stale')}<engage-button slot="action" variant="link" size="small" @click=${() => store.reload()}>${this.talk.say('failure.tryAgain')}</engage-button></engage-banner>`;
  }

  readonly #factsClosed = (event: Event): void => {
    event.stopPropagation();
    this.isFactsShown = false;
  };

  #content(): TemplateResult {
    const store = this.store;
    const { say } = this.#words;
    if (store.phase === 'signed-out') {
      return signIn(store.session);
    }
    if (store.phase === 'failed') {
      const code = store.error?.code ?? 'internal';
      const isFinal = code === 'forbidden' || code === 'not_found';
      return html`<engage-error-state heading=${say(isFinal ? 'panel.gone' : 'panel.failed')} reference=${store.error?.requestId ?? ''} ?final=${isFinal} @retry=${store.retry}
        >${this.talk.say(store.error?.offline ? 'error.offline' : `error.${code}`)}</engage-error-state
      >`;
    }
    if (!this.outlet && !this.ticket)
      return html`<engage-empty-state icon="store" heading=${say('panel.noTarget')}>${say('panel.noTargetHint')}</engage-empty-state>`;
    if (store.phase === 'loading') return this.#waiting(say('panel.loading'));
    const { tickets, open } = store;
    return html`${tickets && (tickets.open.length > 1 || (open && tickets.history.length)) ? this.#switcher(tickets) : nothing}${open ? this.conversation(true, false) : tickets ? this.#nothingOpen(tickets) : nothing}`;
  }

  #waiting(label: string): TemplateResult {
    return html`<div class="waiting" role="status" aria-busy="true" aria-label=${label}>
      <engage-skeleton width="70%"></engage-skeleton><engage-skeleton width="45%"></engage-skeleton>
      <engage-skeleton shape="block" width="72%" height="52px"></engage-skeleton>
      <engage-skeleton class="end" shape="block" width="72%" height="68px"></engage-skeleton>
      <engage-skeleton shape="block" height="76px"></engage-skeleton>
    </div>`;
  }

  /** The other tickets of the outlet: open ones first, then what was finished. */
  #switcher({ open, history }: OutletTickets): TemplateResult {
    const { say } = this.#words;
    const talk = this.talk.say;
    const title = (row: TicketRow): string => row.subject ?? talk('heading.untitled', { name: row.contact.name });
    const items = [...open, ...history].map((row, index) => ({
      value: row.id,
      label: title(row),
      detail: [talk(`ticketStatus.${row.status}`), this.format.near(row.lastMessageAt), row.unread ? say('panel.unread', { count: row.unread }) : '']
        .filter(Boolean)
        .join(' · '),
      checked: row.id === this.store.openId,
      separated: index === open.length && index > 0,
    }));
    return html`<div class="switch">
      <engage-menu label=${say('panel.switch')} .items=${items} @choose=${(event: CustomEvent<{ value: string }>) => this.openTicket(event.detail.value)}>
        <engage-button slot="trigger" variant="quiet" size="small" icon="ticket" end-icon="chevron-down">${say('panel.open', { count: open.length })}</engage-button>
      </engage-menu>
    </div>`;
  }

  #nothingOpen({ outlet, history }: OutletTickets): TemplateResult {
    const { say } = this.#words;
    const talk = this.talk.say;
    return html`<div class="none">
      <engage-empty-state icon="message-circle" heading=${say('panel.none')}>${say(history.length ? 'panel.noneWithHistory' : 'panel.noneHint', { outlet: outlet.name })}</engage-empty-state>
      ${
        history.length
          ? html`<section aria-label=${say('panel.earlier')}>
            <h3>${say('panel.earlier')}</h3>
            ${history.map(
              (row) =>
                html`<button type="button" @click=${() => this.openTicket(row.id)}>
                  <b><bdi>${row.subject ?? talk('heading.untitled', { name: row.contact.name })}</bdi></b>
                  <span><code>${row.reference}</code> · ${this.format.near(row.lastMessageAt)}</span>
                  <engage-badge tone=${ticketTone.status[row.status]}>${talk(`ticketStatus.${row.status}`)}</engage-badge>
                </button>`,
            )}
          </section>`
          : nothing
      }
    </div>`;
  }
}

defineElement(tag('ticket-panel'), TicketPanel);
