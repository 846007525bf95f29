import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import { messageText } from './conversation/message-text.ts';
import './icon.ts';
import type { IconName } from './icons.ts';
import { previewWords } from './preview-words.ts';

/** A message as it leaves us. What is still a blank stands as {{1}} or {{name}} and is marked. */
export interface PreviewMessage {
  header?: string | null;
  /** of a header that is no text */
  media?: 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION' | null;
  body: string;
  footer?: string | null;
  buttons?: readonly { type: string; text: string }[];
}

const BUTTON_ICONS: Record<string, IconName> = { QUICK_REPLY: 'reply', URL: 'external-link', PHONE_NUMBER: 'phone' };
const MEDIA = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document', LOCATION: 'location' } as const;
const MEDIA_ICONS = { IMAGE: 'image', VIDEO: 'play', DOCUMENT: 'file', LOCATION: 'map-pin' } as const;
/** WhatsApp draws so many buttons; with more of them, two and a list. */
const MOST_BUTTONS = 3;
const BLANK = /(\{\{\s*\w+\s*\}\})/;

/**
 * A message the way the merchant's phone shows it: the bubble with its tail, header, WhatsApp's own marks (*bold*, links), footer, time
 * and buttons, light or dark as the phone is, long and right-to-left texts too. Colours are WhatsApp's, not the page's.
 * @tag engage-whatsapp-preview
 */
