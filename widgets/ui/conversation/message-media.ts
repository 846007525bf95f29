import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { MessageView } from '../../../types/messages.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../file-tile.ts';
import '../icon.ts';
import '../spinner.ts';
import type { ConversationSay } from './conversation-words.ts';

/**
 * Picture, film, sound, sticker or file of a message. Its room is reserved before it arrives, so nothing moves when it does.
 * @tag engage-message-media
 * @fires media-open - the person wants to see the picture large; detail `{ messageId }`
 * @fires media-expired - the address does not answer any more: ask for a fresh one; detail `{ messageId }`
 */
export class MessageMedia extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        max-inline-size: 100%;
      }
      .frame {
        display: block;
        position: relative;
        inline-size: 260px;
        max-inline-size: 100%;
        aspect-ratio: 4 / 3;
        overflow: hidden;
        border-radius: 8px;
        background: color-mix(in srgb, var(--e-text) 7%, transparent);
      }
      button.frame {
        cursor: zoom-in;
      }
      .frame.film {
        inline-size: 300px;
        aspect-ratio: 16 / 9;
        background: #000;
      }
      img,
      video {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      video {
        object-fit: contain;
      }
      .sticker {
        inline-size: 128px;
        block-size: 128px;
      }
      .sticker img {
        object-fit: contain;
      }
      .wait {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 44px;
        min-inline-size: 200px;
        padding: 8px 10px;
        border-radius: 8px;
        background: var(--e-surface);
        box-shadow: inset 0 0 0 1px var(--e-line);
        color: var(--e-muted);
        font-size: 13px;
      }
      .wait.bad {
        color: var(--e-danger);
      }
      .progress {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        background: #0006;
        color: #fff;
        --size: 28px;
      }
      engage-audio-player {
        display: block;
        inline-size: 260px;
        min-block-size: 36px;
        max-inline-size: 100%;
      }
      engage-file-tile {
        inline-size: 280px;
        max-inline-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) message: MessageView | null = null;
  @property({ attribute: false }) say: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;

  /** origin that relative addresses belong to */
  @property() server = '';

  /** 0…1 while it is on its way up */
  @property({ type: Number }) progress: number | undefined;

  @state() private isBroken = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('message') && changed.get('message')?.media?.url !== this.message?.media?.url) this.isBroken = false;
  }

  #broken(): void {
    if (this.isBroken) return;
    this.isBroken = true;
    this.emit('media-expired', { messageId: this.message?.id });
  }

  #detail(format: Format): string {
    const media = this.message?.media;
    const subtype = (media?.filename?.split('.').at(-1) ?? media?.mime?.split('/').at(-1) ?? '').split(';')[0] ?? '';
    return [subtype.length <= 5 ? subtype.toUpperCase() : '', media?.bytes ? format.fileSize(media.bytes) : ''].filter(Boolean).join(', ');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { message, say, format } = this;
    const media = message?.media;
    if (!message || !media || !say || !format) return nothing;
    if (media.state === 'pending') return html`<div class="wait"><engage-spinner></engage-spinner>${say(`media.pending.${message.direction}`)}</div>`;
    if (media.state !== 'stored' || (!media.url && this.isBroken)) {
      const why = media.state === 'stored' ? 'failed' : media.state;
      return html`<div class="wait bad"><engage-icon name="circle-alert"></engage-icon><span>${say(`media.${why}`)}</span></div>`;
    }
    const href = media.url ? new URL(media.url, this.server || location.origin).href : '';
    const name = media.filename ?? say(`summary.${message.type}`);
    const moving =
      this.progress !== undefined && this.progress < 1
        ? html`<span class="progress"><engage-spinner label=${say('media.uploading')}></engage-spinner></span>`
        : nothing;
    switch (message.type) {
      case 'image':
        return html`<button class="frame" type="button" aria-label=${say('media.open', { name })} @click=${() => this.emit('media-open', { messageId: message.id })}>
          ${href ? html`<img src=${href} alt=${message.text ?? name} loading="lazy" decoding="async" @error=${this.#broken} />` : nothing}${moving}
        </button>`;
      case 'sticker':
        return html`<div class="sticker">${href ? html`<img src=${href} alt=${say('summary.sticker')} loading="lazy" @error=${this.#broken} />` : nothing}</div>`;
      case 'video':
        return html`<div class="frame film">${href ? html`<video controls preload="metadata" src=${href} aria-label=${name} @error=${this.#broken}></video>` : nothing}${moving}</div>`;
      case 'audio':
        // most conversations hold no sound: the player comes with the first
        import('../audio-player.ts').catch(() => undefined);
        return html`<engage-audio-player src=${href} duration=${media.durationSeconds ?? 0} label=${say(media.voice ? 'media.voice' : 'summary.audio')}></engage-audio-player>`;
      default:
        return html`<engage-file-tile
          name=${name}
          detail=${this.#detail(format)}
          mime=${media.mime ?? ''}
          href=${href.startsWith('blob:') ? '' : href}
          .progress=${this.progress}
        ></engage-file-tile>`;
    }
  }
}

defineElement(tag('message-media'), MessageMedia);
