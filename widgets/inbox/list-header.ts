import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ColleagueView } from '../../types/access.ts';
import { type CategoryView, TICKET_VIEWS, type TicketCounts, type TicketFilter, type TicketViewName } from '../../types/tickets.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import '../ui/button.ts';
import '../ui/icon-button.ts';
import type { Input } from '../ui/input.ts';
import '../ui/input.ts';
import '../ui/menu.ts';
import '../ui/popover.ts';
import type { ConversationSay } from '../ui/conversation/conversation-words.ts';
import type { TicketSort } from './compare-tickets.ts';
import { countFilters } from './count-filters.ts';
import type { InboxSay } from './inbox-words.ts';

const PAUSE_MS = 250;

/**
 * Above the list: the view (where there is no rail), search, filters and order.
 * @tag engage-list-header
 * @fires filter-change - detail `{ change, sort }`
 */
export class ListHeader extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 10px 12px;
        border-block-end: 1px solid var(--e-line);
      }
      engage-input {
        flex: 1;
      }
      engage-menu {
        display: none;
      }
      .count {
        color: var(--e-muted);
        font-weight: 400;
        font-variant-numeric: tabular-nums;
      }
      @container inbox (max-width: 1239px) {
        engage-menu {
          display: inline-flex;
        }
        :host(:not([wide])) {
          flex-wrap: wrap;
        }
        :host(:not([wide])) engage-menu {
          flex: 1;
        }
        :host(:not([wide])) engage-input {
          order: 2;
          flex-basis: 100%;
        }
      }
    `,
  ];

  @property({ attribute: false }) filter: TicketFilter = { view: 'mine' };
  @property() sort: TicketSort = 'newest';

  /** there is room for everything in one row */
  @property({ type: Boolean, reflect: true }) wide = false;

  @property({ attribute: false }) counts: TicketCounts | null = null;
  @property({ attribute: false }) colleagues: readonly ColleagueView[] = [];
  @property({ attribute: false }) categories: readonly CategoryView[] = [];
  @property({ attribute: false }) say: InboxSay | null = null;
  @property({ attribute: false }) speak: ConversationSay | null = null;

  @state() private hasFilters = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  get #search(): Input | null {
    return this.renderRoot.querySelector<Input>('[data-part=search]');
  }

  /** Puts the caret into the search box. */
  override focus(): void {
    this.#search?.focus();
  }

  #change(change: Partial<TicketFilter>): void {
    this.emit('filter-change', { change, sort: this.sort });
  }

  #searched(event: Event): void {
    event.stopPropagation();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const search = this.#search?.value.trim() ?? '';
      if (search !== (this.filter.search ?? '')) this.#change({ search: search || undefined });
    }, PAUSE_MS);
  }

  readonly #shown = (): void => {
    import('./list-filters.ts').then(
      () => {
        this.hasFilters = true;
      },
      // offline: the popover stays empty and the next opening tries again
      () => undefined,
    );
  };

  protected override render(): TemplateResult | typeof nothing {
    const { say, filter, counts, sort } = this;
    if (!say) return nothing;
    const count = counts?.[filter.view];
    const set = countFilters(filter);
    return html`<engage-menu
        label=${say('views.label')}
        .items=${TICKET_VIEWS.map((view) => ({ value: view, label: say(`view.${view}`), checked: view === filter.view, ...(counts && { hint: String(counts[view]) }) }))}
        @choose=${(event: CustomEvent<{ value: TicketViewName }>) => this.#change({ view: event.detail.value })}
      >
        <engage-button slot="trigger" end-icon="chevron-down">${say(`view.${filter.view}`)}${count === undefined ? nothing : html` <span class="count">${count}</span>`}</engage-button>
      </engage-menu>
      <engage-input data-part="search" type="search" icon="search" hint="/" clearable hide-label label=${say('list.searchLabel')} placeholder=${say('list.search')} .value=${filter.search ?? ''} @input=${this.#searched} @change=${this.#searched}></engage-input>
      <engage-popover label=${say('filter.title')} placement="bottom-end" @show=${this.#shown}>
        <engage-icon-button slot="trigger" variant="outline" icon="list-filter" ?marked=${set > 0 || sort !== 'newest'} label=${set ? say('list.filtered', { count: set }) : say('list.filter')}></engage-icon-button>
        ${
          this.hasFilters
            ? html`<engage-list-filters .filter=${filter} sort=${sort} .colleagues=${this.colleagues} .categories=${this.categories} .say=${say} .speak=${this.speak}></engage-list-filters>`
            : nothing
        }
      </engage-popover>`;
  }
}

defineElement(tag('list-header'), ListHeader);
