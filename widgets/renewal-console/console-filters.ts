import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { RENEWAL_SORTS, type RenewalFilters } from '../../types/renewals.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import '../ui/button.ts';
import '../ui/combobox.ts';
import '../ui/input.ts';
import '../ui/select.ts';
import type { ConsoleFilter, RenewalSort } from './console-list.ts';
import type { ConsoleSay } from './console-words.ts';

/**
 * What the list is about, and its order. Fetched when it is first opened.
 * @tag engage-console-filters
 * @fires filter-change - detail `{ filter, sort, isDescending }`
 * @fires filters-clear
 */
export class ConsoleFilters extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: grid;
        gap: 12px;
        inline-size: min(340px, calc(100vw - 48px));
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
      }
      .end {
        text-align: end;
      }
    `,
  ];

  @property({ attribute: false }) filter: ConsoleFilter = { tab: 'due' };
  @property() sort: RenewalSort = 'due';
  @property({ type: Boolean, attribute: 'is-descending' }) isDescending = false;
  @property({ attribute: false }) filters: RenewalFilters = { franchises: [], owners: [] };
  @property({ attribute: false }) say: ConsoleSay | null = null;

  /** the field whose content cannot be used */
  @state() private bad: keyof ConsoleFilter | null = null;

  #change(change: Partial<Record<keyof ConsoleFilter, unknown>>, sort = this.sort, isDescending = this.isDescending): void {
    const filter = Object.fromEntries(Object.entries({ ...this.filter, ...change }).filter(([, value]) => value !== undefined));
    this.emit('filter-change', { filter, sort, isDescending });
  }

  #sorted(event: Event): void {
    const [sort, direction] = valueOf(event).split(' ');
    const wanted = RENEWAL_SORTS.find((one) => one === sort);
    if (wanted) this.#change({}, wanted, direction === 'down');
  }

  #amount(field: 'amountFrom' | 'amountTo', event: Event): void {
    const text = valueOf(event).trim().replaceAll(',', '');
    const amount = Number(text);
    this.bad = Number.isFinite(amount) && amount >= 0 ? null : field;
    if (!this.bad) this.#change({ [field]: text ? amount : undefined });
  }

  #franchise(fid: string): void {
    const fids = this.filter.fids ?? [];
    if (fid && !fids.includes(fid)) this.#change({ fids: [...fids, fid] });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say, filter, filters } = this;
    if (!say) return nothing;
    const taken = new Set(filter.fids);
    return html`<engage-select
        label=${say('sort.title')}
        .value=${`${this.sort} ${this.isDescending ? 'down' : 'up'}`}
        .options=${RENEWAL_SORTS.flatMap((sort) => [
          { value: `${sort} up`, label: say(`sort.${sort}`) },
          { value: `${sort} down`, label: say(`sort.${sort}Down`) },
        ])}
        @change=${this.#sorted}
      ></engage-select>
      <engage-combobox
        label=${say('filter.franchise')}
        placeholder=${say('filter.add')}
        .options=${filters.franchises.filter(({ fid }) => !taken.has(fid)).map(({ fid, name }) => ({ value: fid, label: name, detail: `FID ${fid}` }))}
        @choose=${(event: CustomEvent<{ value: string }>) => this.#franchise(event.detail.value)}
      ></engage-combobox>
      <engage-select
        label=${say('column.owner')}
        .value=${filter.owner ?? ''}
        .options=${[
          { value: '', label: say('filter.any') },
          { value: 'me', label: say('filter.mine') },
          { value: 'none', label: say('list.nobody') },
          ...filters.owners.map(({ userId, name }) => ({ value: userId, label: name })),
        ]}
        @change=${(event: Event) => this.#change({ owner: valueOf(event) || undefined })}
      ></engage-select>
      <div class="pair">
        ${(['amountFrom', 'amountTo'] as const).map(
          (field) =>
            html`<engage-input label=${say(`filter.${field}`)} .value=${filter[field]?.toString() ?? ''} error=${this.bad === field ? say('filter.badAmount') : ''} @change=${(event: Event) => this.#amount(field, event)}></engage-input>`,
        )}
      </div>
      <div class="pair">
        ${(['dueFrom', 'dueTo'] as const).map(
          (field) =>
            html`<engage-input type="date" label=${say(`filter.${field}`)} .value=${filter[field] ?? ''} @change=${(event: Event) => this.#change({ [field]: valueOf(event) || undefined })}></engage-input>`,
        )}
      </div>
      <div class="end"><engage-button variant="quiet" size="small" @click=${() => this.emit('filters-clear')}>${say('filter.clear')}</engage-button></div>`;
  }
}

function valueOf(event: Event): string {
  return String((event.target && Reflect.get(event.target, 'value')) ?? '');
}

defineElement(tag('console-filters'), ConsoleFilters);
