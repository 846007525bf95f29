import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Conversation } from '../../core/conversation/conversation.ts';
import { pendingView } from '../../core/conversation/pending-view.ts';
import { threadKey } from '../../core/conversation/thread-key.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import type { ThreadItem, TimelineView } from '../../../types/tickets.ts';
import '../button.ts';
import '../icon.ts';
import '../spinner.ts';
import type { ConversationSay } from './conversation-words.ts';
import { exactTime } from './exact-time.ts';
import { groupThread, type ThreadRow } from './group-thread.ts';
import './message-bubble.ts';
import { messageSummary } from './message-summary.ts';
import './note-bubble.ts';
import { timelineText } from './timeline-text.ts';

/** Closer to the end than this counts as being at the end. */
const NEAR_PX = 80;

/**
 * The conversation, oldest at the top. Stays where the person reads: older messages are put above without a jump, newer ones
 * below are counted in a pill, and only who is at the end already, or just sent something, is taken along.
 * @tag engage-thread-view
 * @fires load-older - the beginning of what is loaded comes into view
 */
export class ThreadView extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        min-block-size: 0;
      }
      .log {
        flex: 1;
        min-block-size: 0;
        padding: 16px;
        overflow-y: auto;
        overflow-anchor: none;
        overscroll-behavior: contain;
        scrollbar-width: thin;
        scrollbar-color: var(--e-line-strong) transparent;
      }
      .log:focus-visible {
        outline-offset: -2px;
      }
      .rows {
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        min-block-size: 100%;
      }
      .row {
        margin-block-start: 8px;
      }
      .row.run {
        margin-block-start: 3px;
      }
      .row.fresh {
        animation: arrive var(--e-quick) ease-out;
      }
      @keyframes arrive {
        from {
          opacity: 0;
          transform: translateY(4px);
        }
      }
      .row.marked {
        animation: mark 1600ms ease-out;
      }
      @keyframes mark {
        from {
          background: var(--e-amber-soft);
        }
      }
      .day,
      .events {
        align-self: center;
        max-inline-size: 90%;
        margin-block: 14px 6px;
        color: var(--e-muted);
        font-size: 12px;
        text-align: center;
      }
      .day {
        font-weight: 500;
      }
      .events {
        position: relative;
        margin-block: 10px 4px;
        overflow-wrap: anywhere;
      }
      .events time {
        font-variant-numeric: tabular-nums;
      }
      .unread {
        display: flex;
        align-items: center;
        gap: 10px;
        margin-block: 12px 4px;
        color: var(--e-accent-text);
        font-size: 12px;
        font-weight: 500;
      }
      .unread::before,
      .unread::after {
        flex: 1;
        border-block-start: 1px solid color-mix(in srgb, var(--e-accent) 40%, transparent);
        content: '';
      }
      .top {
        display: grid;
        place-items: center;
        min-block-size: 32px;
        color: var(--e-muted);
        font-size: 12px;
      }
      .jump {
        position: absolute;
        inset-block-end: 12px;
        inset-inline: 0;
        display: flex;
        justify-content: center;
        pointer-events: none;
      }
      .jump button {
        display: flex;
        align-items: center;
        gap: 6px;
        min-block-size: 30px;
        padding-inline: 12px 14px;
        border: 1px solid var(--e-line);
        border-radius: 15px;
        background: var(--e-raised);
        box-shadow: var(--e-shadow);
        font-size: 12.5px;
        font-weight: 500;
        pointer-events: auto;
      }
      .jump button.new {
        border-color: transparent;
        background: var(--e-accent-solid);
        color: var(--e-on-accent);
      }
    `,
  ];

  @property({ attribute: false }) conversation: Conversation | null = null;
  @property({ attribute: false }) say: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;
  @property() server = '';

  /** id of the signed-in person */
  @property() me = '';

  /** offers reply and reaction on the merchant's messages */
  @property({ type: Boolean }) answerable = false;

  @state() private isAtEnd = true;
  @state() private news = 0;
  @state() private said = '';
  #ticketId = '';
  #firstKey = '';
  /** what stays where it is while rows above it appear and draw themselves; until the person scrolls */
  #pin: { key: string; top: number } | null = null;
  #ownScroll = -10;
  #ownHeight = 0;
  #knownKeys = new Set<string>();
  #fresh = new Set<string>();
  #watcher: ResizeObserver | undefined;

  get #log(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.log');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher?.disconnect();
    this.#watcher = undefined;
  }

  /** Goes to the newest message. */
  toEnd(): void {
    const log = this.#log;
    if (!log) return;
    this.#pin = null;
    this.isAtEnd = true;
    this.news = 0;
    this.#settle();
  }

  /** Brings a message into view and marks it for a moment. Answers false when it is not loaded. */
  show(key: string): boolean {
    const row = this.renderRoot.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (!row) return false;
    row.scrollIntoView({ block: 'center' });
    row.classList.remove('marked');
    requestAnimationFrame(() => row.classList.add('marked'));
    return true;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { conversation } = this;
    if (!changed.has('conversation') || !conversation) return;
    if (conversation.ticketId !== this.#ticketId) {
      this.#knownKeys = new Set();
      this.#ownScroll = -10;
      this.isAtEnd = true;
      this.news = 0;
      this.said = '';
    }
    this.#noticeNews(conversation);
    const first = conversation.items[0];
    if (!this.isAtEnd && this.#firstKey && first && threadKey(first) !== this.#firstKey) this.#pin = this.#firstInView();
  }

  /** The topmost row in view and how far below the top of the log it is. */
  #firstInView(): { key: string; top: number } | null {
    const log = this.#log;
    if (!log) return null;
    const { top } = log.getBoundingClientRect();
    for (const row of log.querySelectorAll<HTMLElement>('[data-key]')) {
      const box = row.getBoundingClientRect();
      if (box.bottom > top) return { key: row.dataset['key'] ?? '', top: box.top - top };
    }
    return null;
  }

  /** Rows have drawn themselves, pictures came, the composer grew: what is read stays where it is. */
  readonly #settle = (): void => {
    const log = this.#log;
    if (!log) return;
    // the person has scrolled, and word of it is still to come
    if (!this.#pin && this.#ownScroll >= 0 && log.scrollTop < this.#ownScroll - 2 && log.scrollHeight >= this.#ownHeight) this.#scrolled();
    const pinned = this.#pin && log.querySelector(`[data-key="${CSS.escape(this.#pin.key)}"]`);
    if (this.#pin && pinned) log.scrollTop += pinned.getBoundingClientRect().top - log.getBoundingClientRect().top - this.#pin.top;
    else if (this.isAtEnd) log.scrollTop = log.scrollHeight;
    this.#ownScroll = log.scrollTop;
    this.#ownHeight = log.scrollHeight;
  };

  #noticeNews(conversation: Conversation): void {
    const isFirst = this.#knownKeys.size === 0;
    const last = conversation.items.findLast((item) => this.#knownKeys.has(threadKey(item)));
    this.#fresh = new Set();
    for (const item of conversation.items) {
      const key = threadKey(item);
      if (this.#knownKeys.has(key)) continue;
      this.#knownKeys.add(key);
      if (isFirst || (last && item.at < last.at)) continue;
      this.#fresh.add(key);
      if (item.kind === 'message' && item.author?.userId === this.me) continue;
      if (item.kind === 'event') continue;
      if (!this.isAtEnd) this.news += 1;
      if (this.say) this.said = this.#announcement(item, this.say);
    }
  }

  #announcement(item: ThreadItem, say: ConversationSay): string {
    if (item.kind === 'event') return timelineText(say, item);
    if (item.kind === 'note') return say('announce.note', { name: item.author.name, text: item.text });
    const name = item.direction === 'in' ? (this.conversation?.ticket?.contact.name ?? say('message.merchant')) : (item.author?.name ?? say('message.us'));
    return say('announce.message', { name, text: messageSummary(say, item) });
  }

  protected override updated(changed: PropertyValues<this>): void {
    const log = this.#log;
    const { conversation } = this;
    if (!log || !conversation || conversation.phase !== 'ready') return;
    if (!this.#watcher) {
      this.#watcher = new ResizeObserver(this.#settle);
      this.#watcher.observe(log);
      const rows = log.querySelector('.rows');
      if (rows) this.#watcher.observe(rows);
    }
    if (!changed.has('conversation')) return;
    if (conversation.ticketId !== this.#ticketId) {
      this.#ticketId = conversation.ticketId;
      this.#pin = conversation.unreadFrom && log.querySelector('.unread') ? { key: 'unread', top: 16 } : null;
    } else if (this.#justSent(changed.get('conversation'))) {
      this.#pin = null;
      this.isAtEnd = true;
    }
    this.#settle();
    this.#firstKey = conversation.items[0] ? threadKey(conversation.items[0]) : '';
  }

  #justSent(before: Conversation | null | undefined): boolean {
    return (this.conversation?.pending.length ?? 0) > (before?.pending.length ?? 0);
  }

  readonly #scrolled = (): void => {
    const log = this.#log;
    if (!log) return;
    // our own scrolling, or content that grew below: where the person wants to be has not changed
    if (Math.abs(log.scrollTop - this.#ownScroll) > 2) {
      this.#pin = null;
      this.isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
      this.#ownScroll = -10;
    } else if (this.#pin) this.isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 2;
    if (this.isAtEnd) this.news = 0;
    if (log.scrollTop < 240 && this.conversation?.olderCursor && this.conversation.older === 'idle') this.dispatchEvent(new Event('load-older'));
  };

  protected override render(): TemplateResult | typeof nothing {
    const { conversation, say, format } = this;
    if (!conversation || !say || !format) return nothing;
    const rows = groupThread(conversation.items, format.sameDay, conversation.unreadFrom);
    return html`<div class="log" role="region" aria-label=${say('thread.label')} tabindex="0" @scroll=${this.#scrolled}>
        <div class="rows">
          ${this.#beginning(conversation, say)}
          ${repeat(
            rows,
            (row) => row.key,
            (row) => this.#row(row, say, format),
          )}
          ${repeat(
            conversation.pending,
            (pending) => pending.clientKey,
            (pending) =>
              html`<div class="row">
                <engage-message-bubble .message=${pendingView(pending, conversation.ticketId, null)} .pending=${pending} .say=${say} .format=${format} server=${this.server}></engage-message-bubble>
              </div>`,
          )}
        </div>
      </div>
      <div class="sr-only" role="log" aria-live="polite">${this.said}</div>
      ${
        this.isAtEnd
          ? nothing
          : html`<div class="jump">
            <button type="button" class=${this.news ? 'new' : ''} @click=${this.toEnd}><engage-icon name="arrow-down"></engage-icon>${this.news ? say('thread.new', { count: this.news }) : say('thread.toNewest')}</button>
          </div>`
      }`;
  }

  #beginning(conversation: Conversation, say: ConversationSay): TemplateResult {
    return html`<div class="top">
      ${
        conversation.older === 'loading'
          ? html`<engage-spinner label=${say('thread.loadingOlder')}></engage-spinner>`
          : conversation.older === 'failed'
            ? html`<engage-button variant="quiet" size="small" icon="rotate-cw" @click=${() => this.dispatchEvent(new Event('load-older'))}>${say('thread.olderFailed')}</engage-button>`
            : conversation.olderCursor
              ? html`<engage-button variant="quiet" size="small" @click=${() => this.dispatchEvent(new Event('load-older'))}>${say('thread.older')}</engage-button>`
              : nothing
      }
    </div>`;
  }

  #row(row: ThreadRow, say: ConversationSay, format: Format): TemplateResult {
    switch (row.kind) {
      case 'day':
        return html`<p class="day">${format.day(row.at)}</p>`;
      case 'unread':
        return html`<p class="unread" data-key="unread">${say('thread.unread')}</p>`;
      case 'events':
        return html`<p class="events">${row.events.map((event, index) => this.#event(event, row.events[index + 1], say, format))}</p>`;
      case 'note':
        return html`<div class="row ${this.#fresh.has(row.key) ? 'fresh' : ''}" data-key=${row.key}><engage-note-bubble .note=${row.item} .say=${say} .format=${format}></engage-note-bubble></div>`;
      case 'message': {
        const { item } = row;
        const by = item.direction === 'out' && row.isFirst && item.author && item.author.userId !== this.me ? item.author.name : '';
        return html`<div class="row ${row.isFirst ? '' : 'run'} ${this.#fresh.has(row.key) && item.author?.userId !== this.me ? 'fresh' : ''}" data-key=${row.key}>
          <engage-message-bubble .message=${item} .say=${say} .format=${format} server=${this.server} me=${this.me} by=${by} ?answerable=${this.answerable && item.direction === 'in' && item.type !== 'system'}></engage-message-bubble>
        </div>`;
      }
    }
  }

  /** What happened; its time after the last of those of the same minute. */
  #event(event: TimelineView, next: TimelineView | undefined, say: ConversationSay, format: Format): TemplateResult {
    const time = format.time(event.at);
    const isLast = !next || format.time(next.at) !== time;
    return html`${timelineText(say, event)}${isLast ? html` ${exactTime(event.at, time, format)}` : nothing}${next ? ' · ' : nothing}`;
  }
}

defineElement(tag('thread-view'), ThreadView);
