import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';

/**
 * Something is under way. With a label it is announced.
 * @tag engage-spinner
 * @cssprop [--size=16px] - edge length
 */
export class Spinner extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-block;
        flex: none;
        inline-size: var(--size, 16px);
        block-size: var(--size, 16px);
      }
      i {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        border: 2px solid color-mix(in srgb, currentcolor 25%, transparent);
        border-block-start-color: currentcolor;
        border-radius: 50%;
        animation: turn 800ms linear infinite;
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      @media (forced-colors: active) {
        i {
          border-color: GrayText;
          border-block-start-color: Highlight;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        i {
          animation: breathe 1600ms ease-in-out infinite !important;
        }
      }
      @keyframes breathe {
        50% {
          opacity: 0.35;
        }
      }
    `,
  ];

  @property() label = '';

  protected override render(): TemplateResult {
    return html`<i aria-hidden="true"></i>${this.label ? html`<span class="sr-only" role="status">${this.label}</span>` : nothing}`;
  }
}

defineElement(tag('spinner'), Spinner);
