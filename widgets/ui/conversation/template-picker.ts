import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { EngageError } from '../../core/engage-error.ts';
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
    css`
      :host {
        font-size: 13px;
      }
      .panes {
        display: flex;
        flex-wrap: wrap;
        gap: 16px;
      }
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
      .fill h3 {
        color: var(--e-muted);
        font-size: 12px;
        font-weight: 600;
      }
      .stage {
        padding: 14px;
        border-radius: 8px;
        background: var(--e-sunken);
        box-shadow: inset 0 0 0 1px var(--e-line);
      }
      .bubble {
        max-inline-size: 100%;
      }
      mark {
        border-radius: 3px;
        background: var(--e-blue-soft);
        color: var(--e-blue);
      }
      mark.missing {
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

  /** asks the server for what may be sent in this ticket */
  @property({ attribute: false }) load: (() => Promise<readonly TemplateView[]>) | null = null;

  @state() private templates: readonly TemplateView[] | null = null;
  @state() private error: EngageError | null = null;
  @state() private wanted = '';
  @state() private chosen: TemplateView | null = null;
  @state() private values: Record<string, string> = {};

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
    const { say } = this;
    if (!say) return nothing;
    return html`<engage-dialog size="large" ?open=${this.open} label=${say('template.title')} @close=${this.#closed}>
      ${this.#content(say)}
      <engage-button slot="footer" @click=${() => this.emit('close')}>${say('cancel')}</engage-button>
      <engage-button slot="footer" variant="primary" ?disabled=${!this.#isComplete} label=${this.chosen && !this.#isComplete ? `${say('template.send')}. ${say('template.missing')}` : ''} @click=${this.#send}>${say('template.send')}</engage-button>
    </engage-dialog>`;
  }

  #content(say: ConversationSay): TemplateResult {
    if (this.error)
      return html`<engage-error-state heading=${say('template.failed')} reference=${this.error.requestId ?? ''} @retry=${this.#load}>${say(`error.${this.error.code}`)}</engage-error-state>`;
    if (!this.templates)
      return html`<div class="skeletons" role="status" aria-busy="true" aria-label=${say('loading')}>${[1, 2, 3].map(() => html`<engage-skeleton height="44px" shape="block"></engage-skeleton>`)}</div>`;
    if (!this.templates.length)
      return html`<engage-empty-state icon="message-square-text" heading=${say('template.none')}>${say('template.noneHint')}</engage-empty-state>`;
    const shown = this.templates.filter((template) => `${template.name} ${template.body}`.toLocaleLowerCase().includes(this.wanted));
    return html`<div class="panes">
      <div class="list">
        <engage-input type="search" icon="search" hide-label label=${say('template.search')} placeholder=${say('template.search')} @input=${this.#typed}></engage-input>
        <ul>
          ${shown.map(
            (template) =>
              html`<li>
                <button type="button" aria-pressed=${template.id === this.chosen?.id ? 'true' : 'false'} @click=${() => this.#choose(template)}>
                  <b>${template.name.replaceAll('_', ' ')}<engage-badge>${template.language}</engage-badge></b><small>${template.body}</small>
                </button>
              </li>`,
          )}
        </ul>
      </div>
      ${this.chosen ? this.#fill(this.chosen, say) : nothing}
    </div>`;
  }

  /** Which blank it is: of the text, of the heading, or of a button. */
  #labelOf(key: string, template: TemplateView, say: ConversationSay): string {
    const [part, at = '', name = at] = key.split('.');
    if (part === 'button') return say('template.buttonVariable', { name: template.buttons[Number(at)]?.text ?? '' });
    return say(part === 'header' ? 'template.headerVariable' : 'template.variable', { name });
  }

  #fill(template: TemplateView, say: ConversationSay): TemplateResult {
    const draw = (text: string, part: string): unknown =>
      fillTemplate(text, part, this.values).map((piece) =>
        piece.key === null
          ? piece.text
          : piece.text
            ? html`<mark>${piece.text}</mark>`
            : html`<mark class="missing">${say('template.blank', { name: label(piece.key) })}</mark>`,
      );
    const label = (key: string): string => key.split('.').at(-1) ?? key;
    return html`<form class="fill" @submit=${this.#send}>
      ${template.variables.map(
        (variable) =>
          html`<engage-input
            data-key=${variable.key}
            label=${this.#labelOf(variable.key, template, say)}
            placeholder=${variable.example ? say('template.example', { example: variable.example }) : ''}
            required
            .value=${this.values[variable.key] ?? ''}
            @input=${this.#typed}
          ></engage-input>`,
      )}
      <h3>${say('template.preview')}</h3>
      <div class="stage">
        <div class="bubble">
          ${template.header?.text ? html`<p class="text heading" dir="auto">${draw(template.header.text, 'header')}</p>` : template.header ? html`<p class="footer">${say('template.mediaHeader')}</p>` : nothing}
          <p class="text" dir="auto">${draw(template.body, 'body')}</p>
          ${template.footer ? html`<p class="footer" dir="auto">${template.footer}</p>` : nothing}${template.buttons.map((button) => html`<span class="option">${button.text}</span>`)}
        </div>
      </div>
    </form>`;
  }
}

defineElement(tag('template-picker'), TemplatePicker);
