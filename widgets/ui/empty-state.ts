import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import type { IconName } from './icons.ts';
import './icon.ts';

/**
 * Nothing here: says why and what to do next.
 * @tag engage-empty-state
 * @slot - the explanation
 * @slot action - what to do next
 */
export class EmptyState extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: grid;
        place-items: center;
        padding: 24px 16px;
      }
      .box {
        display: flex;
        flex-direction: column;
        align-items: center;
        max-inline-size: 320px;
        text-align: center;
      }
      .mark {
        display: grid;
        place-items: center;
        inline-size: 44px;
        block-size: 44px;
        margin-block-end: 12px;
        border-radius: 50%;
        background: var(--e-sunken);
        box-shadow: inset 0 0 0 1px var(--e-line);
        color: var(--e-muted);
      }
      .mark engage-icon {
        --size: 20px;
      }
      .heading {
        font-size: 14px;
        font-weight: 600;
      }
      .text {
        margin-block-start: 4px;
        color: var(--e-muted);
        text-wrap: balance;
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
