import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import type { IconName } from './icons.ts';
import './icon.ts';

/** One segment. */
export interface Segment {
  value: string;
  label: string;
  icon?: IconName;
}

/**
 * One of two to four, all visible. Native radio buttons underneath.
 * @tag engage-segmented
 * @fires choose - detail `{ value }`
 */
export class Segmented extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-flex;
      }
      fieldset {
        display: inline-flex;
        gap: 2px;
        min-inline-size: 0;
        margin: 0;
        padding: 2px;
        border: 0;
        border-radius: var(--e-radius);
        background: var(--e-sunken);
        box-shadow: inset 0 0 0 1px var(--e-line);
      }
      label {
        position: relative;
        display: inline-flex;
        align-items: center;
        gap: 5px;
        min-block-size: calc(var(--e-control) - 6px);
        padding-inline: 10px;
        border-radius: calc(var(--e-radius) - 2px);
        color: var(--e-muted);
        font-weight: 500;
        white-space: nowrap;
        cursor: pointer;
      }
      label:hover {
        color: var(--e-text);
      }
      label:has(:checked) {
        background: var(--e-surface);
        box-shadow: 0 0 0 1px var(--e-line-strong);
        color: var(--e-text);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--e-accent);
        outline-offset: 1px;
      }
      input {
        position: absolute;
        inset: 0;
        opacity: 0;
        cursor: pointer;
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) options: readonly Segment[] = [];

  @property() value = '';

  /** required: the question these answer */
  @property() label = '';

  #choose(value: string): void {
    this.value = value;
    this.emit('choose', { value });
  }

  protected override render(): TemplateResult {
    return html`<fieldset>
      <legend class="sr-only">${this.label}</legend>
      ${this.options.map(
        (option) =>
          html`<label
            ><input type="radio" name="segment" .checked=${option.value === this.value} @change=${() => this.#choose(option.value)} />${
              option.icon ? html`<engage-icon name=${option.icon}></engage-icon>` : nothing
            }${option.label}</label
          >`,
      )}
    </fieldset>`;
  }
}

defineElement(tag('segmented'), Segmented);
