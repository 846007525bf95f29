import { css, type CSSResultGroup, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { cssSet } from '../core/css-set.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';

/**
 * The shape of what is coming; invisible for the first 150 ms. Put `aria-busy="true"` and a spoken label on what contains it.
 * @tag engage-skeleton
 */
export class Skeleton extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
      }
      i {
        display: block;
        inline-size: 100%;
        block-size: 12px;
        border-radius: 4px;
        background: var(--e-line);
        opacity: 0;
        animation:
          appear 200ms 150ms ease-out forwards,
          pulse 1600ms 400ms ease-in-out infinite;
      }
      :host([shape='circle']) i {
        inline-size: 32px;
        block-size: 32px;
        border-radius: 50%;
      }
      :host([shape='block']) i {
        block-size: 48px;
        border-radius: var(--e-radius-card);
      }
      @keyframes appear {
        to {
          opacity: 1;
        }
      }
      @keyframes pulse {
        50% {
          opacity: 0.45;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        i {
          opacity: 1;
          animation: none !important;
        }
      }
    `,
  ];

  @property({ reflect: true }) shape: 'line' | 'circle' | 'block' = 'line';

  /** any CSS length */
  @property() width: string | undefined;
  @property() height: string | undefined;

  protected override render(): TemplateResult {
    return html`<i aria-hidden="true" ${cssSet({ inlineSize: this.width, blockSize: this.height })}></i>`;
  }
}

defineElement(tag('skeleton'), Skeleton);
