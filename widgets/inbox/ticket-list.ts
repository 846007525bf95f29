import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { TicketRow, TicketViewName } from '../../types/tickets.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { EngageError } from '../core/engage-error.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/button.ts';
import '../ui/empty-state.ts';
import '../ui/error-state.ts';
import '../ui/icon.ts';
import '../ui/skeleton.ts';
import '../ui/spinner.ts';
import '../ui/virtual-list.ts';
import type { VirtualList } from '../ui/virtual-list.ts';
import type { ConversationSay } from '../ui/conversation/conversation-words.ts';
import type { TicketSort } from './compare-tickets.ts';
import type { InboxSay } from './inbox-words.ts';
import { ticketColumns } from './ticket-columns.ts';
import { TicketLine } from './ticket-line.ts';

/**
 * The tickets of a view. One of them is in the tab order; arrow keys go on from it. Scrolled away from the top, it says so, and
 * new ones wait above in a pill.
 * @tag engage-ticket-list
 * @fires ticket-choose - detail `{ ticketId }`
 * @fires more-wanted - the end comes into view
 * @fires hold - detail `{ isHeld }`: the person reads further down, or came back to the top
 * @fires held-wanted - show what waits above
 * @fires retry
 * @fires sort-choose - detail `{ sort }`, from the heads of the columns
 * @fires filters-clear
 * @fires view-choose - detail `{ view: 'all' }`
 */
