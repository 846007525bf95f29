import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { SendPreview } from '../../../types/renewals.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { EngageError } from '../../core/engage-error.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../banner.ts';
import '../button.ts';
import '../dialog.ts';
import '../skeleton.ts';
import '../whatsapp-preview.ts';
import { detailWords } from './detail-words.ts';
import { formWords } from './form-words.ts';
import { refusalText } from './refusal-text.ts';
import type { RenewalAct } from './renewal-act.ts';
import { renewalWords } from './renewal-words.ts';

/**
 * The question before one reminder goes out by hand: to whom, when, and the message as the merchant will read it. Where nothing may be
 * sent it says why instead.
 * @tag engage-renewal-send
 * @fires renewal-act - detail: the RenewalAct `send`
 * @fires renewal-form - the person would rather log a call; detail `{ form: 'call' }`
 * @fires close - without sending
 */
export class RenewalSend extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      .stack {
        display: grid;
        gap: 10px;
      }
      .to {
        font-weight: 500;
      }
      .muted {
        color: var(--e-muted);
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @property({ attribute: false }) preview: SendPreview | null = null;
  @property({ attribute: false }) format: Format | null = null;
  @property({ attribute: false }) error: EngageError | null = null;
  /** `preview` while it is asked for, `send` while it goes out */
  @property({ attribute: false }) busy: RenewalAct['do'] | null = null;

  get #isPossible(): boolean {
    return !this.error && this.busy !== 'preview' && (this.preview?.renewals ?? 0) > 0;
  }

  #send(): void {
    if (this.#isPossible && this.busy !== 'send') this.emit<RenewalAct>('renewal-act', { do: 'send' });
  }

  #closed(event: Event): void {
    event.stopPropagation();
    if (this.busy === 'send' && event.cancelable) event.preventDefault();
    else this.emit('close');
  }

  protected override render(): TemplateResult {
    const say = formWords(this);
    const isRefused = this.preview !== null && this.busy !== 'preview' && this.preview.renewals === 0;
    return html`<engage-dialog ?open=${this.open} label=${say('send.title')} @close=${this.#closed}>
      <div class="stack">
        ${this.error && this.busy === null ? html`<engage-banner framed tone="danger" announce="alert">${refusalText(detailWords(this), this.error)}</engage-banner>` : nothing}
        ${this.#content()}
      </div>
      <engage-button slot="footer" ?disabled=${this.busy === 'send'} @click=${() => this.emit('close')}>${say('cancel')}</engage-button>
      ${
        isRefused
          ? html`<engage-button slot="footer" variant="primary" icon="phone" @click=${() => this.emit('renewal-form', { form: 'call' })}>${say('send.call')}</engage-button>`
          : html`<engage-button slot="footer" variant="primary" icon="send" ?disabled=${!this.#isPossible} ?loading=${this.busy === 'send'} @click=${this.#send}>${say('send.yes')}</engage-button>`
      }
    </engage-dialog>`;
  }

  #content(): TemplateResult | typeof nothing {
    const { preview, format } = this;
    const say = formWords(this);
    if (!format || (!preview && this.error)) return nothing;
    if (!preview || this.busy === 'preview')
      return html`<div role="status" aria-busy="true" aria-label=${say('send.checking')}><engage-skeleton></engage-skeleton><engage-skeleton shape="block" height="140px"></engage-skeleton></div>`;
    if (!preview.renewals) {
      const words = renewalWords(this);
      const why = preview.excluded.map(({ reason }) => words(`reason.${reason}`)).join(' · ');
      return html`<engage-banner framed tone="warning"><b>${say('send.not')}.</b> ${why}</engage-banner>`;
    }
    const { sample, startsAt } = preview;
    const isLater = Date.parse(startsAt) > Date.now() + 60_000;
    return html`${
      sample
        ? html`<p class="to"><bdi>${say('send.to', { name: sample.contactName, language: format.language(sample.language) })}</bdi></p>
          <engage-whatsapp-preview .message=${{ body: sample.text }} words-lang=${sample.language.slice(0, 2)} time=${format.time(isLater ? startsAt : new Date().toISOString())}></engage-whatsapp-preview>`
        : nothing
    }
    ${preview.renewals > preview.messages ? html`<p class="muted">${say('send.digest', { count: preview.renewals })}</p>` : nothing}
    <p class="muted">${isLater ? say('send.later', { at: format.exact(startsAt) }) : say('send.now')}</p>`;
  }
}

defineElement(tag('renewal-send'), RenewalSend);
