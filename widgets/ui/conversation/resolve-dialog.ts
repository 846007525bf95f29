import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { TicketView } from '../../../types/tickets.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { tag } from '../../core/tag.ts';
import '../banner.ts';
import '../button.ts';
import '../dialog.ts';
import { resolveWords } from './resolve-words.ts';
import type { ConversationSay } from './conversation-words.ts';
import { waiting } from './waiting.ts';

/**
 * Asks before a ticket is resolved and says what will happen. A ticket without an outlet cannot be resolved, unless it is a
 * lead: says so and offers to choose one.
 * @tag engage-resolve-dialog
 * @fires resolve - yes
 * @fires outlet-choose - choose the outlet first
 * @fires close - no
 */
export class ResolveDialog extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      p + p,
      engage-banner {
        margin-block-start: 10px;
      }
      .number {
        color: var(--e-muted);
        font: 12px/18px var(--e-mono);
      }
      b {
        font-weight: 600;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @property({ attribute: false }) ticket: TicketView | null = null;
  @property({ attribute: false }) say: ConversationSay | null = null;

  /** the person may not choose the outlet that is missing */
  @property({ type: Boolean }) locked = false;

  #closed(event: Event): void {
    event.stopPropagation();
    this.emit('close');
  }

  get #word(): ReturnType<typeof resolveWords> {
    return resolveWords(this);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say, ticket } = this;
    if (!say || !ticket) return nothing;
    const canFinish = ticket.linkState === 'linked' || ticket.isLead;
    return html`<engage-dialog ?open=${this.open} label=${this.#word('title')} @close=${this.#closed}>
      <p><b><bdi>${ticket.subject ?? say('heading.untitled', { name: ticket.contact.name })}</bdi></b> <span class="number">${ticket.reference}</span></p>
      <p>${canFinish ? this.#word('hint') : this.#word(this.locked ? 'locked' : 'notLinked')}</p>
      ${canFinish && waiting.since(ticket) ? html`<engage-banner tone="warning" framed announce="off">${this.#word('unanswered')}</engage-banner>` : nothing}
      <engage-button slot="footer" @click=${() => this.emit('close')}>${say('cancel')}</engage-button>
      ${
        canFinish
          ? html`<engage-button slot="footer" variant="primary" icon="check" autofocus @click=${() => this.emit('resolve')}>${this.#word('yes')}</engage-button>`
          : this.locked
            ? nothing
            : html`<engage-button slot="footer" variant="primary" icon="store" autofocus @click=${() => this.emit('outlet-choose')}>${say('facts.chooseOutlet')}</engage-button>`
      }
    </engage-dialog>`;
  }
}

defineElement(tag('resolve-dialog'), ResolveDialog);
