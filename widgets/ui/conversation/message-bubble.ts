import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { PendingMessage } from '../../core/conversation/conversation.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import type { MessageView } from '../../../types/messages.ts';
import '../button.ts';
import '../icon.ts';
import '../icon-button.ts';
import type { ConversationSay } from './conversation-words.ts';
import './delivery-state.ts';
import { exactTime } from './exact-time.ts';
import { messageBubbleStyles } from './message-bubble-styles.ts';
import { messageExtras } from './message-extras.ts';
import './message-media.ts';
import { messageSummary } from './message-summary.ts';
import { messageText } from './message-text.ts';
import { refusalKey } from './refusal-key.ts';

/**
 * One message: the merchant's at the start, ours at the end, with everything it holds, its reactions, how far it got, and,
 * when it failed, what happened and what to do next.
 * @tag engage-message-bubble
 * @fires message-reply - answer this one; detail `{ messageId }`
 * @fires message-react - detail `{ messageId, emoji }`
 * @fires message-retry - detail `{ messageId }`
 * @fires pending-again - try a refused reply again; detail `{ clientKey }`
 * @fires pending-discard - detail `{ clientKey }`
 * @fires choose-template - a template is what would go out
 * @fires quote-open - show the quoted message; detail `{ messageId }`
 */
export class MessageBubble extends EngageElement {
  static override styles: CSSResultGroup = [EngageElement.styles, messageBubbleStyles];

  @property({ attribute: false }) message: MessageView | null = null;
  @property({ attribute: false }) say: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;
  @property() server = '';

  /** set while it is still on its way from this page */
  @property({ attribute: false }) pending: PendingMessage | null = null;

  /** id of the signed-in person */
  @property() me = '';

  /** name over the bubble: first of a run by a colleague */
  @property() by = '';

  /** offers reply and reaction */
  @property({ type: Boolean }) answerable = false;

  #react(event: Event): void {
    this.emit('message-react', {
      messageId: this.message?.id,
      emoji: event.currentTarget instanceof HTMLElement ? (event.currentTarget.dataset['emoji'] ?? '') : '',
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { message, say, format } = this;
    if (!message || !say || !format) return nothing;
    const isOut = message.direction === 'out';
    const isBare = message.type === 'sticker' && message.media?.state === 'stored' && !message.replyTo;
    return html`<div class="line ${isOut ? 'out' : 'in'}">
      ${this.by ? html`<p class="by"><bdi>${this.by}</bdi></p>` : html`<p class="sr-only">${`${this.#sender(message, say)}:`}</p>`}
      <div class="bubble ${isBare ? 'bare' : ''} ${message.status === 'failed' || this.pending?.state === 'refused' ? 'failed' : ''}">
        ${message.deletedAt ? this.#gone(say) : this.#content(message, say, format)}
        <div class="foot">
          ${message.editedAt && !message.deletedAt ? html`<span>${say('message.edited')}</span>` : nothing}
          ${exactTime(message.at, format.time(message.at), format)}
          ${this.pending?.state === 'refused' ? nothing : html`<engage-delivery-state .message=${message} .say=${say} .format=${format}></engage-delivery-state>`}
        </div>
        ${this.answerable && !message.deletedAt ? this.#actions(say) : nothing}
      </div>
      ${
        message.reactions.length
          ? html`<div class="reactions">
            ${message.reactions.map((reaction) => html`<span title=${reaction.from === 'us' ? (reaction.by ?? say('message.us')) : say('message.merchant')}>${reaction.emoji}</span>`)}
          </div>`
          : nothing
      }
      ${this.#trouble(message, say)}
    </div>`;
  }

  /** Who speaks, for those who do not see on which side the bubble is. */
  #sender({ direction, author }: MessageView, say: ConversationSay): string {
    if (direction === 'in') return say('message.merchant');
    if (this.pending || author?.userId === this.me) return say('message.you');
    return author?.name ?? say('message.us');
  }

