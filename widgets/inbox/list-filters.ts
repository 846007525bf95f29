import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ColleagueView } from '../../types/access.ts';
import { type CategoryView, TICKET_PRIORITIES, TICKET_SORTS, TICKET_STATUSES, type TicketFilter } from '../../types/tickets.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import type { ConversationSay } from '../ui/conversation/conversation-words.ts';
import '../ui/button.ts';
import '../ui/checkbox.ts';
import '../ui/input.ts';
import '../ui/select.ts';
import type { TicketSort } from './compare-tickets.ts';
import type { InboxSay } from './inbox-words.ts';

type ListField = 'statuses' | 'priorities';

/**
 * Filters and order of the list; every change takes effect at once. Fetched when it is first opened.
 * @tag engage-list-filters
 * @fires filter-change - detail `{ change, sort }`
 * @fires filters-clear
 * @fires shortcuts-open
 */
export class ListFilters extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: grid;
        gap: 12px;
        inline-size: min(320px, calc(100vw - 44px));
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        margin-block-end: 4px;
        padding: 0;
        font-size: 12.5px;
        font-weight: 500;
      }
      .checks {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 2px 8px;
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
      }
      .end {
        display: flex;
        justify-content: flex-end;
      }
    `,
  ];

  @property({ attribute: false }) filter: TicketFilter = { view: 'all' };
  @property() sort: TicketSort = 'newest';
  @property({ attribute: false }) colleagues: readonly ColleagueView[] = [];
  @property({ attribute: false }) categories: readonly CategoryView[] = [];
  @property({ attribute: false }) say: InboxSay | null = null;
  @property({ attribute: false }) speak: ConversationSay | null = null;

  @state() private bad: 'fids' | 'oids' | null = null;

  #change(change: Partial<TicketFilter>, sort = this.sort): void {
    this.emit('filter-change', { change, sort });
  }

  #toggle(field: ListField, value: string, event: Event): void {
    const isOn = Boolean(event.target && Reflect.get(event.target, 'checked'));
    const now: readonly string[] = this.filter[field] ?? [];
    const next = isOn ? [...now, value] : now.filter((one) => one !== value);
    this.#change({ [field]: next.length ? next : undefined });
  }

  #numbers(field: 'fids' | 'oids', event: Event): void {
    const text = String(event.target && Reflect.get(event.target, 'value')).trim();
    const numbers = text.split(/[\s,;]+/).filter(Boolean);
    this.bad = numbers.every((number) => /^[1-9]\d{0,18}$/.test(number)) ? null : field;
    if (!this.bad) this.#change({ [field]: numbers.length ? numbers.slice(0, 50) : undefined });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say, speak, filter } = this;
    if (!say || !speak) return nothing;
    const any = { value: '', label: say('filter.any') };
    return html`<engage-select
        label=${say('filter.sort')}
        .value=${this.sort}
        .options=${TICKET_SORTS.map((sort) => ({ value: sort, label: say(`sort.${sort}`) }))}
        @change=${(event: Event) => this.#change({}, TICKET_SORTS.find((sort) => sort === (event.target && Reflect.get(event.target, 'value'))) ?? 'newest')}
      ></engage-select>
      <fieldset>
        <legend>${say('filter.status')}</legend>
        <div class="checks">
          ${TICKET_STATUSES.map((status) => html`<engage-checkbox label=${speak(`ticketStatus.${status}`)} .checked=${filter.statuses?.includes(status) ?? false} @change=${(event: Event) => this.#toggle('statuses', status, event)}></engage-checkbox>`)}
        </div>
      </fieldset>
      <fieldset>
        <legend>${say('filter.priority')}</legend>
        <div class="checks">
          ${TICKET_PRIORITIES.toReversed().map((priority) => html`<engage-checkbox label=${speak(`priority.${priority}`)} .checked=${filter.priorities?.includes(priority) ?? false} @change=${(event: Event) => this.#toggle('priorities', priority, event)}></engage-checkbox>`)}
        </div>
      </fieldset>
      <div class="pair">
        ${this.#choice('categoryIds', say('filter.category'), [any, ...this.categories.map(({ id, name }) => ({ value: id, label: name }))])}
        ${this.#choice('assigneeIds', say('filter.assignee'), [any, ...this.colleagues.map(({ userId, name }) => ({ value: userId, label: name }))])}
      </div>
      <div class="pair">
        ${(['fids', 'oids'] as const).map(
          (field) =>
            html`<engage-input
              label=${say(field === 'fids' ? 'filter.fid' : 'filter.oid')}
              help=${say('filter.numbers')}
              error=${this.bad === field ? say('filter.badNumber') : ''}
              .value=${filter[field]?.join(', ') ?? ''}
              @change=${(event: Event) => this.#numbers(field, event)}
            ></engage-input>`,
        )}
      </div>
      <div class="end"><engage-button variant="quiet" size="small" icon="keyboard" @click=${() => this.emit('shortcuts-open')}>${say('views.shortcuts')}</engage-button><engage-button variant="quiet" size="small" @click=${() => this.emit('filters-clear')}>${say('filter.clear')}</engage-button></div>`;
  }

  #choice(field: 'categoryIds' | 'assigneeIds', label: string, options: readonly { value: string; label: string }[]): TemplateResult {
    return html`<engage-select
      label=${label}
      .options=${options}
      .value=${this.filter[field]?.[0] ?? ''}
      @change=${(event: Event) => {
        const value = String(event.target && Reflect.get(event.target, 'value'));
        this.#change({ [field]: value ? [value] : undefined });
      }}
    ></engage-select>`;
  }
}

defineElement(tag('list-filters'), ListFilters);
