import { css, type CSSResultGroup, html, type TemplateResult } from 'lit';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';

/**
 * A key to press.
 * @tag engage-kbd
 * @slot - the key
 */
export class Kbd extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      kbd {
        display: inline-block;
        min-inline-size: 18px;
        padding-inline: 4px;
        border: 1px solid var(--e-line-strong);
        border-radius: 4px;
        color: var(--e-muted);
        font: 500 11.5px/16px var(--e-font);
        text-align: center;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<kbd><slot></slot></kbd>`;
  }
}

defineElement(tag('kbd'), Kbd);