export class TicketList extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    ticketColumns,
    css`
      .columns {
        min-block-size: 34px;
        padding-inline: 16px;
        border-block-end: 1px solid var(--e-line);
        background: var(--e-sunken);
        color: var(--e-muted);
        font-size: 12px;
      }
      .columns button {
        display: flex;
        align-items: center;
        gap: 3px;
        min-block-size: 26px;
        margin-inline-start: -4px;
        padding-inline: 4px;
        border-radius: 4px;
        font-weight: 500;
        white-space: nowrap;
        --size: 13px;
      }
      .columns button:hover {
        background: var(--e-hover);
        color: var(--e-text);
      }
      .columns button[aria-pressed='true'] {
        color: var(--e-text);
      }
      .columns button:last-child {
        justify-self: end;
        margin-inline: 0 -4px;
      }
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        min-block-size: 0;
      }
      engage-virtual-list {
        flex: 1;
        min-block-size: 0;
      }
      .pill {
        position: absolute;
        z-index: 2;
        inset-block-start: 8px;
        inset-inline: 0;
        display: flex;
        justify-content: center;
        pointer-events: none;
      }
      .pill button {
        display: flex;
        align-items: center;
        gap: 6px;
        min-block-size: 28px;
        padding-inline: 10px 13px;
        border-radius: 14px;
        background: var(--e-accent-solid);
        box-shadow: var(--e-shadow);
        color: var(--e-on-accent);
        font-size: 12.5px;
        font-weight: 500;
        pointer-events: auto;
      }
      .next {
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
        display: grid;
        grid-template-columns: 32px 1fr;
        gap: 7px 10px;
        padding: 12px;
        border-block-end: 1px solid var(--e-line);
      }
      .wait.low {
        padding: 11px 16px;
      }
      .wait engage-skeleton:first-child {
        grid-row: span 3;
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly TicketRow[] = [];
  @property({ type: Number }) held = 0;
  /** the next page, below the last row */
  @property() more: 'idle' | 'loading' | 'failed' = 'idle';
  @property() phase: 'loading' | 'ready' | 'failed' = 'loading';
  @property({ attribute: false }) error: EngageError | null = null;
  @property() view: TicketViewName = 'mine';
  /** in columns with heads that sort */
  @property({ type: Boolean }) wide = false;
  @property() sort: TicketSort = 'newest';
  @property({ type: Boolean, attribute: 'is-filtered' }) isFiltered = false;
  @property({ attribute: false }) selectedId: string | null = null;
  /** id of the signed-in person */
  @property() me = '';
  @property({ attribute: false }) drafts: ReadonlySet<string> = new Set();
  @property({ attribute: false }) say: InboxSay | null = null;
  @property({ attribute: false }) speak: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;

  get #virtual(): VirtualList<TicketRow> | null {
    return this.renderRoot.querySelector<VirtualList<TicketRow>>('[data-part=rows]');
  }

  /** Moves to the ticket after (1) or before (-1) the open one and opens it. */
  step(by: 1 | -1): void {
    const at = this.rows.findIndex(({ id }) => id === this.selectedId);
    const next = this.rows[at < 0 ? (by === 1 ? 0 : this.rows.length - 1) : at + by];
    if (next) this.#choose(next.id, true);
  }

  /** Puts the focus on the open ticket, or the first. */
  override focus(): void {
    this.#focusRow(
      Math.max(
        0,
        this.rows.findIndex(({ id }) => id === this.selectedId),
      ),
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    const at = this.rows.findIndex(({ id }) => id === this.selectedId);
    // rows of another kind are as tall as others: the open one must not slip away
    if (changed.has('wide') && at >= 0) requestAnimationFrame(() => this.#virtual?.scrollToIndex(at));
  }

  #choose(ticketId: string, isByKey = false): void {
    this.emit('ticket-choose', { ticketId });
    const index = this.rows.findIndex(({ id }) => id === ticketId);
    this.#virtual?.scrollToIndex(index);
    if (isByKey) this.updateComplete.then(() => this.#focusRow(index)).catch(() => undefined);
  }

  #focusRow(index: number): void {
    this.#virtual?.scrollToIndex(index);
    requestAnimationFrame(() => this.#virtual?.rowAt(index)?.querySelector<HTMLElement>('[role=option]')?.focus());
  }

  #pressed(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === 1 || by === -1) this.step(by);
    else if (event.key === 'Home' && this.rows[0]) this.#choose(this.rows[0].id, true);
    else if (event.key === 'End') {
      const last = this.rows.at(-1);
      if (last) this.#choose(last.id, true);
    } else if (event.key === 'Enter' || event.key === ' ') {
      // the rows are inside the list's own shadow root: seen from here, the list itself was pressed
      const row = event.composedPath().find((one): one is TicketLine => one instanceof TicketLine);
      if (!row?.row) return;
      this.#choose(row.row.id);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #scrolled(): void {
    this.emit('hold', { isHeld: (this.#virtual?.offset ?? 0) > 40 });
  }

  #showHeld(): void {
    this.emit('held-wanted');
    this.#virtual?.scrollToIndex(0, 'start');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say, speak, format } = this;
    if (!say || !speak || !format) return nothing;
    if (this.phase === 'failed')
      return html`<engage-error-state heading=${say('list.failed')} reference=${this.error?.requestId ?? ''} @retry=${() => this.emit('retry')}
        >${speak(this.error?.offline ? 'error.offline' : `error.${this.error?.code ?? 'internal'}`)}</engage-error-state
      >`;
    if (this.phase === 'loading' && !this.rows.length) return html`${this.wide ? this.#heads(say) : nothing}${this.#waiting(say)}`;
    if (!this.rows.length) return this.#nothing(say);
    const current = this.selectedId ?? this.rows[0]?.id;
    return html`${
      this.held
        ? html`<div class="pill"><button type="button" @click=${this.#showHeld}><engage-icon name="arrow-up"></engage-icon>${say('list.newer', { count: this.held })}</button></div>`
        : nothing
    }
      ${this.wide ? this.#heads(say) : nothing}
      <engage-virtual-list
        data-part="rows"
        kind="listbox"
        label=${say('list.label')}
        estimate=${this.wide ? 57 : 85}
        .items=${this.rows}
        .keyOf=${(row: TicketRow) => row.id}
        .extra=${[this.selectedId, this.wide, this.drafts, this.me, say, speak, format]}
        .renderItem=${(row: TicketRow, index: number) =>
          html`<engage-ticket-line
            role="option"
            aria-setsize=${this.rows.length}
            aria-posinset=${index + 1}
            data-id=${row.id}
            tabindex=${row.id === current ? 0 : -1}
            aria-selected=${row.id === this.selectedId ? 'true' : 'false'}
            ?open=${row.id === this.selectedId}
            ?has-draft=${this.drafts.has(row.id)}
            ?wide=${this.wide}
            me=${this.me}
            .row=${row}
            .say=${say}
            .speak=${speak}
            .format=${format}
            @click=${() => this.#choose(row.id)}
          ></engage-ticket-line>`}
        @keydown=${this.#pressed}
        @near-end=${this.#nearEnd}
        @travel=${this.#scrolled}
      ></engage-virtual-list>
      ${this.#next(say)}`;
  }

  /** After a failure only the person asks for more: the end of the list stays in view. */
  #nearEnd(): void {
    if (this.more === 'idle') this.emit('more-wanted');
  }

  #next(say: InboxSay): TemplateResult | typeof nothing {
    if (this.more === 'idle') return nothing;
    return html`<div class="next" role="status">
      ${
        this.more === 'loading'
          ? html`<engage-spinner></engage-spinner><span>${say('list.more')}</span>`
          : html`<span>${say('list.moreFailed')}</span><engage-button variant="link" size="small" @click=${() => this.emit('more-wanted')}>${say('inbox.retry')}</engage-button>`
      }
    </div>`;
  }

  #heads(say: InboxSay): TemplateResult {
    const head = (sort: TicketSort, word: string, sorted = this.sort === sort, icon: 'arrow-up' | 'arrow-down' = 'arrow-down'): TemplateResult =>
      html`<button type="button" aria-pressed=${sorted ? 'true' : 'false'} title=${say(`sort.${sort}`)} @click=${() => this.emit('sort-choose', { sort })}>${word}${sorted ? html`<engage-icon name=${icon}></engage-icon>` : nothing}</button>`;
    const isByTime = this.sort === 'newest' || this.sort === 'oldest';
    return html`<div class="columns" role="group" aria-label=${say('filter.sort')}>
      <span></span>${head('outlet', say('sort.outlet'))}<span></span>${head('reference', say('column.ticket'))}${head('fid', 'FID')}${head('oid', 'OID')}${head('status', say('filter.status'))}${head('priority', say('filter.priority'))}${head('assignee', say('filter.assignee'))}${head(this.sort === 'newest' ? 'oldest' : 'newest', say('column.updated'), isByTime, this.sort === 'oldest' ? 'arrow-up' : 'arrow-down')}
    </div>`;
  }

  #waiting(say: InboxSay): TemplateResult {
    return html`<div aria-busy="true" role="status" aria-label=${say('list.loading')}>
      ${[70, 55, 80, 60, 75, 50].map(
        (width) =>
          html`<div class="wait ${this.wide ? 'low' : ''}"><engage-skeleton shape="circle" width="32px" height="32px"></engage-skeleton><engage-skeleton width="${this.wide ? width / 4 : width}%"></engage-skeleton><engage-skeleton width="${this.wide ? 30 : 90}%"></engage-skeleton>${this.wide ? nothing : html`<engage-skeleton width="40%"></engage-skeleton>`}</div>`,
      )}
    </div>`;
  }

  #nothing(say: InboxSay): TemplateResult {
    if (this.isFiltered)
      return html`<engage-empty-state icon="search" heading=${say('empty.found')}
        >${say('empty.foundHint')}<engage-button slot="action" @click=${() => this.emit('filters-clear')}>${say('empty.clear')}</engage-button></engage-empty-state
      >`;
    return html`<engage-empty-state icon=${this.view === 'done' ? 'archive' : 'inbox'} heading=${say(`empty.${this.view}`)}
      >${say(`empty.${this.view}Hint`)}${this.view === 'mine' ? html`<engage-button slot="action" @click=${() => this.emit('view-choose', { view: 'all' })}>${say('empty.showAll')}</engage-button>` : nothing}</engage-empty-state
    >`;
  }
}

defineElement(tag('ticket-list'), TicketList);
