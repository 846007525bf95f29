import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import type { IconName } from './icons.ts';
import './icon.ts';
import { noticeBoxStyles } from './notice-box-styles.ts';

/**
 * Nothing here: says why and what to do next.
 * @tag engage-empty-state
 * @slot - the explanation
 * @slot action - what to do next
 */
export class EmptyState extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    noticeBoxStyles,
    css`
      .mark {
        background: var(--e-sunken);
        box-shadow: inset 0 0 0 1px var(--e-line);
        color: var(--e-muted);
      }
      .action {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 8px;
        margin-block-start: 14px;
      }
    `,
  ];

  @property() icon: IconName = 'inbox';

  @property() heading = '';

  protected override render(): TemplateResult {
    return html`<div class="box">
      <div class="mark"><engage-icon name=${this.icon}></engage-icon></div>
      <p class="heading">${this.heading}</p>
      <div class="text"><slot></slot></div>
      ${this.querySelector('[slot="action"]') ? html`<div class="action"><slot name="action"></slot></div>` : nothing}
    </div>`;
  }
}

defineElement(tag('empty-state'), EmptyState);
