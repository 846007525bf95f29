import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { TicketView } from '../../../types/tickets.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { tag } from '../../core/tag.ts';
import '../button.ts';
import '../checkbox.ts';
import '../icon.ts';
import type { ConversationSay } from './conversation-words.ts';

/** More candidates than this are shown when asked for. */
const FIRST = 4;

/**
 * The merchant's phone belongs to several outlets (or to none we know): one click says which this ticket is about.
 * Who may not choose is told so.
 * @tag engage-outlet-choice
 * @fires outlet-link - detail `{ oid, name, remember }`
 * @fires outlet-search - none of these: look for it
 */
export class OutletChoice extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        padding: 10px 16px;
        border-block-end: 1px solid var(--e-line);
        background: var(--e-blue-soft);
        font-size: 13px;
      }
      p {
        display: flex;
        gap: 8px;
        color: var(--e-blue);
      }
      p engage-icon {
        margin-block-start: 1px;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
        margin-block-start: 8px;
        max-block-size: 190px;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      .choices button {
        display: flex;
        flex-direction: column;
        min-block-size: 40px;
        max-inline-size: 100%;
        padding: 4px 12px;
        border: 1px solid color-mix(in srgb, var(--e-blue) 40%, transparent);
        border-radius: var(--e-radius);
        background: var(--e-surface);
        line-height: 16px;
      }
      .choices button:hover:not(:disabled) {
        border-color: var(--e-blue);
      }
      .choices button:disabled {
        opacity: 0.6;
        cursor: default;
      }
      .choices b {
        overflow: hidden;
        font-weight: 500;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .choices small {
        color: var(--e-muted);
        font-size: 12px;
      }
      engage-checkbox {
        margin-block-start: 8px;
      }
    `,
  ];

  @property({ attribute: false }) ticket: TicketView | null = null;
  @property({ attribute: false }) say: ConversationSay | null = null;

  /** the choice is on its way */
  @property({ type: Boolean }) busy = false;

  /** the person may not choose: says so instead of offering */
  @property({ type: Boolean }) locked = false;

  @state() private isRemembered = true;
  @state() private areAllShown = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('ticket') && changed.get('ticket')?.id !== this.ticket?.id) this.areAllShown = false;
  }

  /** The focus goes on at the first of those that were not there. */
  async #showAll(): Promise<void> {
    this.areAllShown = true;
    await this.updateComplete;
    this.renderRoot.querySelectorAll<HTMLElement>('.choices button')[FIRST]?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { ticket, say } = this;
    if (!ticket || !say || ticket.linkState === 'linked') return nothing;
    if (this.locked)
      return html`<p><engage-icon name="store"></engage-icon><span>${say(ticket.linkState === 'ambiguous' ? 'choice.locked' : 'choice.lockedUnknown')}</span></p>`;
    const { length } = ticket.candidates;
    const shown = this.areAllShown ? ticket.candidates : ticket.candidates.slice(0, FIRST);
    return html`<p><engage-icon name="store"></engage-icon><span>${shown.length ? say('choice.title', { name: ticket.contact.name, count: length }) : say('choice.unknown')}</span></p>
      <div class="choices" role="group" aria-label=${say('facts.chooseOutlet')}>
        ${shown.map(
          (outlet) =>
            html`<button type="button" ?disabled=${this.busy} @click=${() => this.emit('outlet-link', { oid: outlet.oid, name: outlet.name, remember: this.isRemembered })}>
              <b><bdi>${outlet.name}</bdi></b><small><bdi>${outlet.franchiseName}</bdi> · OID ${outlet.oid}</small>
            </button>`,
        )}
        ${shown.length < length ? html`<engage-button variant="quiet" icon="chevron-down" ?disabled=${this.busy} @click=${this.#showAll}>${say('choice.all', { count: length })}</engage-button>` : nothing}
        <engage-button variant=${shown.length ? 'quiet' : 'secondary'} icon="search" ?disabled=${this.busy} @click=${() => this.emit('outlet-search')}>${say(shown.length ? 'choice.other' : 'choice.find')}</engage-button>
      </div>
      ${
        shown.length
          ? html`<engage-checkbox
            label=${say('choice.remember')}
            .checked=${this.isRemembered}
            @change=${(event: Event) => {
              this.isRemembered = Boolean(event.target && Reflect.get(event.target, 'checked'));
            }}
          ></engage-checkbox>`
          : nothing
      }`;
  }
}

defineElement(tag('outlet-choice'), OutletChoice);
