import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { EngageElement } from '../core/engage-element.ts';
import './icon.ts';

/**
 * What input, textarea, select and combobox have in common: label, help, error, the frame, the form around them. In a grid, those marked
 * `aligned` share the rows of label, frame and note with their neighbours: an error below one moves none.
 */
export class Field extends EngageElement {
  static formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = { ...EngageElement.shadowRootOptions, delegatesFocus: true };
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }
      :host([aligned]),
      :host([aligned]) > div {
        display: grid;
        grid-row: span 3;
        grid-template: subgrid / minmax(0, 1fr);
        align-items: start;
      }
      :host([aligned]) label {
        align-self: end;
      }
      label {
        display: block;
        margin-block-end: 4px;
        font-size: 12.5px;
        font-weight: 500;
      }
      .frame {
        display: flex;
        align-items: center;
        gap: 6px;
        min-block-size: var(--e-control);
        padding-inline: 9px;
        border: 1px solid var(--e-control-line);
        border-radius: var(--e-radius);
        background: var(--e-surface);
        color: var(--e-muted);
      }
      .frame:focus-within {
        outline: 2px solid var(--e-accent);
        outline-offset: 0;
        border-color: transparent;
      }
      .control {
        flex: 1;
        min-inline-size: 0;
        inline-size: 100%;
        padding: 0;
        border: 0;
        outline: 0;
        background: none;
        color: var(--e-text);
        font-size: 13px;
        line-height: 18px;
        text-overflow: ellipsis;
      }
      .control::placeholder {
        color: var(--e-muted);
        opacity: 1;
      }
      .control::-webkit-search-cancel-button {
        display: none;
      }
      :host([disabled]) .frame {
        background: var(--e-sunken);
        opacity: 0.6;
      }
      .bad .frame {
        border-color: var(--e-danger);
      }
      .help,
      .error {
        display: flex;
        gap: 5px;
        margin-block-start: 4px;
        color: var(--e-muted);
        font-size: 12px;
      }
      .error {
        color: var(--e-danger);
      }
      .error engage-icon {
        --size: 14px;
        margin-block-start: 2px;
      }
    `,
  ];

  /** required: what the field is for */
  @property() label = '';

  /** the label is for screen readers only (search boxes, composers) */
  @property({ type: Boolean, attribute: 'hide-label' }) isLabelHidden = false;

  /** name in the form around it */
  @property({ reflect: true }) name = '';

  @property() value = '';

  @property() placeholder = '';

  /** a sentence below */
  @property() help = '';

  /** what is wrong and how to mend it; marks the field invalid */
  @property() error = '';

  @property({ type: Boolean }) required = false;

  @property({ type: Boolean, reflect: true }) disabled = false;

  protected readonly internals: ElementInternals = this.attachInternals();

  /** The native control. */
  protected get control(): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>('.control');
  }

  formResetCallback(): void {
    this.value = this.getAttribute('value') ?? '';
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.disabled = isDisabled;
  }

  protected override updated(): void {
    this.internals.setFormValue(this.value);
    const { control } = this;
    if (this.error) this.internals.setValidity({ customError: true }, this.error, control ?? undefined);
    else if (this.required && !this.value) this.internals.setValidity({ valueMissing: true }, control?.validationMessage || this.label, control ?? undefined);
    else this.internals.setValidity({});
  }

  /** Keeps `value` in step; the native `input` event goes on to the listener by itself. */
  protected readonly changedValue = (event: Event): void => {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) this.value = target.value;
  };

  /** Native `change` stops at the shadow root: fire it again. */
  protected readonly passChange = (event: Event): void => {
    this.changedValue(event);
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  };

  /** Label, frame, help and error around a control whose id is `control`. */
  protected renderField(inside: TemplateResult): TemplateResult {
    return html`<div class=${this.error ? 'bad' : ''}>
      <label for="control" class=${this.isLabelHidden ? 'sr-only' : ''}>${this.label}</label>
      <div class="frame" part="frame">${inside}</div>
      ${
        this.error
          ? html`<div class="error" id="note" part="note"><engage-icon name="circle-alert"></engage-icon><span>${this.error}</span></div>`
          : this.help
            ? html`<div class="help" id="note">${this.help}</div>`
            : nothing
      }
    </div>`;
  }

  /** `aria-describedby` for the control. */
  protected get noteId(): string | typeof nothing {
    return this.error || this.help ? 'note' : nothing;
  }
}
