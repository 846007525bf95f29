import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import type { IconName } from './icons.ts';
import './icon.ts';
import './spinner.ts';
import './tooltip.ts';

/**
 * A button that is only an icon. Its label is its accessible name and its tooltip.
 * @tag engage-icon-button
 * @csspart button - the native button
 */
export class IconButton extends EngageElement {
  static override shadowRootOptions: ShadowRootInit = { ...EngageElement.shadowRootOptions, delegatesFocus: true };
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-flex;
        flex: none;
        vertical-align: middle;
      }
      button {
        position: relative;
        display: grid;
        place-items: center;
        inline-size: var(--e-control);
        block-size: var(--e-control);
        border: 1px solid transparent;
        border-radius: var(--e-radius);
        color: var(--e-muted);
        transition:
          background-color var(--e-quick) ease-out,
          color var(--e-quick) ease-out;
      }
      :host([size='small']) button {
        inline-size: 26px;
        block-size: 26px;
      }
      :host([variant='outline']) button {
        border-color: var(--e-line-strong);
        background: var(--e-surface);
        color: var(--e-text);
      }
      :host([variant='primary']) button {
        background: var(--e-accent-solid);
        color: var(--e-on-accent);
      }
      :host([variant='primary']:not([disabled])) button:hover {
        background: var(--e-accent-hover);
        color: var(--e-on-accent);
      }
      button:hover {
        background: var(--e-hover);
        color: var(--e-text);
      }
      button:active,
      button[aria-expanded='true'] {
        background: var(--e-press);
        color: var(--e-text);
      }
      button[aria-pressed='true'] {
        background: var(--e-accent-soft);
        color: var(--e-accent-text);
      }
      button:disabled {
        opacity: 0.45;
        cursor: default;
      }
      :host([join='end']) button {
        border-start-start-radius: 0;
        border-end-start-radius: 0;
        margin-inline-start: 1px;
        inline-size: 28px;
      }
      .dot {
        position: absolute;
        inset-block-start: 5px;
        inset-inline-end: 5px;
        inline-size: 8px;
        block-size: 8px;
        border: 1px solid var(--e-surface);
        border-radius: 50%;
        background: var(--e-accent);
      }
      @media (forced-colors: active) {
        button {
          border-color: ButtonText;
        }
      }
    `,
  ];

  @property() icon: IconName | '' = '';

  /** required: what it does */
  @property() label = '';

  /** `quiet` (default), `outline`, `primary` */
  @property({ reflect: true }) variant: 'quiet' | 'outline' | 'primary' = 'quiet';

  @property({ reflect: true }) size: 'medium' | 'small' = 'medium';

  @property({ type: Boolean, reflect: true }) disabled = false;

  @property({ type: Boolean }) loading = false;

  /** a small mark: something is set or new behind it; say what in the label */
  @property({ type: Boolean }) marked = false;

  /** toggle buttons only */
  @property({ attribute: false }) pressed: boolean | undefined;

  /** set by menu and popover on their trigger */
  @property({ attribute: false }) expanded: boolean | undefined;
  @property({ attribute: false }) popup: 'menu' | 'dialog' | 'listbox' | undefined;

  @property({ reflect: true }) join: 'end' | '' = '';

  #clicked(event: Event): void {
    if (!this.loading) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  protected override render(): TemplateResult {
    return html`<engage-tooltip name-only text=${this.label}
      ><button
        part="button"
        type="button"
        ?disabled=${this.disabled}
        aria-label=${this.label}
        aria-busy=${this.loading ? 'true' : nothing}
        aria-pressed=${this.pressed === undefined ? nothing : String(this.pressed)}
        aria-expanded=${this.expanded === undefined ? nothing : String(this.expanded)}
        aria-haspopup=${this.popup ?? nothing}
        @click=${this.#clicked}
      >
        ${this.loading ? html`<engage-spinner></engage-spinner>` : html`<engage-icon name=${this.icon}></engage-icon>`}${this.marked ? html`<span class="dot"></span>` : nothing}
      </button></engage-tooltip
    >`;
  }
}

defineElement(tag('icon-button'), IconButton);
