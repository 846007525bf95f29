import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { tag } from '../../core/tag.ts';
import '../button.ts';
import '../dialog.ts';
import '../input.ts';
import '../textarea.ts';
import { checkQuestion, QUESTION_LIMITS } from './check-question.ts';
import { askWords } from './ask-words.ts';
import type { ConversationSay } from './conversation-words.ts';
import { messageBubbleStyles } from './message-bubble-styles.ts';
import { messageText } from './message-text.ts';
import { previewStageStyles } from './preview-stage-styles.ts';

/** Fewer characters left than this: say so. */
const NEARLY = { body: 100, title: 6 };

/**
 * Asks the merchant something that is answered with one tap: a text, up to three buttons, and how it will look. Fetched when it
 * is first opened.
 * @tag engage-button-question
 * @fires question-send - detail `{ body, titles }`
 * @fires close - without sending
 */
export class ButtonQuestion extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    messageBubbleStyles,
    previewStageStyles,
    css`
      .panes {
        column-gap: 20px;
      }
      .fields,
      .preview {
        display: flex;
        flex: 1 1 240px;
        flex-direction: column;
        gap: 10px;
        min-inline-size: 0;
      }
      .hint {
        color: var(--e-muted);
        font-size: 12px;
      }
      .stage {
        font-size: 14px;
      }
      .bubble {
        background: var(--e-selected);
        box-shadow: none;
      }
      .blank {
        color: var(--e-muted);
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @property({ attribute: false }) say: ConversationSay | null = null;

  /** what was written already: the question begins with it */
  @property() start = '';

  @state() private body = '';
  @state() private titles: readonly string[] = Array.from({ length: QUESTION_LIMITS.buttons }, () => '');

  get #word(): ReturnType<typeof askWords> {
    return askWords(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.open) this.body = this.start;
  }

  #typed(event: Event): void {
    event.stopPropagation();
    const field = event.target;
    const value: unknown = field && Reflect.get(field, 'value');
    if (!(field instanceof HTMLElement) || typeof value !== 'string') return;
    const at = field.dataset['button'];
    if (at === undefined) this.body = value;
    else this.titles = this.titles.with(Number(at), value);
  }

  #send(event: Event): void {
    event.preventDefault();
    const { canSend, titles } = checkQuestion(this.body, this.titles);
    if (canSend) this.emit('question-send', { body: this.body.trim(), titles });
  }

  #closed(event: Event): void {
    event.stopPropagation();
    this.emit('close');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say } = this;
    if (!say) return nothing;
    const check = checkQuestion(this.body, this.titles);
    const left = (limit: number, words: string, nearly: number): string => {
      const count = limit - words.trim().length;
      return count >= 0 && count < nearly ? say('composer.left', { count }) : '';
    };
    const errors = check.buttons.map((problem) =>
      problem?.why === 'long' ? say('composer.tooLong', { count: problem.over }) : problem ? this.#word('same') : '',
    );
    const bodyError = check.bodyOver ? say('composer.tooLong', { count: check.bodyOver }) : '';
    // why nothing can be sent yet: what is wrong before what is missing
    const blocked = check.canSend ? '' : bodyError || errors.find(Boolean) || this.#word('missing');
    return html`<engage-dialog size="large" ?open=${this.open} label=${say('ask.title')} @close=${this.#closed}>
      <form class="panes" @submit=${this.#send} @input=${this.#typed}>
        <div class="fields">
          <engage-textarea
            autofocus
            rows="3"
            max-rows="8"
            label=${this.#word('body')}
            help=${left(QUESTION_LIMITS.body, this.body, NEARLY.body)}
            error=${bodyError}
            .value=${this.body}
          ></engage-textarea>
          ${this.titles.map(
            (title, index) =>
              html`<engage-input data-button=${index} label=${this.#word('button', { number: index + 1 })} help=${left(QUESTION_LIMITS.title, title, NEARLY.title)} error=${errors[index] ?? ''} .value=${title}></engage-input>`,
          )}
          <p class="hint">${this.#word('hint')}</p>
        </div>
        <div class="preview">
          <h3>${this.#word('preview')}</h3>
          <div class="stage">
            <div class="bubble">
              ${this.body.trim() ? messageText(this.body.trim()) : html`<p class="text blank">${this.#word('blank')}</p>`}${check.titles.map((title) => html`<span class="option" dir="auto">${title}</span>`)}
            </div>
          </div>
        </div>
      </form>
      <engage-button slot="footer" @click=${() => this.emit('close')}>${say('cancel')}</engage-button>
      <engage-button slot="footer" variant="primary" ?disabled=${!check.canSend} label=${blocked && `${this.#word('send')}. ${blocked}`} @click=${this.#send}>${this.#word('send')}</engage-button>
    </engage-dialog>`;
  }
}

defineElement(tag('button-question'), ButtonQuestion);
