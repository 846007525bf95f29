import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';

/** One tab; its panel is the child with `slot` = `value`. */
export interface Tab {
  value: string;
  label: string;
  count?: number;
}

/**
 * Tabs over panels. Arrow keys, Home and End move and choose.
 * @tag engage-tabs
 * @slot - panels: the child whose `slot` is the chosen value
 * @slot end - at the end of the row of tabs
 * @fires choose - detail `{ value }`
 */
export class Tabs extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
      }
      .row {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      [role='tablist'] {
        display: flex;
        flex: 1;
        gap: 14px;
        min-inline-size: 0;
        overflow-x: auto;
        scrollbar-width: none;
      }
      button {
        position: relative;
        flex: none;
        min-block-size: 28px;
        color: var(--e-muted);
        font-weight: 500;
        transition: color var(--e-quick) ease-out;
      }
      button:hover {
        color: var(--e-text);
      }
      button[aria-selected='true'] {
        color: var(--e-text);
      }
      button[aria-selected='true']::after {
        content: '';
        position: absolute;
        inset: auto 0 0;
        block-size: 2px;
        border-radius: 1px;
        background: var(--e-accent);
      }
      button:focus-visible {
        outline-offset: -2px;
        border-radius: 3px;
      }
      .count {
        margin-inline-start: 5px;
        color: var(--e-muted);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }
      @media (forced-colors: active) {
        button[aria-selected='true']::after {
          background: Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) tabs: readonly Tab[] = [];

  @property() value = '';

  /** required: accessible name of the row */
  @property() label = '';

  #choose(value: string): void {
    if (value === this.value) return;
    this.value = value;
    this.emit('choose', { value });
  }

  #pressed(event: KeyboardEvent): void {
    const at = this.tabs.findIndex((tab) => tab.value === this.value);
    const isRightToLeft = getComputedStyle(this).direction === 'rtl';
    const step = { ArrowRight: isRightToLeft ? -1 : 1, ArrowLeft: isRightToLeft ? 1 : -1 }[event.key];
    const { length } = this.tabs;
    const to = step !== undefined ? (at + step + length) % length : { Home: 0, End: length - 1 }[event.key];
    const next = to === undefined ? undefined : this.tabs[to];
    if (!next) return;
    event.preventDefault();
    this.#choose(next.value);
    this.renderRoot.querySelectorAll('button')[this.tabs.indexOf(next)]?.focus();
  }

  protected override render(): TemplateResult {
    return html`<div class="row">
        <div role="tablist" aria-label=${this.label} @keydown=${this.#pressed}>
          ${this.tabs.map(
            (tab) =>
              html`<button
                type="button"
                role="tab"
                id="tab-${tab.value}"
                aria-controls="panel"
                aria-selected=${tab.value === this.value ? 'true' : 'false'}
                tabindex=${tab.value === this.value ? 0 : -1}
                @click=${() => this.#choose(tab.value)}
              >
                ${tab.label}${tab.count === undefined ? nothing : html`<span class="count">${tab.count}</span>`}
              </button>`,
          )}
        </div>
        <slot name="end"></slot>
      </div>
      <div id="panel" role="tabpanel" aria-labelledby="tab-${this.value}"><slot name=${this.value}></slot></div>`;
  }
}

defineElement(tag('tabs'), Tabs);
