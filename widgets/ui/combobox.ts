import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { defineElement } from '../core/define-element.ts';
import { tag } from '../core/tag.ts';
import { Field } from './field.ts';
import type { IconName } from './icons.ts';
import './icon.ts';
import './spinner.ts';
import { placeFloating } from './place-floating.ts';
import { uiWord } from './ui-word.ts';

/** One choice of a combobox. */
export interface ComboboxOption {
  value: string;
  label: string;
  /** second, quiet line */
  detail?: string;
  icon?: IconName;
}

/**
 * A choice of many, found by typing. Filters its options by itself; with `remote` it asks by `search` and shows what it is given.
 * @tag engage-combobox
 * @fires choose - detail `{ value }`
 * @fires search - detail `{ text }`, with `remote`
 */
export class Combobox extends Field {
  static override styles: CSSResultGroup = [
    Field.styles,
    css`
      [popover] {
        padding: 4px;
        overflow: auto;
        max-block-size: 300px;
        border: 1px solid var(--e-line);
        border-radius: calc(var(--e-radius) + 2px);
        background: var(--e-raised);
        color: var(--e-text);
        box-shadow: var(--e-shadow);
        font: 400 13px/1.4 var(--e-font);
      }
      [role='option'] {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 30px;
        padding: 5px 8px;
        border-radius: calc(var(--e-radius) - 1px);
        cursor: pointer;
      }
      .at {
        background: var(--e-selected);
      }
      .words {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .detail,
      .none {
        display: block;
        color: var(--e-muted);
        font-size: 12px;
      }
      .none {
        padding: 8px;
      }
      @media (forced-colors: active) {
        .at {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  @property({ attribute: false }) options: readonly ComboboxOption[] = [];

  /** options come from elsewhere, by `search` */
  @property({ type: Boolean }) remote = false;

  /** an answer is on its way */
  @property({ type: Boolean }) loading = false;

  /** what to say when nothing matches */
  @property() empty = '';

  @state() private text: string | null = null;
  @state() private at = 0;
  #leave: (() => void) | undefined;

  get #box(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('[popover]');
  }

  get #shown(): readonly ComboboxOption[] {
    const wanted = this.text?.trim().toLocaleLowerCase();
    if (this.remote || !wanted) return this.options;
    return this.options.filter((option) => `${option.label} ${option.detail ?? ''}`.toLocaleLowerCase().includes(wanted));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  #open(): void {
    const box = this.#box;
    const frame = this.renderRoot.querySelector('.frame');
    if (!box || !frame || this.#leave || this.disabled) return;
    box.showPopover();
    this.#leave = placeFloating(frame, box, 'bottom-start', true);
    this.requestUpdate();
  }

  readonly #close = (): void => {
    this.#leave?.();
    this.#leave = undefined;
    if (this.hasUpdated && this.#box?.matches(':popover-open')) this.#box.hidePopover();
    this.text = null;
    this.requestUpdate();
  };

  #typed(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    event.stopPropagation();
    this.text = event.target.value;
    this.at = 0;
    this.#open();
    if (this.remote) this.emit('search', { text: this.text });
  }

  #pressed(event: KeyboardEvent): void {
    const { length } = this.#shown;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (!this.#leave) this.#open();
      else if (length) this.at = (this.at + step + length) % length;
    } else if (event.key === 'Enter' && this.#leave) {
      event.preventDefault();
      const option = this.#shown[this.at];
      if (option) this.#choose(option);
    } else if (event.key === 'Escape' && this.#leave) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  }

  #choose(option: ComboboxOption): void {
    this.value = option.value;
    this.#close();
    this.emit('choose', { value: option.value });
  }

  protected override updated(_changed?: PropertyValues<this>): void {
    super.updated();
    if (this.#leave) this.renderRoot.querySelector('.at')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const isOpen = this.#leave !== undefined;
    const shown = this.#shown;
    const label = this.options.find((option) => option.value === this.value)?.label ?? '';
    return this.renderField(html`<input
        id="control"
        class="control"
        role="combobox"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded=${isOpen ? 'true' : 'false'}
        aria-controls="list"
        aria-activedescendant=${isOpen && shown.length ? `option-${this.at}` : nothing}
        aria-invalid=${this.error ? 'true' : nothing}
        aria-describedby=${this.noteId}
        .value=${live(this.text ?? label)}
        placeholder=${this.placeholder}
        ?disabled=${this.disabled}
        @click=${this.#open}
        @input=${this.#typed}
        @keydown=${this.#pressed}
        @blur=${this.#close}
      />
      ${this.loading ? html`<engage-spinner label=${uiWord(this, 'loading')}></engage-spinner>` : html`<engage-icon name="chevron-down"></engage-icon>`}
      <div popover="manual" id="list" role="listbox" aria-label=${this.label} @pointerdown=${(event: Event) => event.preventDefault()}>
        ${shown.map(
          (option, index) =>
            html`<div
              role="option"
              id="option-${index}"
              class=${index === this.at ? 'at' : ''}
              aria-selected=${option.value === this.value ? 'true' : 'false'}
              @pointermove=${() => {
                this.at = index;
              }}
              @click=${() => this.#choose(option)}
            >
              ${option.icon ? html`<engage-icon name=${option.icon}></engage-icon>` : nothing}
              <span class="words">${option.label}${option.detail ? html`<span class="detail">${option.detail}</span>` : nothing}</span>
              ${option.value === this.value ? html`<engage-icon name="check"></engage-icon>` : nothing}
            </div>`,
        )}
        ${shown.length || this.loading ? nothing : html`<div role="option" aria-disabled="true" aria-selected="false" class="none">${this.empty || uiWord(this, 'noMatches')}</div>`}
      </div>`);
  }
}

defineElement(tag('combobox'), Combobox);
