import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { RenewalRow } from '../../types/renewals.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { EngageError } from '../core/engage-error.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/button.ts';
import '../ui/checkbox.ts';
import '../ui/empty-state.ts';
import '../ui/error-state.ts';
import '../ui/icon.ts';
import '../ui/skeleton.ts';
import '../ui/spinner.ts';
import '../ui/virtual-list.ts';
import type { VirtualList } from '../ui/virtual-list.ts';
import type { RenewalSort } from './console-list.ts';
import type { ConsoleSay } from './console-words.ts';
import { renewalColumns } from './renewal-columns.ts';
import { RenewalLine } from './renewal-line.ts';
import type { Ticks } from './ticks.ts';

/**
 * The renewals of a list: columns with heads that sort, two lines, or cards by its width. One row is in the tab order; arrow keys go on
 * from it, Enter opens, Space or x ticks, s sends.
 * @tag engage-renewal-rows
 * @fires renewal-choose - detail `{ renewalId }`
 * @fires ticks-change - detail: Ticks
 * @fires person-choose - detail `{ contactId, name }`
 * @fires more-wanted - the end comes into view
 * @fires retry
 * @fires sort-choose - detail `{ sort, isDescending }`
 * @fires filters-clear
 * @fires list-choose - detail `{ list }`: another list, where the same search finds something
 */
