import { css, type CSSResultGroup, html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import { type Placement, placeFloating } from './place-floating.ts';

const DELAY_MS = 450;

/**
 * A few words beside what they explain, on hover and keyboard focus; Escape hides them. Also the accessible description of
 * the slotted element, unless it says the same already.
 * @tag engage-tooltip
 * @slot - the element to explain
 */
export class Tooltip extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-flex;
        min-inline-size: 0;
      }
      [popover] {
        border: 0;
        padding: 4px 8px;
        max-inline-size: 280px;
        border-radius: 5px;
        background: light-dark(#20252d, #e8ebf0);
        color: light-dark(#ffffff, #15181e);
        font: 500 12px/1.4 var(--e-font);
        pointer-events: none;
        white-space: normal;
      }
      @media (forced-colors: active) {
        [popover] {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property() text = '';

  @property() placement: Placement = 'top';

  /** for elements whose accessible name is the text already (icon buttons) */
  @property({ type: Boolean, attribute: 'name-only' }) isNameOnly = false;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #leave: (() => void) | undefined;

  get #bubble(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('[popover]');
  }

  constructor() {
    super();
    this.addEventListener('pointerenter', (event) => {
      if (event.pointerType !== 'touch') this.#showIn(DELAY_MS);
    });
    this.addEventListener('pointerleave', () => this.hide());
    this.addEventListener('pointerdown', () => this.hide());
    this.addEventListener('focusin', (event) => {
      const target = event.composedPath()[0];
      if (target instanceof Element && target.matches(':focus-visible')) this.#showIn(0);
    });
    this.addEventListener('focusout', () => this.hide());
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#leave) {
        event.stopPropagation();
        this.hide();
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.hide();
  }

  #showIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const bubble = this.#bubble;
      if (!this.text || !bubble || !this.isConnected || this.#leave) return;
      bubble.showPopover();
      this.#leave = placeFloating(this, bubble, this.placement);
    }, milliseconds);
  }

  /** Hides it now. */
  hide(): void {
    clearTimeout(this.#timer);
    this.#leave?.();
    this.#leave = undefined;
    const bubble = this.hasUpdated ? this.#bubble : null;
    if (bubble?.matches(':popover-open')) bubble.hidePopover();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('text')) this.#describe();
  }

  readonly #describe = (): void => {
    if (this.isNameOnly) return;
    const target = this.renderRoot.querySelector('slot')?.assignedElements()[0];
    if (target) target.ariaDescription = this.text;
  };

  protected override render(): TemplateResult {
    return html`<slot @slotchange=${this.#describe}></slot><div popover="manual" aria-hidden="true">${this.text}</div>`;
  }
}

defineElement(tag('tooltip'), Tooltip);
