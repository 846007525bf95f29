import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { EngageError } from '../../core/engage-error.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import type { TemplateView } from '../../../types/templates.ts';
import '../badge.ts';
import '../button.ts';
import '../dialog.ts';
import '../empty-state.ts';
import '../error-state.ts';
import '../input.ts';
import '../skeleton.ts';
import type { ConversationSay } from './conversation-words.ts';
import { fillTemplate } from './fill-template.ts';
import { messageBubbleStyles } from './message-bubble-styles.ts';
import { messageText } from './message-text.ts';
import { previewStageStyles } from './preview-stage-styles.ts';
import { templateWords } from './template-words.ts';

/**
 * Chooses an approved template, fills in its variables (known ones are filled in already) and shows exactly what the merchant
 * will read. Fetched when it is first opened.
 * @tag engage-template-picker
 * @fires template-send - detail `{ template, variables, body }`
 * @fires close - without sending
 */
export class TemplatePicker extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    messageBubbleStyles,
    previewStageStyles,
    css`
      .list {
        flex: 1 1 220px;
        min-inline-size: 0;
      }
      .list ul {
        display: flex;
        flex-direction: column;
        gap: 2px;
        max-block-size: 340px;
        margin-block-start: 8px;
        overflow-y: auto;
      }
      .list button {
        display: block;
        inline-size: 100%;
        padding: 8px 10px;
        border-radius: var(--e-radius);
      }
      .list button:hover {
        background: var(--e-hover);
      }
      .list button[aria-pressed='true'] {
        background: var(--e-selected);
        box-shadow: inset 3px 0 0 var(--e-accent);
      }
      .list b {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        font-weight: 500;
      }
      .list small {
        display: block;
        overflow: hidden;
        color: var(--e-muted);
        font-size: 12px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .fill {
        display: flex;
        flex: 1.3 1 260px;
        flex-direction: column;
        gap: 10px;
        min-inline-size: 0;
      }
      mark.missing {
        border-radius: 3px;
        background: var(--e-amber-soft);
        color: var(--e-amber);
      }
      .skeletons {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @property({ attribute: false }) say: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;

  /** asks the server for what may be sent in this ticket */
  @property({ attribute: false }) load: (() => Promise<readonly TemplateView[]>) | null = null;

  @state() private templates: readonly TemplateView[] | null = null;
  @state() private error: EngageError | null = null;
  @state() private wanted = '';
  @state() private chosen: TemplateView | null = null;
  @state() private values: Record<string, string> = {};

  get #word(): ReturnType<typeof templateWords> {
    return templateWords(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.open) this.#load();
  }

  #load(): void {
    this.templates = null;
    this.error = null;
    this.load?.().then(
      (templates) => {
        this.templates = templates;
        const [first] = templates;
        if (first) this.#choose(templates.find((template) => template.id === this.chosen?.id) ?? first);
      },
      (thrown: unknown) => {
        this.error = EngageError.from(thrown);
      },
    );
  }

  #choose(template: TemplateView): void {
    if (this.chosen?.id !== template.id) this.values = Object.fromEntries(template.variables.map(({ key, suggested }) => [key, suggested ?? '']));
    this.chosen = template;
  }

  #typed(event: Event): void {
    event.stopPropagation();
    const field = event.target;
    if (!(field instanceof HTMLElement)) return;
    const value: unknown = Reflect.get(field, 'value');
    const key = field.dataset['key'];
    if (typeof value !== 'string') return;
    if (key) this.values = { ...this.values, [key]: value };
    else this.wanted = value.trim().toLocaleLowerCase();
  }

  get #isComplete(): boolean {
    return this.chosen?.variables.every(({ key }) => this.values[key]?.trim()) ?? false;
  }

  #send(event: Event): void {
    event.preventDefault();
    const { chosen } = this;
    if (!chosen || !this.#isComplete) return;
    const variables = Object.fromEntries(Object.entries(this.values).map(([key, value]) => [key, value.trim()]));
    const body = fillTemplate(chosen.body, 'body', variables)
      .map((piece) => piece.text)
      .join('');
    this.emit('template-send', { template: chosen, variables, body });
  }

  #closed(event: Event): void {
    event.stopPropagation();
    this.emit('close');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say, format } = this;
    if (!say || !format) return nothing;
    return html`<engage-dialog size="large" ?open=${this.open} label=${this.#word('title')} @close=${this.#closed}>
      ${this.#content(say, format)}
      <engage-button slot="footer" @click=${() => this.emit('close')}>${say('cancel')}</engage-button>
      <engage-button slot="footer" variant="primary" ?disabled=${!this.#isComplete} label=${this.chosen && !this.#isComplete ? `${this.#word('send')}. ${this.#word('missing')}` : ''} @click=${this.#send}>${this.#word('send')}</engage-button>
    </engage-dialog>`;
  }

  #content(say: ConversationSay, format: Format): TemplateResult {
    if (this.error)
      return html`<engage-error-state heading=${this.#word('failed')} reference=${this.error.requestId ?? ''} @retry=${this.#load}>${say(`error.${this.error.code}`)}</engage-error-state>`;
    if (!this.templates)
      return html`<div class="skeletons" role="status" aria-busy="true" aria-label=${say('loading')}>${[1, 2, 3].map(() => html`<engage-skeleton height="44px" shape="block"></engage-skeleton>`)}</div>`;
    if (!this.templates.length)
      return html`<engage-empty-state icon="message-square-text" heading=${this.#word('none')}>${this.#word('noneHint')}</engage-empty-state>`;
    const shown = this.templates.filter((template) =>
      `${templateName(template.name)} ${format.language(template.language)} ${template.body}`.toLocaleLowerCase().includes(this.wanted),
    );
    return html`<div class="panes">
      <div class="list">
        <engage-input type="search" icon="search" hide-label label=${this.#word('search')} placeholder=${this.#word('search')} @input=${this.#typed}></engage-input>
        <ul>
          ${shown.map(
            (template) =>
              html`<li>
                <button type="button" aria-pressed=${template.id === this.chosen?.id ? 'true' : 'false'} @click=${() => this.#choose(template)}>
                  <b>${templateName(template.name)}<engage-badge>${format.language(template.language)}</engage-badge></b><small lang=${template.language.slice(0, 2)}>${this.#plain(template)}</small>
                </button>
              </li>`,
          )}
        </ul>
      </div>
      ${this.chosen ? this.#fill(this.chosen) : nothing}
    </div>`;
  }

  /** What stands for a blank within the words: what it is about, where that is known. */
  #blankOf(key: string, template: TemplateView): string {
    const isKnown = template.variables.some((variable) => variable.key === key && variable.fact) || !/\.\d+$/.test(key);
    return isKnown ? this.#labelOf(key, template) : '…';
  }

  /** The template's words with what each blank is about in place of its number. */
  #plain(template: TemplateView): string {
    return fillTemplate(template.body, 'body', {})
      .map(({ text, key }) => (key === null ? text : `[${this.#blankOf(key, template)}]`))
      .join('');
  }

  /** What a blank is about: the fact it was recognised as, its own name, or the words before it. */
  #labelOf(key: string, template: TemplateView): string {
    const [part, at = '', name = at] = key.split('.');
    if (part === 'button') return this.#word('buttonVariable', { name: template.buttons[Number(at)]?.text ?? '' });
    if (key === 'header.link') return this.#word('fileAddress');
    const fact = template.variables.find((variable) => variable.key === key)?.fact;
    if (fact) return this.#word(`fact.${fact}`);
    if (!/^\d+$/.test(name)) return templateName(name);
    const words = wordsBefore(part === 'header' ? (template.header?.text ?? '') : template.body, name);
    return words ? this.#word('after', { words }) : this.#word('variable', { name });
  }

  #fill(template: TemplateView): TemplateResult {
    const draw = (text: string, part: string): unknown => {
      const pieces = fillTemplate(text, part, this.values);
      // complete: as WhatsApp shows it, with its bold and its links
      if (pieces.every((piece) => piece.text)) return messageText(pieces.map((piece) => piece.text).join(''));
      return html`<p class="text" dir="auto">${pieces.map(({ text: words, key }) => (words || key === null ? words : html`<mark class="missing">${this.#blankOf(key, template)}</mark>`))}</p>`;
    };
    return html`<form class="fill" @submit=${this.#send}>
      ${template.variables.map(
        (variable) =>
          html`<engage-input
            data-key=${variable.key}
            label=${this.#labelOf(variable.key, template)}
            placeholder=${variable.example ? this.#word('example', { example: variable.example }) : ''}
            required
            .value=${this.values[variable.key] ?? ''}
            @input=${this.#typed}
          ></engage-input>`,
      )}
      <h3>${this.#word('preview')}</h3>
      <div class="stage">
        <div class="bubble">
          ${template.header?.text ? html`<div class="heading">${draw(template.header.text, 'header')}</div>` : template.header ? html`<p class="footer">${this.#word('mediaHeader')}</p>` : nothing}
          ${draw(template.body, 'body')}
          ${template.footer ? html`<p class="footer" dir="auto">${template.footer}</p>` : nothing}${template.buttons.map((button) => html`<span class="option">${button.text}</span>`)}
        </div>
      </div>
    </form>`;
  }
}

/** `Support follow up` of `support_follow_up_v2`. */
function templateName(name: string): string {
  const words = name
    .replace(/_v\d+$/, '')
    .replaceAll('_', ' ')
    .trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** The last words before a numbered blank, within its sentence. */
function wordsBefore(text: string, name: string): string {
  const before = text.split(new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`))[0] ?? '';
  const sentence = before.split(/[.!?:;,\n]\s|\}\}/).at(-1) ?? '';
  return sentence
    .replace(/[^\p{L}\p{N}]+$/u, '')
    .split(/\s+/)
    .filter(Boolean)
    .slice(-3)
    .join(' ');
}

defineElement(tag('template-picker'), TemplatePicker);
