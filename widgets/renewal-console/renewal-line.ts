import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { RenewalRow } from '../../types/renewals.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/badge.ts';
import '../ui/icon.ts';
import { formatMoney } from '../ui/renewal/format-money.ts';
import { rowStyles } from '../ui/row-styles.ts';
import { renewalTone } from '../ui/renewal/renewal-tone.ts';
import { renewalWords } from '../ui/renewal/renewal-words.ts';
import { stepName } from '../ui/renewal/step-name.ts';
import type { ConsoleSay } from './console-words.ts';
import { renewalColumns } from './renewal-columns.ts';

/** Reasons that say no more than the step and its day do. */
const PLAIN = new Set(['step_due', 'not_yet']);
/** Last attempts that ask for somebody. */
const BAD = new Set(['failed', 'bounced', 'wrong_number', 'refused']);

/**
 * One renewal in the list: whose it is, when and how much is due, what was done last and what comes next, and why.
 * @tag engage-renewal-line
 * @fires tick - the box was pressed; detail `{ isRange }`
 * @fires person-choose - detail `{ contactId, name }`
 */
export class RenewalLine extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    rowStyles,
    renewalColumns,
    css`
      .columns {
        padding: var(--e-gap-row) 12px;
        font-variant-numeric: tabular-nums;
      }
      .box {
        display: grid;
        place-items: center;
        inline-size: 40px;
        block-size: 40px;
        margin: -8px;
        border-radius: 6px;
      }
      .box i {
        display: grid;
        place-items: center;
        inline-size: 16px;
        block-size: 16px;
        border: 1px solid var(--e-control-line);
        border-radius: 3px;
        background: var(--e-surface);
        color: var(--e-on-accent);
        --size: 14px;
      }
      .box:hover i {
        border-color: var(--e-text);
      }
      :host([aria-selected='true']) .box i {
        border-color: var(--e-accent-solid);
        background: var(--e-accent-solid);
      }
      .columns > * {
        min-inline-size: 0;
      }
      .cut {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .name .cut:first-child {
        font-weight: 500;
      }
      .small {
        color: var(--e-muted);
        font-size: 12px;
        line-height: 17px;
      }
      .due b {
        font-weight: 500;
      }
      .due .red {
        color: var(--e-danger);
      }
      .due .amber {
        color: var(--e-amber);
      }
      .due .green {
        color: var(--e-green);
      }
      .amount {
        font-weight: 500;
      }
      .person .who:hover {
        text-decoration: underline;
      }
      .bad {
        color: var(--e-danger);
      }
      .warn {
        color: var(--e-amber);
      }
      .with engage-icon {
        --size: 13px;
        margin-inline-end: 4px;
        vertical-align: -2px;
      }
      .tasks {
        justify-self: end;
      }
      .owner {
        color: var(--e-muted);
      }
      @container renewals (min-width: 1080px) {
        .columns {
          min-block-size: 57px;
          padding-block: 6px;
        }
        .amount {
          text-align: end;
        }
      }
      @container renewals (max-width: 1079px) {
        .owner {
          justify-self: end;
          max-inline-size: 100%;
          font-size: 12px;
        }
      }
      @container renewals (min-width: 600px) and (max-width: 1079px) {
        .name,
        .person,
        .due,
        .last,
        .next {
          overflow: hidden;
          text-overflow: ellipsis;
          white-space: nowrap;
        }
        .columns .cut:not(.amount, .owner) {
          display: inline;
        }
        .cut + .small::before {
          content: ' · ';
        }
        /* the name begins with it */
        .columns .name .cut.said {
          display: none;
        }
      }
      @container renewals (min-width: 600px) and (max-width: 959px) {
        /* "in 6 days" is said before it */
        .columns .next .cut.plain {
          display: none;
        }
      }
      @container renewals (max-width: 599px) {
        .columns {
          align-items: start;
        }
        .due,
        .last,
        .person {
          display: flex;
          flex-wrap: wrap;
          gap: 0 8px;
          align-items: baseline;
        }
        .person .cut,
        .last .cut {
          max-inline-size: 100%;
        }
        .amount {
          text-align: end;
        }
        .next {
          white-space: normal;
        }
        .next .plain {
          display: none;
        }
      }
      @media (forced-colors: active) {
        :host([aria-selected='true']) .box i {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) row: RenewalRow | null = null;
  @property({ attribute: false }) say: ConsoleSay | null = null;
  @property({ attribute: false }) format: Format | null = null;
  /** it stands in the detail */
  @property({ type: Boolean, reflect: true }) open = false;
  /** its box; `aria-selected` says the same */
  @property({ attribute: false }) isTicked = false;
  /** nothing can be done with it: no box */
  @property({ type: Boolean }) fixed = false;

  constructor() {
    super();
    this.addEventListener('click', this.#clicked);
    // a range of rows, not of words
    this.addEventListener('mousedown', (event) => event.shiftKey && event.preventDefault());
  }

  /** The box and the person are for the pointer: keys tick the row, and the person is in its detail. */
  readonly #clicked = (event: MouseEvent): void => {
    const part = event.composedPath().find((node): node is HTMLElement => node instanceof HTMLElement && node.dataset['press'] !== undefined);
    const { contact } = this.row ?? {};
    if (!part || (part.dataset['press'] === 'person' && !contact)) return;
    // not also the row
    event.stopImmediatePropagation();
    if (part.dataset['press'] === 'tick') this.emit('tick', { isRange: event.shiftKey });
    else this.emit('person-choose', { contactId: contact?.id, name: contact?.name });
  };

  protected override render(): TemplateResult | typeof nothing {
    const { row, say, format } = this;
    if (!row || !say || !format) return nothing;
    const { contact, owner } = row;
    const speak = renewalWords(this);
    return html`<div class="columns row">
      <span class="check" aria-hidden="true">${
        this.fixed
          ? nothing
          : html`<span class="box" title=${say('list.tick')} data-press="tick"><i>${this.isTicked ? html`<engage-icon name="check"></engage-icon>` : nothing}</i></span>`
      }</span>
      <span class="name"><span class="cut" title=${`${row.outletName} · FID ${row.fid} · OID ${row.oid}`}><bdi>${row.outletName}</bdi></span><span class="cut small ${row.outletName.startsWith(row.franchiseName) ? 'said' : ''}"><bdi>${row.franchiseName}</bdi></span></span>
      <span class="person">${
        contact
          ? html`<span class="cut who" title=${say('list.personHint', { name: contact.name })} data-press="person"><bdi>${contact.name}</bdi></span>${contact.phone ? html`<span class="cut small"><bdi dir="ltr">${format.phone(contact.phone)}</bdi></span>` : nothing}`
          : html`<span class="cut warn with"><engage-icon name="triangle-alert"></engage-icon>${speak('reason.no_contact')}</span>`
      }</span>
      <span class="due">${this.#due(row, say, format)}</span>
      <span class="amount cut">${formatMoney(row.price, this)}</span>
      <span class="last with">${this.#last(row, say, format)}</span>
      <span class="next with">${this.#next(row, say, format)}</span>
      <span class="owner cut">${owner ? html`<bdi title=${say('list.owner', { name: owner.name })}>${owner.name}</bdi>` : html`<span aria-label=${say('list.nobody')} role="img" title=${say('list.nobody')}>–</span>`}</span>
      <span class="tasks">${row.openTasks ? html`<engage-badge tone="violet" icon="list-checks" title=${say('list.tasks', { count: row.openTasks })}>${format.number(row.openTasks)}<span class="sr-only"> ${say('list.tasks', { count: row.openTasks })}</span></engage-badge>` : nothing}</span>
    </div>`;
  }

  #due(row: RenewalRow, say: ConsoleSay, format: Format): TemplateResult {
    const exact = format.date(row.dueOn);
    if (row.status === 'paid')
      return html`<b class="cut green">${say('list.paid', { date: row.paidOn ? format.date(row.paidOn) : '' })}</b><span class="cut small">${say('list.dueOn', { date: exact })}</span>`;
    const words = row.daysLeft < 0 ? say('list.overdue', { count: -row.daysLeft }) : format.inDays(row.daysLeft);
    return html`<b class="cut ${renewalTone.status(row)}">${words}</b><span class="cut small">${exact}</span>`;
  }

  #last({ last, answeredAt }: RenewalRow, say: ConsoleSay, format: Format): TemplateResult {
    if (!last) return html`<span class="cut small">${say('list.nothingYet')}</span>`;
    const speak = renewalWords(this);
    const channel = last.channel === 'whatsapp' ? '' : speak(`channel.${last.channel}`);
    // a call is always by hand
    const what = channel && last.step === 'manual' ? channel : `${channel && `${channel}, `}${stepName(speak, last.step)}`;
    // beside "Answered" stands when they answered, not when it went out
    const at = last.result === 'replied' && answeredAt ? answeredAt : last.at;
    return html`<span class="cut ${BAD.has(last.result) ? 'bad' : ''}"><engage-icon name=${renewalTone.result[last.result]}></engage-icon>${speak(`result.${last.result}`)}</span>
      <span class="cut small" title=${`${what} · ${format.exact(at)}`}>${format.near(at)} · ${what}</span>`;
  }

  /** What is settled says how it ended; else the next step with its day, and why so. */
  #next(row: RenewalRow, say: ConsoleSay, format: Format): TemplateResult {
    const speak = renewalWords(this);
    const { next } = row;
    if (row.outcome && (row.status === 'paid' || row.status === 'cancelled'))
      return html`<engage-badge tone=${renewalTone.outcome[row.outcome]} icon=${row.status === 'paid' ? 'circle-check' : 'ban'}>${speak(`outcome.${row.outcome}`)}</engage-badge>`;
    if (row.status === 'cancelled') return html`<engage-badge icon="ban">${speak('status.cancelled')}</engage-badge>`;
    if (!next) return html`<span class="cut small">${say('list.noPlan')}</span>`;
    const why = speak(`reason.${next.reason}`);
    const step = next.step ? stepName(speak, next.step) : '';
    if (!next.at) {
      const icon = next.reason === 'replied' ? 'reply' : next.reason === 'paid' ? 'circle-check' : next.reason === 'snoozed' ? 'clock' : 'ban';
      return html`<span class="cut" title=${why}><engage-icon name=${icon}></engage-icon>${why}</span>${step ? html`<span class="cut small">${step}</span>` : nothing}`;
    }
    const isPlain = PLAIN.has(next.reason);
    return html`<span class="cut" title=${format.exact(next.at)}><engage-icon name="clock"></engage-icon>${whenWords(row, next.at, format)}${step ? html` · ${step}` : nothing}</span>
      ${isPlain ? html`<span class="cut small plain">${format.exact(next.at)}</span>` : html`<span class="cut small" title=${why}>${why}</span>`}`;
  }
}

const companyDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kuala_Lumpur', year: 'numeric', month: '2-digit', day: '2-digit' });

/** `in 3 hours` today, else the days as people count them: what goes at nine tomorrow is tomorrow, not in 22 hours. The company's days, as `daysLeft` is. */
function whenWords({ dueOn, daysLeft }: RenewalRow, at: string, format: Format): string {
  const days = daysLeft + Math.round((Date.parse(companyDay.format(new Date(at))) - Date.parse(dueOn)) / 86_400_000);
  return days === 0 ? format.relative(at) : format.inDays(days);
}

defineElement(tag('renewal-line'), RenewalLine);
