import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import './icon.ts';
import { mediaWords } from './media-words.ts';
import { uiWord } from './ui-word.ts';

/** A picture to look at. */
export interface LightboxImage {
  src: string;
  /** what it shows, or its file name */
  name: string;
  /** where the original can be had */
  download?: string;
}

/**
 * Pictures as large as the window allows. Arrow keys go from one to the next, a click enlarges, Escape closes.
 * @tag engage-lightbox
 * @fires close - the person closed it
 */
export class Lightbox extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: contents;
      }
      dialog {
        inline-size: 100vw;
        block-size: 100dvh;
        max-inline-size: none;
        max-block-size: none;
        margin: 0;
        padding: 0;
        border: 0;
        background: #0b0d10f2;
        color: #ffffff;
        font: 400 13px/1.45 var(--e-font);
        --e-accent: #ffffff;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 8px 8px 8px 16px;
      }
      p {
        flex: 1;
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .stage {
        position: relative;
        flex: 1;
        display: grid;
        min-block-size: 0;
        overflow: auto;
      }
      .picture {
        display: grid;
        place-items: center;
        min-block-size: 0;
        min-inline-size: 0;
        cursor: zoom-in;
      }
      .picture:focus-visible {
        outline-offset: -4px;
      }
      img {
        max-inline-size: 100%;
        max-block-size: 100%;
        object-fit: contain;
      }
      .large .picture {
        inline-size: max-content;
        block-size: max-content;
        min-inline-size: 140%;
        cursor: zoom-out;
      }
      .large img {
        max-inline-size: none;
        max-block-size: none;
        min-inline-size: 140vw;
      }
      .head :is(a, button),
      .step {
        display: grid;
        place-items: center;
        inline-size: 40px;
        block-size: 40px;
        border-radius: 50%;
        background: none;
        color: #ffffff;
      }
      .head :is(a, button):hover,
      .step:hover {
        background: #ffffff26;
      }
      .step {
        position: absolute;
        inset-block-start: calc(50dvh - 20px);
        background: #0b0d1080;
      }
      .previous {
        inset-inline-start: 12px;
      }
      .next {
        inset-inline-end: 12px;
      }
      :dir(rtl) .step engage-icon {
        transform: scaleX(-1);
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;

  @property({ attribute: false }) images: readonly LightboxImage[] = [];

  @property({ type: Number }) index = 0;

  @state() private isLarge = false;

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('index') || changed.has('open')) this.isLarge = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    if (this.open) this.#dialog?.showModal();
    else this.#dialog?.close();
  }

  #step(by: number): void {
    const { length } = this.images;
    if (length > 1) this.index = (this.index + by + length) % length;
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === 'ArrowRight') this.#step(1);
    else if (event.key === 'ArrowLeft') this.#step(-1);
  }

  #closed(event: Event): void {
    event.stopPropagation();
    if (!this.open) return;
    this.open = false;
    this.emit('close');
  }

  #zoom(): void {
    this.isLarge = !this.isLarge;
  }

  protected override render(): TemplateResult {
    const image = this.images[this.index];
    const button = (name: 'previous' | 'next', by: number): TemplateResult =>
      html`<button class="step ${name}" type="button" aria-label=${mediaWords(this)(name)} @click=${() => this.#step(by)}>
        <engage-icon name=${name === 'next' ? 'chevron-right' : 'chevron-left'}></engage-icon>
      </button>`;
    return html`<dialog aria-label=${image?.name ?? ''} @close=${this.#closed} @keydown=${this.#pressed}>
      <div class="head">
        <p>${image?.name ?? ''}</p>
        <button type="button" aria-label=${mediaWords(this)(this.isLarge ? 'zoomOut' : 'zoomIn')} @click=${this.#zoom}>
          <engage-icon name=${this.isLarge ? 'zoom-out' : 'zoom-in'}></engage-icon>
        </button>
        ${
          image?.download
            ? html`<a href=${image.download} target="_blank" rel="noopener" aria-label=${mediaWords(this)('download')}><engage-icon name="download"></engage-icon></a>`
            : nothing
        }
        <button type="button" aria-label=${uiWord(this, 'close')} @click=${() => this.#dialog?.close()}><engage-icon name="x"></engage-icon></button>
      </div>
      <div class="stage ${this.isLarge ? 'large' : ''}">
        ${this.open && image ? html`<button class="picture" type="button" aria-label=${mediaWords(this)(this.isLarge ? 'zoomOut' : 'zoomIn')} @click=${this.#zoom}><img src=${image.src} alt=${image.name} /></button>` : nothing}
      </div>
      ${this.images.length > 1 ? html`${button('previous', -1)}${button('next', 1)}` : nothing}
    </dialog>`;
  }
}

defineElement(tag('lightbox'), Lightbox);
