import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { defineElement } from '../core/define-element.ts';
import { tag } from '../core/tag.ts';
import { Field } from './field.ts';

/**
 * Several lines of text; grows with what is typed up to `max-rows`. Fires native `input` and `change`; read `value`.
 * @tag engage-textarea
 */
export class Textarea extends Field {
  static override styles: CSSResultGroup = [
    Field.styles,
    css`
      .frame {
        padding-block: 6px;
      }
      :host([bare]) .frame {
        min-block-size: 0;
        padding: 0;
        border: 0;
        outline: 0;
        background: none;
      }
      textarea.control {
        display: block;
        resize: none;
        overflow-y: auto;
        font-size: inherit;
        line-height: 20px;
        max-block-size: calc(var(--max-rows) * 20px);
        min-block-size: calc(var(--rows) * 20px);
        field-sizing: content;
        scrollbar-width: thin;
      }
    `,
  ];

  @property({ type: Number }) rows = 2;

  @property({ type: Number, attribute: 'max-rows' }) maxRows = 10;

  @property({ type: Number, attribute: 'max-length' }) maxLength: number | undefined;

  /** no frame of its own: whoever contains it draws one */
  @property({ type: Boolean, reflect: true }) bare = false;

  /** Where the caret is; `[start, end]` of the selection. */
  get selection(): [number, number] {
    const control = this.#area;
    return control ? [control.selectionStart, control.selectionEnd] : [this.value.length, this.value.length];
  }

  /** Puts text where the caret is, as typing would, and fires `input`. */
  insert(text: string): void {
    const control = this.#area;
    if (!control) return;
    control.focus();
    control.setRangeText(text, control.selectionStart, control.selectionEnd, 'end');
    this.value = control.value;
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  }

  get #area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  protected override updated(): void {
    super.updated();
    const area = this.#area;
    if (!area) return;
    area.style.setProperty('--rows', String(this.rows));
    area.style.setProperty('--max-rows', String(this.maxRows));
    if (CSS.supports('field-sizing', 'content')) return;
    // WebKit: measure
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight}px`;
  }

  protected override render(): TemplateResult {
    return this.renderField(html`<textarea
      id="control"
      class="control"
      rows=${this.rows}
      .value=${live(this.value)}
      placeholder=${this.placeholder}
      maxlength=${this.maxLength ?? nothing}
      ?disabled=${this.disabled}
      ?required=${this.required}
      aria-invalid=${this.error ? 'true' : nothing}
      aria-describedby=${this.noteId}
      @input=${this.changedValue}
      @change=${this.passChange}
    ></textarea>`);
  }
}

defineElement(tag('textarea'), Textarea);
