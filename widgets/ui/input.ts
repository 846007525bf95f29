import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { defineElement } from '../core/define-element.ts';
import { tag } from '../core/tag.ts';
import { Field } from './field.ts';
import type { IconName } from './icons.ts';
import './icon-button.ts';
import './kbd.ts';
import { uiWord } from './ui-word.ts';

/**
 * One line of text. Fires native `input` and `change`; read `value`.
 * @tag engage-input
 * @slot end - after the text, inside the frame
 */
export class Input extends Field {
  @property() type: 'text' | 'search' | 'email' | 'password' | 'tel' | 'url' | 'date' | 'time' = 'text';

  /** icon before the text */
  @property() icon: IconName | '' = '';

  /** keyboard hint shown while empty: `/` */
  @property() hint = '';

  /** offers to clear what was typed */
  @property({ type: Boolean }) clearable = false;

  @property() autocomplete = 'off';

  @property({ type: Number, attribute: 'max-length' }) maxLength: number | undefined;

  #clear(): void {
    this.value = '';
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    this.focus();
  }

  /** Enter sends the form around it, as a native field would. */
  #pressed(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.isComposing) this.internals.form?.requestSubmit();
  }

  protected override render(): TemplateResult {
    return this.renderField(html`
      ${this.icon ? html`<engage-icon name=${this.icon}></engage-icon>` : nothing}
      <input
        id="control"
        class="control"
        .type=${this.type}
        .value=${live(this.value)}
        placeholder=${this.placeholder}
        autocomplete=${this.autocomplete}
        maxlength=${this.maxLength ?? nothing}
        ?disabled=${this.disabled}
        ?required=${this.required}
        aria-invalid=${this.error ? 'true' : nothing}
        aria-describedby=${this.noteId}
        @input=${this.changedValue}
        @change=${this.passChange}
        @keydown=${this.#pressed}
      />
      ${
        this.clearable && this.value
          ? html`<engage-icon-button size="small" icon="x" label=${uiWord(this, 'clear')} @click=${this.#clear}></engage-icon-button>`
          : this.hint
            ? html`<engage-kbd aria-hidden="true">${this.hint}</engage-kbd>`
            : nothing
      }
      <slot name="end"></slot>
    `);
  }
}

defineElement(tag('input'), Input);
