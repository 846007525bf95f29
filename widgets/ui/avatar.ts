import { css, type CSSResultGroup, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';

const TONES = ['blue', 'green', 'violet', 'amber'] as const;

/**
 * Initials in a circle whose tone is always the same for the same name. Decorative: the name stands beside it.
 * @tag engage-avatar
 * @cssprop [--size=32px] - diameter
 */
export class Avatar extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-grid;
        flex: none;
        place-items: center;
        inline-size: var(--size, 32px);
        block-size: var(--size, 32px);
        border-radius: 50%;
        font-size: calc(var(--size, 32px) * 0.375);
        font-weight: 600;
        line-height: 1;
        user-select: none;
      }
      :host([data-tone='blue']) {
        background: var(--e-blue-soft);
        color: var(--e-blue);
      }
      :host([data-tone='green']) {
        background: var(--e-green-soft);
        color: var(--e-green);
      }
      :host([data-tone='violet']) {
        background: var(--e-violet-soft);
        color: var(--e-violet);
      }
      :host([data-tone='amber']) {
        background: var(--e-amber-soft);
        color: var(--e-amber);
      }
      @media (forced-colors: active) {
        :host {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property() name = '';

  protected override render(): TemplateResult {
    const words = this.name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const [first = '', second] = words;
    const letters = second ? Array.from(first).slice(0, 1).concat(Array.from(second).slice(0, 1)) : Array.from(first).slice(0, 2);
    let sum = 0;
    for (const letter of this.name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
    this.dataset['tone'] = TONES[sum % TONES.length] ?? 'blue';
    this.ariaHidden = 'true';
    return html`${letters.join('').toUpperCase() || '?'}`;
  }
}

defineElement(tag('avatar'), Avatar);
