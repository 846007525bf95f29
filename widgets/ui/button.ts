import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import type { IconName } from './icons.ts';
import './icon.ts';
import './spinner.ts';

/**
 * A button with words. Listen to `click`; it does not fire while disabled or loading.
 * @tag engage-button
 * @slot - the words
 * @csspart button - the native button
 */
export class Button extends EngageElement {
  static formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = { ...EngageElement.shadowRootOptions, delegatesFocus: true };
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-flex;
        vertical-align: middle;
        min-inline-size: 0;
      }
      button {
        position: relative;
        display: inline-flex;
        flex: 1;
        align-items: center;
        justify-content: center;
        gap: 6px;
        min-inline-size: 0;
        min-block-size: var(--e-control);
        padding-inline: 12px;
        border: 1px solid var(--e-line-strong);
        border-radius: var(--e-radius);
        background: var(--e-surface);
        color: var(--e-text);
        font-size: 13px;
        font-weight: 500;
        line-height: 18px;
        white-space: nowrap;
        transition:
          background-color var(--e-quick) ease-out,
          border-color var(--e-quick) ease-out;
      }
      button:hover {
        background: color-mix(in srgb, var(--e-text) 4%, var(--e-surface));
      }
      button:active {
        background: color-mix(in srgb, var(--e-text) 8%, var(--e-surface));
      }
      slot {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      :host([size='small']) button {
        min-block-size: 26px;
        padding-inline: 9px;
        font-size: 12.5px;
      }
      :host([variant='primary']) button {
        border-color: transparent;
        background: var(--e-accent-solid);
        color: var(--e-on-accent);
      }
      :host([variant='primary']) button:is(:hover, :active) {
        background: var(--e-accent-hover);
      }
      :host([variant='primary']) button:focus-visible {
        outline-offset: 2px;
      }
      :host([variant='quiet']) button {
        border-color: transparent;
        background: none;
      }
      :host([variant='quiet']) button:hover {
        background: var(--e-hover);
      }
      :host([variant='quiet']) button:active,
      :host([variant='quiet']) button[aria-pressed='true'],
      :host([variant='quiet']) button[aria-expanded='true'] {
        background: var(--e-press);
      }
      :host([variant='link']) button {
        min-block-size: 24px;
        padding-inline: 0;
        border: 0;
        background: none;
        color: var(--e-accent-text);
      }
      :host([variant='link']) button:hover {
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      :host([variant='danger']) button {
        color: var(--e-danger);
      }
      button:disabled,
      button[aria-disabled='true'] {
        cursor: default;
      }
      button:disabled {
        opacity: 0.5;
      }
      :host([join='start']) button {
        border-start-end-radius: 0;
        border-end-end-radius: 0;
      }
      :host([join='end']) button {
        border-start-start-radius: 0;
        border-end-start-radius: 0;
        margin-inline-start: 1px;
      }
      @media (forced-colors: active) {
        :host([variant='primary']) button {
          border-color: ButtonText;
        }
      }
    `,
  ];

  /** `secondary` (default), `primary` for the one main action, `quiet`, `danger`, `link` */
  @property({ reflect: true }) variant: 'primary' | 'secondary' | 'quiet' | 'danger' | 'link' = 'secondary';

  /** `medium` or `small` */
  @property({ reflect: true }) size: 'medium' | 'small' = 'medium';

  /** icon before the words */
  @property() icon: IconName | '' = '';

  /** icon after the words, e.g. chevron-down for a menu */
  @property({ attribute: 'end-icon' }) endIcon: IconName | '' = '';

  /** accessible name when the words are not enough */
  @property() label = '';

  @property({ type: Boolean, reflect: true }) disabled = false;

  /** under way: keeps its width and its place in the tab order, and does nothing */
  @property({ type: Boolean, reflect: true }) loading = false;

  /** `submit` sends the form around it */
  @property() type: 'button' | 'submit' = 'button';

  /** toggle buttons only */
  @property({ attribute: false }) pressed: boolean | undefined;

  /** set by menu and popover on their trigger */
  @property({ attribute: false }) expanded: boolean | undefined;
  @property({ attribute: false }) popup: 'menu' | 'dialog' | 'listbox' | undefined;

  /** flat side where it joins another button */
  @property({ reflect: true }) join: 'start' | 'end' | '' = '';

  readonly #internals = this.attachInternals();

  #clicked(event: Event): void {
    if (this.loading) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (this.type === 'submit') this.#internals.form?.requestSubmit();
  }

  protected override render(): TemplateResult {
    return html`<button
      part="button"
      type="button"
      ?disabled=${this.disabled}
      aria-disabled=${this.loading ? 'true' : nothing}
      aria-busy=${this.loading ? 'true' : nothing}
      aria-label=${this.label || nothing}
      aria-pressed=${this.pressed === undefined ? nothing : String(this.pressed)}
      aria-expanded=${this.expanded === undefined ? nothing : String(this.expanded)}
      aria-haspopup=${this.popup ?? nothing}
      @click=${this.#clicked}
    >
      ${this.loading ? html`<engage-spinner></engage-spinner>` : this.icon ? html`<engage-icon name=${this.icon}></engage-icon>` : nothing}
      <slot></slot>
      ${this.endIcon ? html`<engage-icon name=${this.endIcon}></engage-icon>` : nothing}
    </button>`;
  }
}

defineElement(tag('button'), Button);