  #gone(say: ConversationSay): TemplateResult {
    return html`<p class="gone"><engage-icon name="ban"></engage-icon>${say('message.deleted')}</p>`;
  }

  #content(message: MessageView, say: ConversationSay, format: Format): TemplateResult {
    const { replyTo } = message;
    return html`${message.forwarded ? html`<p class="label"><engage-icon name="reply"></engage-icon>${say('message.forwarded')}</p>` : nothing}
      ${
        replyTo
          ? html`<button class="quote" type="button" ?disabled=${!replyTo.id} @click=${() => this.emit('quote-open', { messageId: replyTo.id })}>
            <b>${say(replyTo.direction === 'in' ? 'message.merchant' : 'message.us')}</b><span dir="auto">${messageSummary(say, replyTo)}</span>
          </button>`
          : nothing
      }
      ${message.media ? html`<engage-message-media .message=${message} .say=${say} .format=${format} server=${this.server} .progress=${this.pending?.state === 'uploading' ? this.pending.progress : undefined}></engage-message-media>` : nothing}
      ${messageExtras(message, say, format)} ${message.text && !isTold(message) ? messageText(message.text) : nothing}`;
  }

  #actions(say: ConversationSay): TemplateResult {
    return html`<div class="actions">
      ${['👍', '❤️', '🙏'].map((emoji) => html`<button type="button" data-emoji=${emoji} aria-label=${say('message.react', { emoji })} @click=${this.#react}>${emoji}</button>`)}
      <engage-icon-button size="small" icon="reply" label=${say('message.reply')} @click=${() => this.emit('message-reply', { messageId: this.message?.id })}></engage-icon-button>
    </div>`;
  }

  #trouble(message: MessageView, say: ConversationSay): TemplateResult | typeof nothing {
    const { pending } = this;
    if (pending?.state === 'waiting')
      return html`<p class="trouble quiet"><engage-icon name="wifi-off"></engage-icon><span>${say('pending.waiting')}</span></p>`;
    if (pending?.state === 'refused') return this.#refused(pending, say);
    const { failure } = message;
    const again = failure?.canRetry
      ? html`<engage-button variant="link" size="small" icon="rotate-cw" @click=${() => this.emit('message-retry', { messageId: message.id })}>${say('failure.tryAgain')}</engage-button>`
      : nothing;
    if (message.status === 'unknown')
      return failure?.canRetry
        ? html`<div class="trouble"><engage-icon name="clock"></engage-icon><span>${say(`failure.${failure.key}`)}</span><span class="do">${again}</span></div>`
        : html`<p class="trouble quiet"><engage-icon name="clock"></engage-icon><span>${say('status.unknownHint')}</span></p>`;
    if (message.status !== 'failed') return nothing;
    const given = failure?.key ?? 'unknown';
    // WhatsApp has one code for "enough for now": of a reply, marketing is no word
    const key = given === 'marketing_limit' && message.type !== 'template' ? 'held_back' : given;
    return html`<div class="trouble">
      <engage-icon name="circle-alert"></engage-icon><span><b>${say('failure.title')}</b> ${say(`failure.${key}`)}</span>
      <span class="do">${again}${key === 'window_closed' ? this.#templates(say) : nothing}</span>
    </div>`;
  }

  #refused({ clientKey, error }: PendingMessage, say: ConversationSay): TemplateResult {
    const key = error ? refusalKey(error) : 'refused.internal';
    const again = html`<engage-button variant="link" size="small" @click=${() => this.emit('pending-again', { clientKey })}>${say(key === 'refused.stale_reply' ? 'collision.sendAnyway' : 'failure.tryAgain')}</engage-button>`;
    return html`<div class="trouble" role="alert">
      <engage-icon name="circle-alert"></engage-icon><span>${say(key)}</span>
      <span class="do">
        ${key === 'refused.window_closed' || key === 'refused.template_paused' ? this.#templates(say) : HOPELESS.has(key) ? nothing : again}
        <engage-button variant="link" size="small" @click=${() => this.emit('pending-discard', { clientKey })}>${say('failure.discard')}</engage-button>
      </span>
    </div>`;
  }

  #templates(say: ConversationSay): TemplateResult {
    return html`<engage-button variant="link" size="small" @click=${() => this.emit('choose-template')}>${say('composer.chooseTemplate')}</engage-button>`;
  }
}

/** Refused for what it is, or for good: another attempt would be refused again. */
const HOPELESS: ReadonlySet<string> = new Set(['refused.opted_out', 'refused.unsupported_media', 'refused.too_large']);

/** What was drawn from its parts says it already: the text beside them is for lists and quotes. */
const isTold = ({ template, interactive, location, contacts, order }: MessageView): boolean =>
  Boolean(template ?? interactive ?? location ?? contacts?.length ?? order);

defineElement(tag('message-bubble'), MessageBubble);
