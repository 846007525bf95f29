import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';

/**
 * Yes or no; `kind="switch"` for what takes effect at once. Fires `change`; read `checked`.
 * @tag engage-checkbox
 */
export class Checkbox extends EngageElement {
  static formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = { ...EngageElement.shadowRootOptions, delegatesFocus: true };
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-flex;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-block-size: 24px;
        cursor: pointer;
      }
      input {
        flex: none;
        inline-size: 16px;
        block-size: 16px;
        margin: 0;
        accent-color: var(--e-accent-solid);
        cursor: inherit;
      }
      :host([kind='switch']) input {
        appearance: none;
        position: relative;
        inline-size: 32px;
        block-size: 18px;
        border-radius: 9px;
        background: var(--e-control-line);
        transition: background-color var(--e-quick) ease-out;
      }
      :host([kind='switch']) input::after {
        content: '';
        position: absolute;
        inset-block-start: 2px;
        inset-inline-start: 2px;
        inline-size: 14px;
        block-size: 14px;
        border-radius: 50%;
        background: #ffffff;
        transition: inset-inline-start var(--e-quick) ease-out;
      }
      :host([kind='switch']) input:checked {
        background: var(--e-accent-solid);
      }
      :host([kind='switch']) input:checked::after {
        inset-inline-start: 16px;
      }
      :host([disabled]) label {
        opacity: 0.5;
        cursor: default;
      }
      @media (forced-colors: active) {
        :host([kind='switch']) input {
          border: 1px solid CanvasText;
          forced-color-adjust: none;
          background: Canvas;
        }
        :host([kind='switch']) input::after {
          background: CanvasText;
        }
        :host([kind='switch']) input:checked {
          background: Highlight;
        }
      }
    `,
  ];

  /** required */
  @property() label = '';

  @property({ type: Boolean, attribute: 'hide-label' }) isLabelHidden = false;

  @property({ reflect: true }) kind: 'checkbox' | 'switch' = 'checkbox';

  @property({ type: Boolean }) checked = false;

  /** some but not all */
  @property({ type: Boolean }) indeterminate = false;

  @property({ type: Boolean, reflect: true }) disabled = false;

  @property({ reflect: true }) name = '';

  readonly #internals = this.attachInternals();

  #changed(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.checked = event.target.checked;
    this.indeterminate = false;
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }

  protected override updated(): void {
    this.#internals.setFormValue(this.checked ? 'on' : null);
  }

  protected override render(): TemplateResult {
    return html`<label
      ><input
        type="checkbox"
        role=${this.kind === 'switch' ? 'switch' : nothing}
        .checked=${live(this.checked)}
        .indeterminate=${live(this.indeterminate)}
        ?disabled=${this.disabled}
        aria-label=${this.isLabelHidden ? this.label : nothing}
        @change=${this.#changed}
      />${this.isLabelHidden ? nothing : html`<span>${this.label}</span>`}</label
    >`;
  }
}

defineElement(tag('checkbox'), Checkbox);
