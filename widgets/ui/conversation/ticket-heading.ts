import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ColleagueView, MeView } from '../../../types/access.ts';
import type { TicketView } from '../../../types/tickets.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../badge.ts';
import '../button.ts';
import '../icon.ts';
import '../icon-button.ts';
import '../menu.ts';
import '../tooltip.ts';
import type { ConversationSay } from './conversation-words.ts';
import { ticketChoices } from './ticket-choices.ts';
import { ticketTone } from './ticket-tone.ts';
import { waiting } from './waiting.ts';

/**
 * Above the thread: what it is about (a click edits it), its number, status, priority, who has it, and Resolve.
 * @tag engage-ticket-heading
 * @fires ticket-change - detail `{ field, value }`; value is a string or null
 * @fires resolve-ask - the person wants to resolve
 * @fires facts-toggle - show or hide what stands beside the thread
 * @fires go-back - back to the list, where there is room for one pane only
 */
export class TicketHeading extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        border-block-end: 1px solid var(--e-line);
        background: var(--e-surface);
      }
      .head {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 60px;
        padding: 8px 16px;
      }
      :host([stacked]) .head {
        flex-wrap: wrap;
        gap: 4px 6px;
      }
      :host([compact]) .head {
        padding: 8px 12px;
      }
      :host([stacked]) .facts {
        flex-basis: 100%;
        block-size: auto;
      }
      .about {
        flex: 1;
        min-inline-size: 0;
      }
      h2 {
        display: flex;
        min-inline-size: 0;
        font-size: 15px;
        font-weight: 600;
        line-height: 22px;
      }
      h2 button {
        min-inline-size: 0;
        margin-inline-start: -4px;
        padding-inline: 4px;
        overflow: hidden;
        border-radius: 4px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      h2 button:not(:disabled):hover {
        background: var(--e-hover);
      }
      h2 button:disabled {
        cursor: default;
      }
      h2 .untitled {
        color: var(--e-muted);
      }
      input {
        inline-size: 100%;
        block-size: 26px;
        margin-inline-start: -5px;
        padding-inline: 4px;
        border: 1px solid var(--e-control-line);
        border-radius: 4px;
        background: var(--e-surface);
        font-size: 15px;
        font-weight: 600;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 6px;
        block-size: 26px;
        padding: 1px;
        margin: 1px -1px -1px;
        /* what does not fit goes to a line that is not shown */
        overflow: hidden;
      }
      .number {
        color: var(--e-muted);
        font: 12px/18px var(--e-mono);
        white-space: nowrap;
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 2px;
        min-block-size: 24px;
        border-radius: 6px;
        color: var(--e-muted);
        --size: 12px;
      }
      :host([compact]) .chip > engage-icon {
        display: none;
      }
      .chip engage-badge {
        pointer-events: none;
      }
      .chip:hover {
        color: var(--e-text);
        background: var(--e-hover);
      }
      .who {
        max-inline-size: 150px;
      }
      .whatsapp {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        color: var(--e-muted);
        font-size: 12px;
        white-space: nowrap;
        --size: 13px;
      }
      .lone {
        display: contents;
      }
    `,
  ];

  @property({ attribute: false }) ticket: TicketView | null = null;
  @property({ attribute: false }) say: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;
  @property({ attribute: false }) me: MeView | null = null;
  @property({ attribute: false }) colleagues: readonly ColleagueView[] = [];

  /** shows the way back */
  @property({ type: Boolean, attribute: 'has-back' }) hasBack = false;

  /** shows the button for what stands beside the thread */
  @property({ type: Boolean, attribute: 'has-facts' }) hasFacts = false;

  /** icons instead of words */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** number, status and priority in a row of their own */
  @property({ type: Boolean, reflect: true }) stacked = false;

  @state() private isEditing = false;

  /** Opens the menu of people; the keyboard shortcut a does. */
  openAssignee(): void {
    this.renderRoot.querySelector<HTMLElement & { show(): void }>('.assign')?.show();
  }

  #change(field: 'status' | 'priority' | 'assignee' | 'subject', value: string | null): void {
    if (field === 'status' && value === 'resolved') this.emit('resolve-ask');
    else this.emit('ticket-change', { field, value });
  }

  async #edit(): Promise<void> {
    this.isEditing = true;
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.select();
  }

  #edited(event: Event): void {
    if (!this.isEditing || !(event.target instanceof HTMLInputElement)) return;
    this.isEditing = false;
    const value = event.target.value.trim() || null;
    if (value !== this.ticket?.subject) this.#change('subject', value);
  }

  #pressed(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Enter' && !event.isComposing) this.#edited(event);
    if (event.key === 'Escape') this.isEditing = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { ticket, say, format, me } = this;
    if (!ticket || !say || !format) return nothing;
    const isDone = ticket.status === 'resolved' || ticket.status === 'closed';
    const canResolve = me?.can.resolve ?? false;
    const mayAssign = ticketChoices.mayAssign(ticket.assignee, me);
    const title = ticket.subject ?? say('heading.untitled', { name: ticket.contact.name });
    const since = waiting.since(ticket);
    const facts = html`<div class="facts">
        <span class="number">${ticket.reference}</span>
        ${this.#chip('status', html`<engage-badge tone=${ticketTone.status[ticket.status]}>${say(`ticketStatus.${ticket.status}`)}</engage-badge>`, say('heading.status'))}
        ${this.#chip('priority', html`<engage-badge tone=${ticketTone.priority[ticket.priority].tone} icon=${ticketTone.priority[ticket.priority].icon}>${say(`priority.${ticket.priority}`)}</engage-badge>`, say('heading.priority'))}
        ${since ? html`<engage-badge tone=${waiting.tone(since, Date.now())} icon="clock">${say('heading.waiting', { left: format.left(Date.now() - Date.parse(since)) })}</engage-badge>` : nothing}
        ${this.compact ? nothing : html`<span class="whatsapp" title=${`${ticket.number.name} ${ticket.number.displayPhone}`}><engage-icon name="message-circle"></engage-icon>WhatsApp</span>`}
      </div>`;
    return html`<div class="head">
      ${this.hasBack ? html`<engage-icon-button icon="arrow-left" label=${say('heading.back')} @click=${() => this.emit('go-back')}></engage-icon-button>` : nothing}
      <div class="about">
        ${
          this.isEditing
            ? html`<input aria-label=${say('heading.subject')} maxlength="255" .value=${ticket.subject ?? ''} @blur=${this.#edited} @keydown=${this.#pressed} />`
            : html`<h2>
              <button type="button" class=${ticket.subject ? '' : 'untitled'} title=${me?.can.reply ? say('heading.editSubject') : title} ?disabled=${!me?.can.reply} @click=${this.#edit}><bdi>${title}</bdi></button>
            </h2>`
        }
        ${this.stacked ? nothing : facts}
      </div>
      <engage-menu class="assign" placement="bottom-end" label=${say('heading.assignee')} .items=${ticketChoices.assignee(say, ticket, this.colleagues, me)} @choose=${(event: CustomEvent<{ value: string }>) => this.#change('assignee', event.detail.value || null)}>
        ${
          this.compact
            ? html`<engage-icon-button slot="trigger" icon=${ticket.assignee ? 'user-check' : 'user-plus'} variant="outline" ?disabled=${!mayAssign} label=${ticket.assignee ? say('heading.assignedTo', { name: ticket.assignee.name }) : say('heading.assign')}></engage-icon-button>`
            : html`<engage-button slot="trigger" class="who" ?disabled=${!mayAssign} icon=${ticket.assignee ? '' : 'user-plus'} label=${ticket.assignee ? `${shortName(ticket.assignee.name)}: ${say('heading.assignedTo', { name: ticket.assignee.name })}` : ''}>${ticket.assignee ? shortName(ticket.assignee.name) : say('heading.assign')}</engage-button>`
        }
      </engage-menu>
      ${
        isDone
          ? html`<engage-button icon="rotate-cw" ?disabled=${!canResolve} @click=${() => this.#change('status', 'open')}>${say('heading.reopen')}</engage-button>`
          : this.compact
            ? html`<engage-icon-button icon="check" variant="outline" ?disabled=${!canResolve} label=${say('heading.resolve')} @click=${() => this.emit('resolve-ask')}></engage-icon-button>`
            : html`<engage-button icon="check" ?disabled=${!canResolve} @click=${() => this.emit('resolve-ask')}>${say('heading.resolve')}</engage-button>`
      }
      ${this.hasFacts ? html`<engage-icon-button icon="panel-right" label=${say('heading.facts')} @click=${() => this.emit('facts-toggle')}></engage-icon-button>` : nothing}
      ${this.stacked ? facts : nothing}
    </div>`;
  }

  #chip(field: 'status' | 'priority', badge: TemplateResult, label: string): TemplateResult {
    const { ticket, say } = this;
    if (!ticket || !say) return badge;
    if (!this.me?.can.reply) return badge;
    const items = field === 'status' ? ticketChoices.status(say, ticket.status) : ticketChoices.priority(say, ticket.priority);
    return html`<engage-menu label=${label} .items=${items} @choose=${(event: CustomEvent<{ value: string }>) => this.#change(field, event.detail.value)}>
      <button slot="trigger" class="chip" type="button" title=${label} aria-haspopup="menu">${badge}<engage-icon name="chevron-down"></engage-icon></button>
    </engage-menu>`;
  }
}

/** `Aina R.` of `Aina Rahman`: the button has little room, the tooltip says the rest. */
function shortName(name: string): string {
  const [first = '', ...rest] = name.split(/\s+/);
  const last = rest.at(-1);
  return last ? `${first} ${String.fromCodePoint(last.codePointAt(0) ?? 32)}.` : first;
}

defineElement(tag('ticket-heading'), TicketHeading);
