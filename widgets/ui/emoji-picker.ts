import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import { emojiList } from './emoji-list.ts';
import './input.ts';
import { uiWord } from './ui-word.ts';

const COLUMNS = 8;

/**
 * Emoji to put into a message; found by English or Malay words. Arrow keys move through the grid. Import it when it is needed.
 * @tag engage-emoji-picker
 * @fires choose - detail `{ value }`
 */
export class EmojiPicker extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        inline-size: 290px;
        max-inline-size: 100%;
      }
      .groups {
        block-size: 232px;
        overflow-y: auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
      }
      h3 {
        position: sticky;
        inset-block-start: 0;
        padding-block: 4px;
        background: var(--e-raised);
        color: var(--e-muted);
        font-size: 12px;
        font-weight: 600;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(8, 1fr);
      }
      button {
        block-size: 34px;
        border-radius: var(--e-radius);
        font-size: 19px;
        line-height: 34px;
        text-align: center;
      }
      button:is(:hover, :focus-visible) {
        background: var(--e-selected);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      p {
        padding: 16px;
        color: var(--e-muted);
        text-align: center;
      }
    `,
  ];

  @state() private wanted = '';

  #typed(event: Event): void {
    event.stopPropagation();
    const value: unknown = event.target && Reflect.get(event.target, 'value');
    this.wanted = typeof value === 'string' ? value.trim().toLocaleLowerCase() : '';
  }

  #pressed(event: KeyboardEvent): void {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.groups button')];
    const at = buttons.findIndex((button) => button === this.shadowRoot?.activeElement);
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    const next = by === undefined ? undefined : buttons[at + by];
    if (!next) return;
    event.preventDefault();
    buttons[at]?.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  }

  protected override render(): TemplateResult {
    const isMalay = this.matches(':lang(ms)');
    let isFirst = true;
    const groups = emojiList.map((group) => {
      const found = group.entries.filter((entry) => entry.toLocaleLowerCase().includes(this.wanted));
      if (!found.length) return nothing;
      return html`<h3>${isMalay ? group.malay : group.english}</h3>
        <div class="grid">
          ${found.map((entry) => {
            const [value = '', ...words] = entry.split(' ');
            const [english = '', malay = ''] = words.join(' ').split('|');
            const tabIndex = isFirst ? 0 : -1;
            isFirst = false;
            return html`<button type="button" tabindex=${tabIndex} aria-label=${isMalay ? malay : english} title=${isMalay ? malay : english} @click=${() => this.emit('choose', { value })}>${value}</button>`;
          })}
        </div>`;
    });
    return html`<engage-input type="search" icon="search" label=${uiWord(this, 'search')} hide-label placeholder=${uiWord(this, 'search')} @input=${this.#typed}></engage-input>
      <div class="groups" @keydown=${this.#pressed}>${isFirst ? html`<p role="status">${uiWord(this, 'noMatches')}</p>` : groups}</div>`;
  }
}

defineElement(tag('emoji-picker'), EmojiPicker);