export class WhatsappPreview extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        --wa-wall: light-dark(#efe7de, #0b141a);
        --wa-bubble: light-dark(#ffffff, #202c33);
        --wa-text: light-dark(#111b21, #e9edef);
        --wa-muted: light-dark(#5b6b75, #9aa8b1);
        --wa-link: light-dark(#0277ab, #53bdeb);
        --wa-line: light-dark(#e9edef, #313d45);
        display: block;
        padding: 14px 14px 14px 20px;
        border-radius: 8px;
        background: var(--wa-wall);
        color: var(--wa-text);
        font: 400 14.2px/1.36 'Segoe UI', 'Helvetica Neue', Helvetica, 'Lucida Grande', Arial, sans-serif;
        forced-color-adjust: none;
      }
      :host([look='light']) {
        color-scheme: light;
      }
      :host([look='dark']) {
        color-scheme: dark;
      }
      figure {
        max-inline-size: 330px;
      }
      .bubble {
        position: relative;
        padding: 3px;
        border-radius: 7.5px;
        border-start-start-radius: 0;
        background: var(--wa-bubble);
        box-shadow: 0 1px 0.5px rgb(11 20 26 / 13%);
      }
      .bubble.buttons {
        border-end-start-radius: 0;
        border-end-end-radius: 0;
      }
      .tail {
        position: absolute;
        inset-block-start: 0;
        inset-inline-start: -8px;
        inline-size: 8px;
        block-size: 13px;
        background: var(--wa-bubble);
        clip-path: polygon(0 0, 100% 0, 100% 100%);
      }
      .tail:dir(rtl) {
        clip-path: polygon(0 0, 100% 0, 0 100%);
      }
      .inside {
        padding: 3px 6px 5px;
        overflow-wrap: anywhere;
      }
      .heading {
        margin-block-end: 4px;
        font-weight: 600;
      }
      .text {
        white-space: pre-wrap;
      }
      .text a {
        color: var(--wa-link);
        text-decoration: underline;
        text-underline-offset: 2px;
      }
      .text code {
        font: 12.5px/1.4 var(--e-mono);
      }
      .footer {
        margin-block-start: 6px;
        color: var(--wa-muted);
        font-size: 13px;
      }
      .time {
        display: block;
        color: var(--wa-muted);
        font-size: 11.5px;
        line-height: 15px;
        text-align: end;
      }
      .media {
        display: grid;
        place-items: center;
        gap: 4px;
        block-size: 120px;
        border-radius: 6px;
        background: light-dark(#dfe5e7, #2a3942);
        color: light-dark(#47545c, #c0cbd1);
        font-size: 12.5px;
        --size: 26px;
        align-content: center;
      }
      .media.DOCUMENT {
        block-size: 56px;
      }
      mark {
        padding-inline: 3px;
        border-radius: 3px;
        background: light-dark(#fff1c9, #4a3a12);
        color: light-dark(#7a4a00, #ffd58a);
      }
      ul {
        overflow: hidden;
        border-end-start-radius: 7.5px;
        border-end-end-radius: 7.5px;
        background: var(--wa-bubble);
        box-shadow: 0 1px 0.5px rgb(11 20 26 / 13%);
      }
      li,
      li button {
        display: flex;
        flex: 1;
        justify-content: center;
        align-items: center;
        gap: 6px;
        min-block-size: 40px;
        padding-inline: 10px;
        color: var(--wa-link);
        text-align: center;
        overflow-wrap: anywhere;
      }
      li {
        border-block-start: 1px solid var(--wa-line);
      }
      li > span {
        min-inline-size: 0;
      }
      @media (forced-colors: active) {
        .bubble,
        ul {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) message: PreviewMessage | null = null;

  /** `14:32`, in the corner of the bubble */
  @property() time = '';

  /** the phone's own look; unset it follows the page */
  @property({ reflect: true }) look: 'light' | 'dark' | '' = '';

  /** language of the words, for who has them read out */
  @property({ attribute: 'words-lang' }) wordsLang = '';

  @state() private isWhole = false;

  protected override render(): TemplateResult | typeof nothing {
    const { message } = this;
    if (!message) return nothing;
    const say = previewWords(this);
    const buttons = message.buttons ?? [];
    const { media } = message;
    return html`<figure aria-label=${say('label')} lang=${this.wordsLang || nothing}>
      <div class="bubble ${buttons.length ? 'buttons' : ''}">
        <span class="tail"></span>
        ${media ? html`<div class="media ${media}"><engage-icon name=${MEDIA_ICONS[media]}></engage-icon>${say(MEDIA[media])}</div>` : nothing}
        <div class="inside">
          ${message.header ? html`<div class="heading">${this.#words(message.header)}</div>` : nothing}${this.#words(message.body)}
          ${message.footer ? html`<p class="footer" dir="auto">${message.footer}</p>` : nothing}${this.time ? html`<span class="time">${this.time}</span>` : nothing}
        </div>
      </div>
      ${buttons.length ? this.#buttons(buttons) : nothing}
    </figure>`;
  }

  /** Complete words are drawn as WhatsApp draws them; what still has blanks is shown plain, each blank marked. */
  #words(text: string): TemplateResult {
    if (!BLANK.test(text)) return messageText(text);
    return html`<p class="text" dir="auto">${text.split(BLANK).map((piece) => (BLANK.test(piece) ? html`<mark title=${previewWords(this)('blank')}>${piece.replace(/[{}\s]/g, '')}</mark>` : piece))}</p>`;
  }

  #buttons(buttons: readonly { type: string; text: string }[]): TemplateResult {
    const say = previewWords(this);
    const hasMore = buttons.length > MOST_BUTTONS;
    const shown = hasMore && !this.isWhole ? buttons.slice(0, MOST_BUTTONS - 1) : buttons;
    return html`<ul>
      ${shown.map(({ type, text }) => {
        const icon = BUTTON_ICONS[type];
        return html`<li>${icon ? html`<engage-icon name=${icon}></engage-icon>` : nothing}<span dir="auto">${text}</span></li>`;
      })}
      ${
        hasMore
          ? html`<li>
            <button
              type="button"
              @click=${() => {
                this.isWhole = !this.isWhole;
              }}
            >
              <engage-icon name="list-checks"></engage-icon>${say(this.isWhole ? 'fewer' : 'options')}
            </button>
          </li>`
          : nothing
      }
    </ul>`;
  }
}

defineElement(tag('whatsapp-preview'), WhatsappPreview);
