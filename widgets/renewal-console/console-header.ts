import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { RenewalFilters } from '../../types/renewals.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/button.ts';
import '../ui/icon.ts';
import '../ui/icon-button.ts';
import type { Input } from '../ui/input.ts';
import '../ui/input.ts';
import '../ui/popover.ts';
import { type ConsoleFilter, ConsoleList, type RenewalSort } from './console-list.ts';
import type { ConsoleSay } from './console-words.ts';
import { filterChips } from './filter-chips.ts';

const PAUSE_MS = 250;

/**
 * Above the list: search, filters with the order, the file; below, what is filtered, each taken back by itself.
 * @tag engage-console-header
 * @fires filter-change - detail `{ filter, sort, isDescending }`
 * @fires filters-clear
 * @fires file-wish - everything that matches as a file
 */
export class ConsoleHeader extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        border-block-end: 1px solid var(--e-line);
      }
      .row {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 12px;
      }
      engage-input {
        flex: 1;
        max-inline-size: 420px;
      }
      .space {
        flex: 1;
      }
      .count {
        color: var(--e-muted);
        font-size: 12.5px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
        padding: 0 12px 8px;
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        max-inline-size: 100%;
        min-block-size: 24px;
        padding-inline: 8px 5px;
        border-radius: 12px;
        background: var(--e-selected);
        font-size: 12px;
        --size: 13px;
      }
      .chip:hover {
        background: color-mix(in srgb, var(--e-selected) 90%, var(--e-text));
      }
      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @container renewals (max-width: 599px) {
        engage-input {
          max-inline-size: none;
        }
        .space,
        .count {
          display: none;
        }
      }
      @media (forced-colors: active) {
        .chip {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) filter: ConsoleFilter = { tab: 'due' };
  @property() sort: RenewalSort = 'due';
  @property({ type: Boolean, attribute: 'is-descending' }) isDescending = false;
  @property({ attribute: false }) filters: RenewalFilters = { franchises: [], owners: [] };
  /** name of the person whose outlets are shown */
  @property({ attribute: false }) personName: string | null = null;
  /** how many match, when that is known */
  @property({ attribute: false }) count: number | null = null;
  /** may only look: no file */
  @property({ type: Boolean }) fixed = false;
  /** the file is being made */
  @property({ type: Boolean, attribute: 'is-exporting' }) isExporting = false;
  @property({ attribute: false }) say: ConsoleSay | null = null;
  @property({ attribute: false }) format: Format | null = null;

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

  #change(filter: ConsoleFilter): void {
    this.emit('filter-change', { filter, sort: this.sort, isDescending: this.isDescending });
  }

  /** A chip goes, and with it the focus: on to the next one, or to the search. */
  #without(filter: ConsoleFilter): void {
    this.#change(filter);
    this.updateComplete.then(() => (this.renderRoot.querySelector<HTMLElement>('.chip') ?? this).focus()).catch(() => undefined);
  }

  #searched(event: Event): void {
    event.stopPropagation();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const query = this.#search?.value.trim() ?? '';
      if (query === (this.filter.query ?? '')) return;
      const { query: _, ...others } = this.filter;
      this.#change(query ? { ...others, query } : others);
    }, PAUSE_MS);
  }

  readonly #shown = (): void => {
    import('./console-filters.ts').then(
      () => {
        this.hasFilters = true;
      },
      // offline: the popover stays empty and the next opening tries again
      () => undefined,
    );
  };

  protected override render(): TemplateResult | typeof nothing {
    const { say, format, filter } = this;
    if (!say || !format) return nothing;
    const chips = filterChips(filter, { say, format, filters: this.filters, personName: this.personName });
    return html`<div class="row">
        <engage-input data-part="search" type="search" icon="search" hint="/" clearable hide-label label=${say('search.label')} placeholder=${say('search.placeholder')} .value=${filter.query ?? ''} @input=${this.#searched} @change=${this.#searched}></engage-input>
        <engage-popover label=${say('filter.title')} placement="bottom-end" @show=${this.#shown}>
          <engage-icon-button slot="trigger" variant="outline" icon="list-filter" ?marked=${chips.length > 0 || this.sort !== 'due' || this.isDescending !== ConsoleList.isDescending(filter.tab)} label=${chips.length ? say('filter.set', { count: chips.length }) : say('filter.title')}></engage-icon-button>
          ${
            this.hasFilters
              ? html`<engage-console-filters .filter=${filter} sort=${this.sort} ?is-descending=${this.isDescending} .filters=${this.filters} .say=${say}></engage-console-filters>`
              : nothing
          }
        </engage-popover>
        <span class="space"></span>
        ${this.count === null ? nothing : html`<span class="count">${say('list.count', { count: this.count })}</span>`}
        ${this.fixed ? nothing : html`<engage-icon-button variant="outline" icon="download" ?loading=${this.isExporting} label=${say('export.all')} @click=${() => this.emit('file-wish')}></engage-icon-button>`}
      </div>
      ${
        chips.length
          ? html`<div class="chips" role="group" aria-label=${say('filter.chips')}>
              ${chips.map(({ words, without }) => html`<button class="chip" type="button" title=${say('filter.remove', { filter: words })} aria-label=${say('filter.remove', { filter: words })} @click=${() => this.#without(without)}><span><bdi>${words}</bdi></span><engage-icon name="x"></engage-icon></button>`)}
              ${chips.length > 1 ? html`<engage-button variant="link" size="small" @click=${() => this.emit('filters-clear')}>${say('filter.clear')}</engage-button>` : nothing}
            </div>`
          : nothing
      }`;
  }
}

defineElement(tag('console-header'), ConsoleHeader);
