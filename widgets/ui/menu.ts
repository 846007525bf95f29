import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import { Floating } from './floating.ts';
import type { IconName } from './icons.ts';
import './icon.ts';
import './kbd.ts';
import type { Placement } from './place-floating.ts';

/** One line of a menu. */
export interface MenuItem {
  value: string;
  label: string;
  /** second, quiet line */
  detail?: string;
  icon?: IconName;
  /** set for choices: true draws a tick */
  checked?: boolean;
  disabled?: boolean;
  danger?: boolean;
  /** a line above it */
  separated?: boolean;
  /** keyboard hint */
  hint?: string;
}

/**
 * A list of actions or choices beside its trigger. Arrow keys, Home, End, typing the first letters, Enter, Escape.
 * @tag engage-menu
 * @slot trigger - an engage-button or engage-icon-button
 * @fires choose - detail `{ value }`
 */
export class Menu extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-flex;
        min-inline-size: 0;
      }
      [popover] {
        min-inline-size: 180px;
        max-inline-size: min(340px, calc(100vw - 16px));
        padding: 4px;
        overflow: auto;
        overscroll-behavior: contain;
        border: 1px solid var(--e-line);
        border-radius: calc(var(--e-radius) + 2px);
        background: var(--e-raised);
        color: var(--e-text);
        box-shadow: var(--e-shadow);
        font: 400 13px/1.4 var(--e-font);
        transition: opacity var(--e-quick) ease-out;
      }
      @starting-style {
        [popover]:popover-open {
          opacity: 0;
        }
      }
      button {
        display: flex;
        align-items: center;
        gap: 8px;
        inline-size: 100%;
        min-block-size: 30px;
        padding: 5px 8px;
        border-radius: calc(var(--e-radius) - 1px);
      }
      button:is(:hover, :focus-visible):not(:disabled) {
        background: var(--e-selected);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      button:disabled {
        opacity: 0.5;
        cursor: default;
      }
      engage-icon {
        color: var(--e-muted);
      }
      .danger,
      .danger engage-icon {
        color: var(--e-danger);
      }
      .words {
        flex: 1;
        min-inline-size: 0;
      }
      .detail {
        display: block;
        color: var(--e-muted);
        font-size: 12px;
      }
      .tick {
        inline-size: 16px;
      }
      hr {
        margin: 4px 0;
        border: 0;
        border-block-start: 1px solid var(--e-line);
      }
    `,
  ];

  @property({ attribute: false }) items: readonly MenuItem[] = [];

  /** required: accessible name of the list */
  @property() label = '';

  @property() placement: Placement = 'bottom-start';

  readonly #floating = new Floating(this, 'menu');
  #typed = '';
  #typedAt = 0;

  get isOpen(): boolean {
    return this.#floating.isOpen;
  }

  show(): void {
    this.#floating.show();
  }

  hide(): void {
    this.#floating.hide();
  }

  #buttons(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  }

  #toggled(event: Event): void {
    this.#floating.toggled(event);
    if (!this.#floating.isOpen) return;
    const buttons = this.#buttons();
    (buttons.find((button) => button.ariaChecked === 'true') ?? buttons[0])?.focus();
  }

  #pressed(event: KeyboardEvent): void {
    const buttons = this.#buttons();
    const at = buttons.findIndex((button) => button === this.shadowRoot?.activeElement);
    const last = buttons.length - 1;
    const to = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      buttons[to]?.focus();
    } else if (event.key === 'Tab') {
      this.hide();
    } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.#typed = event.timeStamp - this.#typedAt > 600 ? event.key : this.#typed + event.key;
      this.#typedAt = event.timeStamp;
      const wanted = this.#typed.toLocaleLowerCase();
      const ordered = [...buttons.slice(at + (this.#typed.length === 1 ? 1 : 0)), ...buttons];
      ordered.find((button) => button.querySelector('.words')?.textContent?.trim().toLocaleLowerCase().startsWith(wanted))?.focus();
    } else {
      return;
    }
    event.stopPropagation();
  }

  #opened(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.show();
  }

  #choose(item: MenuItem): void {
    this.hide();
    this.emit('choose', { value: item.value });
  }

  protected override render(): TemplateResult {
    const floating = this.#floating;
    const hasChoices = this.items.some((item) => item.checked !== undefined);
    return html`<slot name="trigger" @slotchange=${floating.dress} @pointerdown=${floating.pointerDown} @click=${floating.toggle} @keydown=${this.#opened}></slot>
      <div popover="auto" role="menu" aria-label=${this.label} tabindex="-1" @beforetoggle=${floating.toggling} @toggle=${this.#toggled} @keydown=${this.#pressed}>
        ${this.items.map(
          (item) =>
            html`${item.separated ? html`<hr role="separator" />` : nothing}<button
                type="button"
                tabindex="-1"
                role=${item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked=${item.checked === undefined ? nothing : String(item.checked)}
                class=${item.danger ? 'danger' : ''}
                ?disabled=${item.disabled ?? false}
                @click=${() => this.#choose(item)}
              >
                ${item.icon ? html`<engage-icon name=${item.icon}></engage-icon>` : nothing}
                <span class="words">${item.label}${item.detail ? html`<span class="detail">${item.detail}</span>` : nothing}</span>
                ${item.hint ? html`<engage-kbd aria-hidden="true">${item.hint}</engage-kbd>` : nothing}
                ${hasChoices ? html`<span class="tick">${item.checked ? html`<engage-icon name="check"></engage-icon>` : nothing}</span>` : nothing}
              </button>`,
        )}
      </div>`;
  }
}

defineElement(tag('menu'), Menu);
