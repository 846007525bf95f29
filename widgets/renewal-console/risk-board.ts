import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { EngageEvents } from '../../types/embed.ts';
import type { RiskList, RiskRow } from '../../types/risk.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { EngageError } from '../core/engage-error.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/badge.ts';
import '../ui/banner.ts';
import '../ui/button.ts';
import '../ui/empty-state.ts';
import '../ui/error-state.ts';
import { formatMoney } from '../ui/renewal/format-money.ts';
import '../ui/skeleton.ts';
import { riskWords } from './risk-words.ts';

/** So many signs there are. */
const SIGNS = 3;

/**
 * Merchants who may be lost, most signs first: what speaks for it, and the way to their renewal and their newest open ticket.
 * @tag engage-risk-board
 * @fires renewal-choose - detail `{ renewalId }`
 * @fires engage-ticket-open - the person asks for a ticket; detail `{ ticketId, reference, oid }`
 * @fires settings-choose - where the numbers are set
 * @fires retry
 */
export class RiskBoard extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 4px 16px;
        padding: 9px 16px;
        border-block-end: 1px solid var(--e-line);
        color: var(--e-muted);
        font-size: 12.5px;
        line-height: 18px;
      }
      .head p {
        flex: 1 1 300px;
      }
      .head b {
        color: var(--e-text);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .head engage-button {
        vertical-align: baseline;
      }
      .all {
        flex: 1;
        min-block-size: 0;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      /* one grid for all rows: what can be done stands in columns, however long its words are */
      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1.6fr) auto auto auto;
        column-gap: 12px;
      }
      li {
        display: grid;
        grid-template-columns: subgrid;
        grid-column: 1 / -1;
        row-gap: 6px;
        align-items: center;
        padding: 9px 12px 9px 16px;
        border-block-end: 1px solid var(--e-line);
      }
      li[aria-current] {
        background: var(--e-selected);
      }
      .who {
        min-inline-size: 0;
      }
      .cut {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .who b {
        font-weight: 500;
      }
      .small {
        color: var(--e-muted);
        font-size: 12px;
        line-height: 17px;
      }
      .signs {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 6px;
        min-inline-size: 0;
      }
      .score {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--e-muted);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .pips {
        display: flex;
        flex: none;
        gap: 2px;
      }
      .pips i {
        inline-size: 6px;
        block-size: 14px;
        border-radius: 2px;
        background: var(--e-line-strong);
      }
      .pips i.there {
        background: var(--e-danger);
      }
      .do {
        display: contents;
      }
      .ticket {
        grid-column: 5;
      }
      .wait {
        display: grid;
        gap: 18px;
        padding: 16px;
      }
      @container renewals (max-width: 899px) {
        ul {
          display: block;
        }
        li {
          grid-template-columns: minmax(0, 1fr) auto;
          column-gap: 16px;
        }
        .score {
          grid-row: 1;
          grid-column: 2;
          justify-content: flex-end;
        }
        .do {
          display: flex;
          flex-wrap: wrap;
          gap: 6px;
          justify-content: flex-end;
        }
      }
      @container renewals (max-width: 599px) {
        li {
          align-items: start;
        }
        .signs,
        .do {
          grid-column: 1 / -1;
        }
        .do {
          justify-content: flex-start;
          margin-block-start: 2px;
        }
      }
      @media (forced-colors: active) {
        .pips i {
          border: 1px solid CanvasText;
        }
        .pips i.there {
          background: CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) list: RiskList | null = null;
  @property() phase: 'idle' | 'loading' | 'ready' | 'failed' = 'loading';
  /** why there is no list, or why the one there is may be out of date */
  @property({ attribute: false }) error: EngageError | null = null;
  /** the renewal that is open beside */
  @property({ attribute: false }) openId: string | null = null;
  @property({ attribute: false }) format: Format | null = null;

  /** whose renewal was opened last */
  #chosen = '';

  /** Back from a renewal: to the row it was opened from. */
  override focus(options?: FocusOptions): void {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('li')];
    rows
      .find((row) => row.dataset['oid'] === this.#chosen)
      ?.querySelector<HTMLElement>('.do > *')
      ?.focus(options);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { format, list } = this;
    if (!format) return nothing;
    const say = riskWords(this);
    if (this.phase === 'failed')
      return html`<engage-error-state heading=${say('failed')} reference=${this.error?.requestId ?? ''} @retry=${this.#retry}>${say(this.error?.offline ? 'offline' : 'failedHint')}</engage-error-state>`;
    if (!list)
      return html`<div class="wait" role="status" aria-busy="true" aria-label=${say('loading')}>${[80, 60, 70, 50].map((width) => html`<engage-skeleton width="${width}%" height="16px"></engage-skeleton>`)}</div>`;
    return html`${
      this.error
        ? html`<engage-banner tone="warning">${say('stale')}<engage-button slot="action" variant="link" size="small" @click=${this.#retry}>${say('retry')}</engage-button></engage-banner>`
        : nothing
    }
      ${this.#head(list, format)}
      <div class="all">${
        list.rows.length
          ? html`<ul role="list">${repeat(
              list.rows,
              ({ oid }) => oid,
              (row) => this.#row(row, format),
            )}</ul>`
          : html`<engage-empty-state icon="circle-check" heading=${say('none')}>${say('noneHint')}</engage-empty-state>`
      }</div>`;
  }

  readonly #retry = (): void => {
    this.emit('retry');
  };

  #head({ threshold, ticketsPerMonth, total, rows }: RiskList, format: Format): TemplateResult {
    const say = riskWords(this);
    return html`<div class="head">
      <p>${say(threshold < SIGNS ? 'about' : 'aboutAll', { count: threshold })} ${say('signs', { tickets: ticketsPerMonth })} <engage-button variant="link" size="small" @click=${() => this.emit('settings-choose')}>${say('set')}</engage-button></p>
      ${total ? html`<b>${total > rows.length ? say('most', { shown: format.number(rows.length), count: total }) : say('total', { count: total })}</b>` : nothing}
    </div>`;
  }

  #row(row: RiskRow, format: Format): TemplateResult {
    const say = riskWords(this);
    const { oid, outletName, overdue, ticket } = row;
    const isOpen = overdue !== null && overdue.renewalId === this.openId;
    return html`<li data-oid=${oid} aria-current=${isOpen ? 'true' : nothing}>
      <span class="who"><b class="cut" title=${outletName}><bdi>${outletName}</bdi></b>${row.franchiseName ? html`<span class="cut small"><bdi>${row.franchiseName}</bdi></span>` : nothing}</span>
      <span class="signs">${this.#signs(row, format)}</span>
      <span class="score"><span class="pips" aria-hidden="true">${Array.from({ length: SIGNS }, (_, index) => html`<i class=${index < row.score ? 'there' : ''}></i>`)}</span>${say('score', { count: row.score, all: SIGNS })}</span>
      <span class="do">${
        overdue
          ? html`<engage-button label=${say('renewalOf', { outlet: outletName })} @click=${() => this.#choose(oid, overdue.renewalId)}>${say('renewal')}</engage-button>`
          : nothing
      }${
        ticket
          ? html`<engage-button
              class="ticket"
              label=${say('ticketOf', { reference: ticket.reference, outlet: outletName })}
              @click=${() => this.emit<EngageEvents['engage-ticket-open']>('engage-ticket-open', { ticketId: ticket.id, reference: ticket.reference, oid })}
              >${say('ticket')}</engage-button
            >`
          : nothing
      }</span>
    </li>`;
  }

  #choose(oid: string, renewalId: string): void {
    this.#chosen = oid;
    this.emit('renewal-choose', { renewalId });
  }

  /** What speaks for it, each in words: the colour only says which weighs most. */
  #signs({ overdue, tickets, reopened }: RiskRow, format: Format): TemplateResult {
    const say = riskWords(this);
    return html`${
      overdue
        ? html`<engage-badge tone="red" icon="clock" title=${say('dueOn', { date: format.date(overdue.dueOn) })}>${say('overdue', { count: overdue.days, amount: formatMoney(overdue, this) })}</engage-badge>`
        : nothing
    }${tickets === null ? nothing : html`<engage-badge tone="amber" icon="ticket">${say('tickets', { count: tickets })}</engage-badge>`}${
      reopened === null ? nothing : html`<engage-badge tone="amber" icon="rotate-cw">${say('reopened', { count: reopened })}</engage-badge>`
    }`;
  }
}

defineElement(tag('risk-board'), RiskBoard);
