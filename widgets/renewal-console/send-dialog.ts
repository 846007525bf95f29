import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { RenewalSelection, SendPreview } from '../../types/renewals.ts';
import { cssSet } from '../core/css-set.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { EngageError } from '../core/engage-error.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/banner.ts';
import '../ui/button.ts';
import '../ui/dialog.ts';
import '../ui/error-state.ts';
import '../ui/skeleton.ts';
import '../ui/whatsapp-preview.ts';
import { renewalWords } from '../ui/renewal/renewal-words.ts';
import { sendWords } from './send-words.ts';

/**
 * Before a bulk "send now": who is left out and why, one reason after the other, what is left, when it goes, and one message as the
 * merchant sees it. Or, with `told`, the same once more after it was sent.
 * @tag engage-send-dialog
 * @fires close
 */
export class SendDialog extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      .fall {
        display: grid;
        gap: 2px;
      }
      .step {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 40%;
        gap: 2px 12px;
        align-items: center;
        padding-block: 5px;
        border-block-end: 1px solid var(--e-line);
      }
      .step:last-child {
        border-block-end: 0;
      }
      .words b {
        font-weight: 500;
      }
      .total .words b,
      .left .words b {
        font-weight: 600;
      }
      .examples {
        color: var(--e-muted);
        font-size: 12px;
      }
      .examples summary {
        inline-size: fit-content;
        min-block-size: 24px;
        line-height: 24px;
        cursor: pointer;
      }
      .examples li {
        padding-inline-start: 14px;
        line-height: 18px;
        overflow-wrap: anywhere;
      }
      .track {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 44px;
        gap: 8px;
        align-items: center;
        font-variant-numeric: tabular-nums;
        text-align: end;
      }
      .track > span:first-child {
        position: relative;
        block-size: 12px;
        border-radius: 3px;
        background: var(--e-sunken);
      }
      .track i {
        position: absolute;
        inset-block: 0;
        inset-inline-start: var(--from);
        inline-size: max(2px, var(--size));
        border-radius: 3px;
        background: var(--e-line-strong);
      }
      .out .track i {
        background: var(--e-amber);
      }
      .left .track i {
        background: var(--e-green);
      }
      .left .track b {
        color: var(--e-green);
      }
      .track b {
        font-weight: 600;
      }
      .sum {
        margin-block: 12px;
        padding: 10px 12px;
        border-radius: var(--e-radius-card);
        background: var(--e-sunken);
        line-height: 20px;
      }
      .sum b {
        font-weight: 600;
      }
      .sample {
        display: grid;
        gap: 6px;
        color: var(--e-muted);
        font-size: 12px;
      }
      .bones {
        display: grid;
        gap: 12px;
        padding-block: 8px;
      }
      engage-banner {
        margin-block-end: 10px;
      }
      @media (forced-colors: active) {
        .track i {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
      @media (max-width: 480px) {
        .step {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @property({ attribute: false }) selection: RenewalSelection | null = null;
  /** asks the server what would happen */
  @property({ attribute: false }) load: ((selection: RenewalSelection, signal: AbortSignal) => Promise<SendPreview>) | null = null;
  /** begins the sending; rejects with what went wrong */
  @property({ attribute: false }) send: ((selection: RenewalSelection, preview: SendPreview) => Promise<void>) | null = null;
  /** how far the server's clock is ahead */
  @property({ attribute: false }) clockMs = 0;
  /** what was left out of a sending that is over */
  @property({ attribute: false }) told: SendPreview | null = null;
  @property({ attribute: false }) format: Format | null = null;

  @state() private preview: SendPreview | null = null;
  @state() private error: EngageError | null = null;
  @state() private isSending = false;
  #abort = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('selection') && this.selection) this.#load();
  }

  readonly #load = (): void => {
    const { selection } = this;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.preview = this.error = null;
    if (!selection) return;
    this.load?.(selection, this.#abort.signal).then(
      (preview) => {
        this.preview = preview;
      },
      (thrown: unknown) => {
        if (!EngageError.isAbort(thrown)) this.error = EngageError.from(thrown);
      },
    );
  };

  readonly #confirm = (): void => {
    const { selection, preview } = this;
    if (!selection || !preview || this.isSending) return;
    this.isSending = true;
    this.error = null;
    this.send?.(selection, preview)
      .then(
        () => this.emit('close'),
        (thrown: unknown) => {
          this.error = EngageError.from(thrown);
        },
      )
      .finally(() => {
        this.isSending = false;
      })
      .catch(() => undefined);
  };

  #closed(event: Event): void {
    event.stopPropagation();
    this.emit('close');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { format } = this;
    if (!format) return nothing;
    const say = sendWords(this);
    const preview = this.told ?? this.preview;
    return html`<engage-dialog size="large" ?open=${this.open} label=${say(this.told ? 'toldTitle' : 'title')} @close=${this.#closed}>
      ${
        this.error && !preview
          ? html`<engage-error-state heading=${say('failed')} reference=${this.error.requestId ?? ''} @retry=${this.#load}>${say(this.error.offline ? 'offline' : 'failedHint')}</engage-error-state>`
          : preview
            ? this.#waterfall(preview, format)
            : this.#waiting()
      }
      <engage-button slot="footer" @click=${() => this.emit('close')}>${say(this.told ? 'close' : 'cancel')}</engage-button>
      ${
        this.told || (preview && !preview.renewals)
          ? nothing
          : html`<engage-button slot="footer" variant="primary" icon="send" ?disabled=${!preview} ?loading=${this.isSending} @click=${this.#confirm}>${preview ? say('send', { count: preview.messages }) : say('sendNone')}</engage-button>`
      }
    </engage-dialog>`;
  }

  #waiting(): TemplateResult {
    return html`<div class="bones" role="status" aria-busy="true" aria-label=${sendWords(this)('counting')}>
      ${[90, 60, 75, 50, 80].map((width) => html`<engage-skeleton width="${width}%"></engage-skeleton>`)}<engage-skeleton shape="block" height="72px"></engage-skeleton>
    </div>`;
  }

  #waterfall(preview: SendPreview, format: Format): TemplateResult {
    const say = sendWords(this);
    const speak = renewalWords(this);
    const { selected, renewals } = preview;
    const share = (count: number): string => `${(count / Math.max(1, selected)) * 100}%`;
    let left = selected;
    const step = (kind: string, words: string, count: number, from: string, examples: TemplateResult | typeof nothing = nothing): TemplateResult =>
      html`<li class="step ${kind}">
        <span class="words"><b>${words}</b>${examples}</span>
        <span class="track"><span aria-hidden="true"><i ${cssSet({ '--from': from, '--size': share(count) })}></i></span><b>${kind === 'out' ? `−${format.number(count)}` : format.number(count)}</b></span>
      </li>`;
    return html`
      ${this.error ? html`<engage-banner tone="danger" framed announce="alert">${say(this.error.offline ? 'offline' : 'failedHint')}</engage-banner>` : nothing}
      <ul class="fall">
        ${step('total', say('selected'), selected, '0%')}
        ${preview.excluded.map(({ reason, count, examples }) => {
          left -= count;
          return step('out', speak(`reason.${reason}`), count, share(left), this.#examples(examples, count));
        })}
        ${step('left', say('left'), renewals, '0%')}
      </ul>
      ${
        this.told
          ? nothing
          : html`<p class="sum">${
              renewals
                ? html`<b>${say('sum', { renewals: say('sum.renewals', { count: renewals }), messages: say('sum.messages', { count: preview.messages }), people: say('sum.people', { count: preview.people }) })}</b><br />${
                    Date.parse(preview.startsAt) - Date.now() - this.clockMs > 90_000
                      ? say('startsAt', { at: format.exact(preview.startsAt), left: format.relative(preview.startsAt) })
                      : say('startsNow')
                  }`
                : say('nothing')
            }</p>`
      }
      ${this.#sample(preview, format)}`;
  }

  /** Who that is, one on a line (names have commas of their own): folded away, for the sum is what is read first. */
  #examples(examples: SendPreview['excluded'][number]['examples'], count: number): TemplateResult | typeof nothing {
    if (!examples.length) return nothing;
    const say = sendWords(this);
    return html`<details class="examples"><summary>${say('who')}</summary><ul>${examples.map(({ outletName }) => html`<li><bdi>${outletName}</bdi></li>`)}${count > examples.length ? html`<li>${say('andMore', { count: count - examples.length })}</li>` : nothing}</ul></details>`;
  }

  #sample({ sample, startsAt }: SendPreview, format: Format): TemplateResult | typeof nothing {
    if (!sample || this.told) return nothing;
    const words = sendWords(this)('sample', { name: sample.contactName, outlet: sample.outletName, language: format.language(sample.language) });
    return html`<section class="sample" aria-label=${words}><p>${words}</p><engage-whatsapp-preview .message=${{ body: sample.text }} words-lang=${sample.language.slice(0, 2)} time=${format.time(startsAt)}></engage-whatsapp-preview></section>`;
  }
}

defineElement(tag('send-dialog'), SendDialog);
