import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { defineElement } from '../core/define-element.ts';
import { tag } from '../core/tag.ts';
import { Field } from './field.ts';
import './icon.ts';

/** One choice of a select. */
export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

/**
 * A choice of a few, on the native select: the phone's own wheel, the keyboard's type-ahead. Fires `change`; read `value`.
 * @tag engage-select
 */
export class Select extends Field {
  static override styles: CSSResultGroup = [
    Field.styles,
    css`
      .frame {
        position: relative;
        padding: 0;
      }
      select.control {
        appearance: none;
        min-block-size: calc(var(--e-control) - 2px);
        padding-inline: 9px 28px;
        border-radius: var(--e-radius);
        cursor: pointer;
      }
      option {
        background: var(--e-raised);
        color: var(--e-text);
      }
      engage-icon[name='chevron-down'] {
        position: absolute;
        inset-inline-end: 8px;
        pointer-events: none;
      }
    `,
  ];

  @property({ attribute: false }) options: readonly SelectOption[] = [];

  protected override render(): TemplateResult {
    return this.renderField(html`<select
        id="control"
        class="control"
        .value=${live(this.value)}
        ?disabled=${this.disabled}
        ?required=${this.required}
        aria-invalid=${this.error ? 'true' : nothing}
        aria-describedby=${this.noteId}
        @change=${this.passChange}
      >
        ${this.placeholder && !this.value ? html`<option value="" selected disabled>${this.placeholder}</option>` : nothing}
        ${this.options.map((option) => html`<option value=${option.value} ?disabled=${option.disabled ?? false} ?selected=${option.value === this.value}>${option.label}</option>`)}
      </select>
      <engage-icon name="chevron-down"></engage-icon>`);
  }
}

defineElement(tag('select'), Select);