export class RenewalRows extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    renewalColumns,
    css`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        min-block-size: 0;
      }
      .columns.heads {
        display: none;
        min-block-size: 34px;
        padding-inline: 12px;
        border-block-end: 1px solid var(--e-line);
        background: var(--e-sunken);
        color: var(--e-muted);
        font-size: 12px;
        font-weight: 500;
      }
      .heads > * {
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .heads .check {
        display: grid;
        place-items: center;
        overflow: visible;
      }
      .heads .tasks {
        justify-self: end;
        padding-inline-end: 8px;
      }
      .heads button {
        display: flex;
        align-items: center;
        gap: 3px;
        min-block-size: 26px;
        margin-inline-start: -4px;
        padding-inline: 4px;
        border-radius: 4px;
        font-weight: 500;
        --size: 13px;
      }
      .heads button:hover {
        background: var(--e-hover);
        color: var(--e-text);
      }
      .heads button[aria-pressed='true'] {
        color: var(--e-text);
      }
      .heads .amount button {
        margin-inline: auto -4px;
      }
      @container renewals (min-width: 1080px) {
        .columns.heads {
          display: grid;
        }
      }
      engage-virtual-list {
        flex: 1;
        min-block-size: 0;
      }
      .rest {
        flex: 1;
        min-block-size: 0;
        overflow-y: auto;
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 4px 8px;
        min-block-size: 36px;
        padding: 4px 12px;
        border-block-start: 1px solid var(--e-line);
        color: var(--e-muted);
        font-size: 12.5px;
      }
      .wait {
        min-block-size: 57px;
        padding: 8px 12px;
        border-block-end: 1px solid var(--e-line);
      }
      .wait > * {
        display: grid;
        gap: 6px;
      }
      @container renewals (max-width: 599px) {
        .wait {
          min-block-size: 128px;
        }
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly RenewalRow[] = [];
  /** the next page, below the last row */
  @property() more: 'idle' | 'loading' | 'failed' = 'idle';
  @property() phase: 'loading' | 'ready' | 'failed' = 'loading';
  @property({ attribute: false }) error: EngageError | null = null;
  @property() list: 'due' | 'overdue' | 'recovered' | 'lost' = 'due';
  @property() sort: RenewalSort = 'due';
  @property({ type: Boolean, attribute: 'is-descending' }) isDescending = false;
  @property({ type: Boolean, attribute: 'is-filtered' }) isFiltered = false;
  /** lists where the same search and filters find something, when here they find nothing */
  @property({ attribute: false }) elsewhere: readonly { list: 'due' | 'overdue' | 'recovered' | 'lost'; count: number }[] = [];
  @property({ attribute: false }) openId: string | null = null;
  @property({ attribute: false }) ticks: Ticks | null = null;
  /** nothing can be ticked */
  @property({ type: Boolean }) fixed = false;
  @property({ attribute: false }) say: ConsoleSay | null = null;
  @property({ attribute: false }) format: Format | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    // the row that has the focus is about to leave: the one in its place gets it, or keys would be lost
    const before = changed.get('rows') ?? [];
    const at = before.findIndex(({ id }) => id === this.focusedId);
    const isLeaving = at >= 0 && !this.#order.includes(this.focusedId ?? '');
    this.#leftAt = isLeaving && this.#virtual?.shadowRoot?.activeElement ? Math.min(at, this.rows.length - 1) : -1;
    if (this.#leftAt >= 0) this.focusedId = this.rows[this.#leftAt]?.id ?? null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#leftAt >= 0) this.#focusRow(this.#leftAt);
    // beside an open renewal rows are laid out anew: the one it is must not slip away
    const at = changed.has('openId') && this.openId ? this.#order.indexOf(this.openId) : -1;
    if (at >= 0) requestAnimationFrame(() => this.#virtual?.scrollToIndex(at));
  }

  /** the row in the tab order */
  @state() private focusedId: string | null = null;
  #leftAt = -1;

  get #virtual(): VirtualList<RenewalRow> | null {
    return this.renderRoot.querySelector<VirtualList<RenewalRow>>('[data-part=rows]');
  }

  get #order(): string[] {
    return this.rows.map(({ id }) => id);
  }

  /** The row keys are about: the one that has the focus, else the open one. */
  get currentId(): string | null {
    return this.rows.find(({ id }) => id === this.focusedId)?.id ?? this.rows.find(({ id }) => id === this.openId)?.id ?? null;
  }

  /** Moves the focus to the next (1) or the row before (-1). */
  step(by: 1 | -1): void {
    const at = this.currentId ? this.#order.indexOf(this.currentId) : by === 1 ? -1 : 0;
    this.#focusRow(Math.min(this.rows.length - 1, Math.max(0, at + by)));
  }

  /** Puts the focus on the row it was on, or the first. */
  override focus(): void {
    this.#focusRow(Math.max(0, this.#order.indexOf(this.currentId ?? '')));
  }

  /** Opens the row that has the focus. */
  choose(): void {
    if (this.currentId) this.emit('renewal-choose', { renewalId: this.currentId });
  }

  /** Ticks the row that has the focus, or takes the tick away. */
  toggle(isRange = false): void {
    if (this.currentId) this.#tick(this.currentId, isRange);
  }

  /** All outlets of the person of that row. */
  choosePerson(): void {
    const { contact } = this.rows.find(({ id }) => id === this.currentId) ?? {};
    if (contact) this.emit('person-choose', { contactId: contact.id, name: contact.name });
  }

  #focusRow(index: number): void {
    const row = this.rows[index];
    if (!row) return;
    this.focusedId = row.id;
    this.#virtual?.scrollToIndex(index);
    this.updateComplete
      .then(() => requestAnimationFrame(() => this.#virtual?.rowAt(index)?.querySelector<HTMLElement>('[role=option]')?.focus()))
      .catch(() => undefined);
  }

  #tick(id: string, isRange: boolean): void {
    if (this.ticks && !this.fixed) this.emit('ticks-change', this.ticks.toggled(id, this.#order, isRange));
  }

  #pressed(event: KeyboardEvent): void {
    // the rows are inside the list's own shadow root: seen from here, the list itself was pressed
    const line = event.composedPath().find((one): one is RenewalLine => one instanceof RenewalLine);
    if (!line?.row || event.ctrlKey || event.metaKey || event.altKey) return;
    this.focusedId = line.row.id;
    const last = this.rows.length - 1;
    if (event.key === 'ArrowDown') this.step(1);
    else if (event.key === 'ArrowUp') this.step(-1);
    else if (event.key === 'Home') this.#focusRow(0);
    else if (event.key === 'End') this.#focusRow(last);
    else if (event.key === 'Enter') this.choose();
    else if (event.key === ' ') this.toggle(event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say, format } = this;
    if (!say || !format) return nothing;
    if (this.phase === 'failed') {
      return html`<div class="rest"><engage-error-state heading=${say('list.failed')} reference=${this.error?.requestId ?? ''} @retry=${() => this.emit('retry')}
        >${say(this.error?.offline ? 'error.offline' : 'error.internal')}</engage-error-state
      ></div>`;
    }
    if (this.phase === 'loading' && !this.rows.length) return html`${this.#heads(say)}${this.#waiting(say)}`;
    if (!this.rows.length) return this.#nothing(say);
    const current = this.currentId ?? this.rows[0]?.id;
    return html`${this.#heads(say)}
      <engage-virtual-list
        data-part="rows"
        kind="listbox"
        multiple
        label=${say(`view.${this.list}`)}
        estimate="57"
        .items=${this.rows}
        .keyOf=${(row: RenewalRow) => row.id}
        .extra=${[this.openId, this.ticks, current, this.fixed, say, format]}
        .renderItem=${(row: RenewalRow, index: number) =>
          html`<engage-renewal-line
            role="option"
            aria-setsize=${this.rows.length}
            aria-posinset=${index + 1}
            data-id=${row.id}
            tabindex=${row.id === current ? 0 : -1}
            aria-selected=${this.ticks?.has(row.id) ? 'true' : 'false'}
            aria-current=${row.id === this.openId ? 'true' : nothing}
            ?open=${row.id === this.openId}
            ?fixed=${this.fixed}
            .row=${row}
            .say=${say}
            .format=${format}
            .isTicked=${this.ticks?.has(row.id) ?? false}
            @click=${() => {
              this.focusedId = row.id;
              this.choose();
            }}
            @tick=${(event: CustomEvent<{ isRange: boolean }>) => {
              this.focusedId = row.id;
              this.#tick(row.id, event.detail.isRange);
            }}
          ></engage-renewal-line>`}
        @keydown=${this.#pressed}
        @near-end=${() => this.more === 'idle' && this.emit('more-wanted')}
      ></engage-virtual-list>
      ${this.#more(say)}`;
  }

  #more(say: ConsoleSay): TemplateResult | typeof nothing {
    if (this.more === 'idle') return nothing;
    return html`<div class="more" role="status">
      ${
        this.more === 'loading'
          ? html`<engage-spinner></engage-spinner><span>${say('list.more')}</span>`
          : html`<span>${say('list.moreFailed')}</span><engage-button variant="link" size="small" @click=${() => this.emit('more-wanted')}>${say('console.retry')}</engage-button>`
      }
    </div>`;
  }

  #heads(say: ConsoleSay): TemplateResult {
    const head = (sort: RenewalSort, word: string): TemplateResult => {
      const isSorted = this.sort === sort;
      return html`<button type="button" aria-pressed=${isSorted ? 'true' : 'false'} title=${say(`sort.${sort}`)} @click=${() => this.emit('sort-choose', { sort, isDescending: isSorted && !this.isDescending })}>${word}${isSorted ? html`<engage-icon name=${this.isDescending ? 'arrow-down' : 'arrow-up'}></engage-icon>` : nothing}</button>`;
    };
    const { ticks } = this;
    const isWhole = Boolean(ticks && !ticks.isEmpty && this.#order.every((id) => ticks.has(id)));
    return html`<div class="columns heads" role="group" aria-label=${say('sort.title')}>
      <span class="check">${
        this.fixed || !this.rows.length
          ? nothing
          : html`<engage-checkbox hide-label label=${say('list.tickLoaded')} .checked=${isWhole} .indeterminate=${Boolean(ticks && !ticks.isEmpty && !isWhole)} @change=${() => ticks && this.emit('ticks-change', ticks.loaded(this.#order))}></engage-checkbox>`
      }</span>
      <span class="name">${say('column.outlet')}</span><span class="person">${say('column.person')}</span><span class="due">${head('due', say('column.due'))}</span>
      <span class="amount">${head('amount', say('column.amount'))}</span><span class="last">${say('column.last')}</span><span class="next">${head('next', say('column.next'))}</span>
      <span class="owner">${say('column.owner')}</span><span class="tasks" title=${say('view.tasks')}><engage-icon name="list-checks" label=${say('view.tasks')}></engage-icon></span>
    </div>`;
  }

  #waiting(say: ConsoleSay): TemplateResult {
    const bones = (width: number): TemplateResult =>
      html`<engage-skeleton width="${width}%"></engage-skeleton><engage-skeleton width="${width * 0.7}%" height="10px"></engage-skeleton>`;
    return html`<div class="rest" aria-busy="true" role="status" aria-label=${say('list.loading')}>
      ${[82, 64, 90, 70, 76, 58, 84].map(
        (width) => html`<div class="columns wait">
          <span class="check"><engage-skeleton width="16px" height="16px"></engage-skeleton></span><span class="name">${bones(width)}</span><span class="person">${bones(width - 12)}</span><span class="due">${bones(80)}</span><span class="amount"><engage-skeleton width="64px"></engage-skeleton></span><span class="last">${bones(width - 6)}</span><span class="next">${bones(width)}</span>
        </div>`,
      )}
    </div>`;
  }

  #nothing(say: ConsoleSay): TemplateResult {
    if (this.isFiltered)
      return html`<div class="rest"><engage-empty-state icon="search" heading=${say('empty.found')}
        >${say('empty.foundHint')}${this.elsewhere.map(
          ({ list, count }) =>
            html`<engage-button slot="action" variant="primary" @click=${() => this.emit('list-choose', { list })}>${say('empty.elsewhere', { count, list: say(`view.${list}`) })}</engage-button>`,
        )}<engage-button slot="action" @click=${() => this.emit('filters-clear')}>${say('empty.clear')}</engage-button></engage-empty-state
      ></div>`;
    return html`<div class="rest"><engage-empty-state icon=${this.list === 'lost' ? 'archive' : 'circle-check'} heading=${say(`empty.${this.list}`)}
      >${say(`empty.${this.list}Hint`)}</engage-empty-state
    ></div>`;
  }
}

defineElement(tag('renewal-rows'), RenewalRows);
