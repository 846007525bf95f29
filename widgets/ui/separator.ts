import { css, type CSSResultGroup, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';

/**
 * A hairline, with a word in the middle when it has one (a day between messages).
 * @tag engage-separator
 */
export class Separator extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
      }
      div {
        display: flex;
        align-items: center;
        gap: 10px;
        color: var(--e-muted);
        font-size: 12px;
      }
      div::before,
      div::after {
        content: '';
        flex: 1;
        border-block-start: 1px solid var(--e-line);
      }
      div:empty {
        gap: 0;
      }
    `,
  ];

  @property() label = '';

  protected override render(): TemplateResult {
    return html`<div role="separator" aria-label=${this.label || ''}>${this.label}</div>`;
  }
}

defineElement(tag('separator'), Separator);
