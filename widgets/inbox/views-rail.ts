import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { TICKET_VIEWS, type TicketCounts, type TicketViewName } from '../../types/tickets.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import '../ui/icon-button.ts';
import type { InboxSay } from './inbox-words.ts';

/**
 * The views with how many tickets each holds.
 * @tag engage-views-rail
 * @fires view-choose - detail `{ view }`
 * @fires shortcuts-open - show the keyboard shortcuts
 * @fires sign-out - only for people who signed in here
 */
export class ViewsRail extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
        padding: 12px 8px;
        overflow-y: auto;
        background: var(--e-sunken);
        scrollbar-width: thin;
      }
      nav {
        display: flex;
        flex: 1;
        flex-direction: column;
        gap: 2px;
      }
      nav button {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        min-block-size: 32px;
        padding-inline: 10px;
        border-radius: var(--e-radius);
        color: var(--e-muted);
        line-height: 18px;
      }
      nav button:hover {
        background: var(--e-hover);
        color: var(--e-text);
      }
      nav button[aria-current] {
        background: var(--e-surface);
        box-shadow: inset 0 0 0 1px var(--e-line);
        color: var(--e-text);
        font-weight: 600;
      }
      @media (forced-colors: active) {
        nav button[aria-current] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
      .count {
        font-variant-numeric: tabular-nums;
      }
      .hot .count {
        color: var(--e-accent-text);
        font-weight: 600;
      }
      .end {
        display: flex;
        gap: 2px;
        padding-inline: 2px;
      }
    `,
  ];

  @property() view: TicketViewName = 'mine';
  @property({ attribute: false }) counts: TicketCounts | null = null;
  @property({ attribute: false }) say: InboxSay | null = null;

  /** views this person has no use for are left out */
  @property({ attribute: false }) views: readonly TicketViewName[] = TICKET_VIEWS;

  /** the person signed in here and may sign out here */
  @property({ type: Boolean, attribute: 'can-sign-out' }) canSignOut = false;

  protected override render(): TemplateResult | typeof nothing {
    const { say, counts } = this;
    if (!say) return nothing;
    return html`<nav aria-label=${say('views.label')}>
        ${this.views.map((view) => {
          const count = counts?.[view];
          const name = say(`view.${view}`);
          return html`<button
            type="button"
            class=${view === 'waiting' && count ? 'hot' : ''}
            aria-current=${view === this.view ? 'page' : nothing}
            @click=${() => this.emit('view-choose', { view })}
          >
            <span>${name}</span>${count === undefined ? nothing : html`<span class="count">${count >= 999 ? '999+' : count}</span><span class="sr-only">${say('view.tickets', { count })}</span>`}
          </button>`;
        })}
      </nav>
      <div class="end">
        <engage-icon-button icon="keyboard" label=${say('views.shortcuts')} @click=${() => this.emit('shortcuts-open')}></engage-icon-button>
        ${this.canSignOut ? html`<engage-icon-button icon="log-out" label=${say('views.signOut')} @click=${() => this.emit('sign-out')}></engage-icon-button>` : nothing}
      </div>`;
  }
}

defineElement(tag('views-rail'), ViewsRail);
