import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { TicketRow } from '../../types/tickets.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/avatar.ts';
import type { Tone } from '../ui/badge.ts';
import '../ui/badge.ts';
import '../ui/icon.ts';
import type { IconName } from '../ui/icons.ts';
import { rowStyles } from '../ui/row-styles.ts';
import type { ConversationSay } from '../ui/conversation/conversation-words.ts';
import { exactTime } from '../ui/conversation/exact-time.ts';
import { messageSummary } from '../ui/conversation/message-summary.ts';
import { ticketTone } from '../ui/conversation/ticket-tone.ts';
import { waiting } from '../ui/conversation/waiting.ts';
import type { InboxSay } from './inbox-words.ts';
import { ticketColumns } from './ticket-columns.ts';

const HOUR_MS = 3_600_000;

/**
 * One ticket in the list: who, when, the last words, and what matters about it in chips.
 * @tag engage-ticket-line
 */
export class TicketLine extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    rowStyles,
    ticketColumns,
    css`
      .line {
        display: grid;
        grid-template-columns: 32px minmax(0, 1fr) auto;
        gap: 1px 10px;
        padding: var(--e-gap-row) 12px;
      }
      .columns {
        align-content: center;
        block-size: 57px;
        padding-inline: 16px;
      }
      .columns engage-avatar {
        margin: 0;
      }
      .main {
        display: flex;
        flex-direction: column;
        min-inline-size: 0;
      }
      .cell {
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      .both {
        grid-column: span 2;
      }
      .none {
        color: var(--e-muted);
      }
      .columns .when {
        text-align: end;
      }
      engage-avatar {
        grid-row: span 3;
        margin-block-start: 2px;
      }
      .who,
      .last {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .who {
        font-weight: 500;
      }
      .unread .who {
        font-weight: 600;
      }
      .when {
        color: var(--e-muted);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }
      .last {
        color: var(--e-muted);
      }
      .last.whole {
        grid-column: 2 / 4;
      }
      .line > .count {
        align-self: center;
        justify-self: end;
      }
      .unread .last {
        color: var(--e-text);
      }
      .last .draft {
        color: var(--e-danger);
        font-weight: 500;
      }
      .last engage-icon {
        --size: 13px;
        margin-inline-end: 3px;
      }
      .chips {
        display: flex;
        grid-column: 2 / 4;
        align-items: flex-start;
        gap: 6px;
        min-inline-size: 0;
        margin-block-start: 4px;
      }
      /* status first, and below or beside it what is wrong with it: two lines at most, every row is as tall */
      .state {
        display: flex;
        flex-wrap: wrap;
        gap: 3px 6px;
        min-inline-size: 0;
        max-block-size: 44px;
        overflow: hidden;
      }
      /* chips that do not fit go to a second line, which is not shown: whole ones only */
      .fit {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 4px;
        min-inline-size: 0;
        block-size: 20px;
        overflow: hidden;
      }
      .mini {
        gap: 0;
        padding-inline: 3px;
      }
      .fit .wait {
        gap: 3px;
        padding-inline: 5px;
      }
      .number {
        color: var(--e-muted);
        font: 11.5px/20px var(--e-mono);
        white-space: nowrap;
      }
      .count {
        flex: none;
        min-inline-size: 18px;
        padding-inline: 5px;
        border-radius: 9px;
        background: var(--e-accent-solid);
        color: var(--e-on-accent);
        font-size: 11.5px;
        font-weight: 600;
        line-height: 18px;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) row: TicketRow | null = null;
  @property({ attribute: false }) say: InboxSay | null = null;
  @property({ attribute: false }) speak: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;
  /** id of the signed-in person */
  @property() me = '';

  /** in columns, where the list has the width of the whole widget */
  @property({ type: Boolean, reflect: true }) wide = false;

  @property({ type: Boolean, reflect: true }) open = false;
  @property({ type: Boolean, attribute: 'has-draft' }) hasDraft = false;

  protected override render(): TemplateResult | typeof nothing {
    const { row, say, speak, format } = this;
    if (!row || !say || !speak || !format) return nothing;
    const name = row.outlet ? outletName(row.outlet) : row.contact.name;
    if (this.wide) return this.#columns(row, name, say, speak, format);
    return html`<div class="line row ${row.unread ? 'unread' : ''}">
      <engage-avatar name=${row.outlet?.franchiseName ?? row.contact.name}></engage-avatar>
      <span class="who" title=${`${name} · ${row.contact.name}\n${row.reference}${row.outlet ? ` · FID ${row.outlet.fid} · OID ${row.outlet.oid}` : ''}`}><bdi>${name}</bdi></span>
      ${this.#when(row, format)}
      <span class="last ${row.unread ? '' : 'whole'}">${this.#last(row, say, speak)}</span>
      ${this.#count(row, say)}
      <span class="chips"><span class="fit">${this.#chips(row, say, speak, format)}</span><span class="number">${row.reference}</span></span>
    </div>`;
  }

  #columns(row: TicketRow, name: string, say: InboxSay, speak: ConversationSay, format: Format): TemplateResult {
    const { tone, icon } = ticketTone.priority[row.priority];
    const since = waiting.since(row);
    return html`<div class="columns row ${row.unread ? 'unread' : ''}">
      <engage-avatar name=${row.outlet?.franchiseName ?? row.contact.name}></engage-avatar>
      <span class="main"><span class="who" title=${row.contact.name}><bdi>${name}</bdi></span><span class="last">${this.#last(row, say, speak)}</span></span>
      <span>${this.#count(row, say)}</span>
      <span class="number">${row.reference}</span>
      ${
        row.linkState === 'ambiguous'
          ? html`<span class="cell both"><engage-badge tone="blue" icon="store">${say('list.chooseOutlet')}</engage-badge></span>`
          : html`<span class="cell">${row.outlet?.fid ?? html`<span class="none">–</span>`}</span><span class="cell">${row.outlet?.oid ?? html`<span class="none">–</span>`}</span>`
      }
      <span class="state"
        ><engage-badge tone=${ticketTone.status[row.status]}>${speak(`ticketStatus.${row.status}`)}</engage-badge>${
          row.preview?.status === 'failed'
            ? html`<engage-badge tone="red" icon="circle-alert">${say('list.failedSend')}</engage-badge>`
            : since
              ? this.#waits(since, say, format)
              : nothing
        }</span
      >
      <span class="cell"><engage-badge tone=${tone} icon=${icon}>${speak(`priority.${row.priority}`)}</engage-badge></span>
      <span class="cell">${row.assignee ? html`<bdi>${row.assignee.name}</bdi>` : html`<span class="none">${speak('assignee.nobody')}</span>`}</span>
      ${this.#when(row, format)}
    </div>`;
  }

  #when({ lastMessageAt }: TicketRow, format: Format): TemplateResult {
    return html`<span class="when">${exactTime(lastMessageAt, format.near(lastMessageAt), format)}</span>`;
  }

  #count({ unread }: TicketRow, say: InboxSay): TemplateResult | '' {
    return unread ? html`<span class="count" aria-label=${say('list.unread', { count: unread })} role="img">${unread > 99 ? '99+' : unread}</span>` : '';
  }

  #waits(since: string, say: InboxSay, format: Format): TemplateResult {
    const waited = Date.now() - Date.parse(since);
    const words = say('list.waiting', { left: format.left(waited) });
    // after some hours minutes are no matter
    const short = format.left(waited < 2 * HOUR_MS ? waited : waited - (waited % HOUR_MS));
    return html`<engage-badge class="wait" tone=${waiting.tone(since, Date.now())} icon="clock" title=${words}><span aria-hidden="true">${short}</span><span class="sr-only">${words}</span></engage-badge>`;
  }

  #last({ preview }: TicketRow, say: InboxSay, speak: ConversationSay): unknown {
    if (this.hasDraft)
      return html`<span class="draft">${say('list.draft')}</span>${preview ? html` · <span dir="auto">${messageSummary(speak, preview)}</span>` : nothing}`;
    if (!preview) return nothing;
    const text = messageSummary(speak, preview);
    return preview.direction === 'out'
      ? html`<engage-icon name="reply" label=${say('list.us')}></engage-icon><span dir="auto">${text}</span>`
      : html`<span dir="auto">${text}</span>`;
  }

  /** What needs an answer first, then what it is about, then whose it is (unless it is mine). Beside how long somebody waits the others are their icons: all of them have room. */
  #chips(row: TicketRow, say: InboxSay, speak: ConversationSay, format: Format): unknown {
    const since = waiting.since(row);
    const chip = (tone: Tone, icon: IconName, words: string): TemplateResult =>
      since
        ? html`<engage-badge class="mini" tone=${tone} icon=${icon} title=${words}><span class="sr-only">${words}</span></engage-badge>`
        : html`<engage-badge tone=${tone} icon=${icon}>${words}</engage-badge>`;
    const chips: TemplateResult[] = [];
    if (row.preview?.status === 'failed') chips.push(chip('red', 'circle-alert', say('list.failedSend')));
    if (row.priority === 'urgent' || row.priority === 'high') {
      const { tone, icon } = ticketTone.priority[row.priority];
      chips.push(chip(tone, icon, speak(`priority.${row.priority}`)));
    }
    if (since) chips.push(this.#waits(since, say, format));
    if (row.linkState === 'ambiguous') chips.push(chip('blue', 'store', say('list.chooseOutlet')));
    else if (row.linkState === 'unknown') chips.push(chip('neutral', 'store', say('list.noOutlet')));
    if (!since && row.status !== 'open')
      chips.push(html`<engage-badge tone=${ticketTone.status[row.status]}>${speak(`ticketStatus.${row.status}`)}</engage-badge>`);
    if (row.categoryName) chips.push(html`<engage-badge>${row.categoryName}</engage-badge>`);
    if (row.assignee && row.assignee.userId !== this.me) chips.push(html`<engage-badge icon="user">${row.assignee.name}</engage-badge>`);
    return chips;
  }
}

/** `Sri Kopitiam, Bangsar`: the outlet's own name often repeats the franchise's. */
function outletName({ name, franchiseName }: { name: string; franchiseName: string }): string {
  return name.toLocaleLowerCase().includes(franchiseName.toLocaleLowerCase()) ? name : `${franchiseName}, ${name}`;
}

defineElement(tag('ticket-line'), TicketLine);
