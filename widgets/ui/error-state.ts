import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import './button.ts';
import './icon.ts';
import { noticeBoxStyles } from './notice-box-styles.ts';
import { uiWord } from './ui-word.ts';

/**
 * A view could not be shown: what happened, what to do, and the number support can find in the log.
 * @tag engage-error-state
 * @slot - what happened and what to do
 * @fires retry - the person wants another attempt
 */
export class ErrorState extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    noticeBoxStyles,
    css`
      .box {
        max-inline-size: 340px;
      }
      .mark {
        background: var(--e-danger-soft);
        color: var(--e-danger);
      }
      .text {
        margin-block-end: 14px;
      }
      .reference {
        margin-block-start: 10px;
        color: var(--e-muted);
        font-size: 12px;
        user-select: all;
      }
      code {
        font-family: var(--e-mono);
      }
    `,
  ];

  @property() heading = '';

  /** request id of the failed call */
  @property() reference = '';

  /** the next attempt is under way */
  @property({ type: Boolean }) retrying = false;

  /** nothing to try again (no permission) */
  @property({ type: Boolean }) final = false;

  protected override render(): TemplateResult {
    return html`<div class="box" role="alert">
      <div class="mark"><engage-icon name="circle-alert"></engage-icon></div>
      <p class="heading">${this.heading}</p>
      <div class="text"><slot></slot></div>
      ${
        this.final
          ? nothing
          : html`<engage-button icon="rotate-cw" ?loading=${this.retrying} @click=${() => this.dispatchEvent(new Event('retry'))}>${uiWord(this, 'tryAgain')}</engage-button>`
      }
      ${this.reference ? html`<p class="reference">${uiWord(this, 'reference')}: <code>${this.reference}</code></p>` : nothing}
    </div>`;
  }
}

defineElement(tag('error-state'), ErrorState);
