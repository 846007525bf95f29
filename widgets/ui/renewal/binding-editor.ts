import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { TEMPLATE_FACTS, type TemplateFact, type TemplateVariant } from '../../../types/templates.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { EngageError } from '../../core/engage-error.ts';
import { tag } from '../../core/tag.ts';
import '../button.ts';
import { templateWords } from '../conversation/template-words.ts';
import '../icon.ts';
import '../input.ts';
import '../select.ts';
import { registryWords } from './registry-words.ts';
import type { TemplateCalls } from './renewal-act.ts';

interface Row {
  fact: TemplateFact | null;
  fallback: string;
}

/**
 * What stands in each blank of a template: a fact, and what to write when it is not known. Each blank is saved by itself.
 * @tag engage-binding-editor
 * @fires binding-saved - a blank was saved; the registry is to be read again
 */
export class BindingEditor extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        container: bindings / inline-size;
      }
      ol {
        display: grid;
        gap: 14px;
      }
      li {
        display: grid;
        gap: 6px 8px;
        align-items: end;
      }
      .about {
        grid-column: 1 / -1;
      }
      small {
        color: var(--e-muted);
        font-size: 12.5px;
      }
      .error {
        grid-column: 1 / -1;
        color: var(--e-danger);
        font-size: 12.5px;
      }
      .done {
        display: flex;
        gap: 4px;
        align-items: center;
        min-block-size: var(--e-control);
        color: var(--e-green);
        font-size: 12.5px;
        --size: 14px;
      }
      li engage-button {
        justify-self: start;
      }
      p {
        color: var(--e-muted);
      }
      .hint {
        margin-block-start: 8px;
        font-size: 12.5px;
      }
      @container bindings (min-width: 440px) {
        li {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 92px;
        }
      }
    `,
  ];

  @property({ attribute: false }) variant: TemplateVariant | null = null;
  @property({ attribute: false }) bind: TemplateCalls['bind'] | null = null;
  @property({ type: Boolean }) disabled = false;

  @state() private typed: Readonly<Record<string, Row>> = {};
  @state() private busy = '';
  @state() private saved = '';
  @state() private refused: { key: string; error: EngageError } | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('variant');
    if (!changed.has('variant') || (before?.name === this.variant?.name && before?.language === this.variant?.language)) return;
    this.typed = {};
    this.saved = '';
    this.refused = null;
  }

  #bound(key: string): Row {
    const bound = this.variant?.bindings.find((one) => one.key === key);
    return { fact: bound?.fact ?? null, fallback: bound?.fallback ?? '' };
  }

  #change(key: string, change: Partial<Row>): void {
    this.saved = '';
    this.typed = { ...this.typed, [key]: { ...(this.typed[key] ?? this.#bound(key)), ...change } };
  }

  async #save(key: string): Promise<void> {
    const { variant, bind } = this;
    const row = this.typed[key];
    if (!variant || !bind || !row?.fact || this.busy) return;
    this.busy = key;
    this.refused = null;
    try {
      await bind({ name: variant.name, language: variant.language, variable: key, fact: row.fact, fallback: row.fallback.trim() || null });
      this.saved = key;
      const { [key]: _saved, ...others } = this.typed;
      this.typed = others;
      this.emit('binding-saved');
    } catch (thrown) {
      if (!EngageError.isAbort(thrown)) this.refused = { key, error: EngageError.from(thrown) };
    }
    this.busy = '';
  }

  protected override render(): TemplateResult | typeof nothing {
    const { variant } = this;
    if (!variant) return nothing;
    const say = registryWords(this);
    if (!variant.variables.length) return html`<p>${say('binding.none')}</p>`;
    return html`<ol>${variant.variables.map(({ key, example }) => this.#row(key, example))}</ol>
      ${this.disabled ? html`<p class="hint">${say('binding.forbidden')}</p>` : nothing}`;
  }

  #row(key: string, example: string | null): TemplateResult {
    const say = registryWords(this);
    const facts = templateWords(this);
    const bound = this.#bound(key);
    const row = this.typed[key] ?? bound;
    const isChanged = row.fact !== bound.fact || row.fallback.trim() !== bound.fallback;
    const name = this.#nameOf(key);
    const options = TEMPLATE_FACTS.map((fact) => ({ value: fact, label: facts(`fact.${fact}`) }));
    const read = (event: Event): string => {
      event.stopPropagation();
      const value: unknown = event.target && Reflect.get(event.target, 'value');
      return typeof value === 'string' ? value : '';
    };
    return html`<li aria-label=${name}>
      <div class="about"><b>${name}</b>${example ? html` <small><bdi>${say('binding.example', { example })}</bdi></small>` : nothing}</div>
      <engage-select
        label=${say('binding.fact')}
        .value=${row.fact ?? ''}
        .options=${row.fact ? options : [{ value: '', label: say('binding.unset') }, ...options]}
        ?disabled=${this.disabled || this.busy === key}
        @change=${(event: Event) => {
          const value = read(event);
          this.#change(key, { fact: TEMPLATE_FACTS.find((fact) => fact === value) ?? null });
        }}
      ></engage-select>
      <engage-input
        label=${say('binding.fallback')}
        placeholder=${say('binding.fallbackHint')}
        max-length="200"
        .value=${row.fallback}
        ?disabled=${this.disabled || this.busy === key}
        @input=${(event: Event) => this.#change(key, { fallback: read(event) })}
        @change=${(event: Event) => event.stopPropagation()}
      ></engage-input>
      ${
        isChanged
          ? html`<engage-button variant="primary" label=${`${say('binding.save')}: ${name}`} ?disabled=${!row.fact} ?loading=${this.busy === key} @click=${() => this.#save(key)}>${say('binding.save')}</engage-button>`
          : this.saved === key
            ? html`<span class="done" role="status"><engage-icon name="check"></engage-icon>${say('binding.saved')}</span>`
            : nothing
      }
      ${this.refused?.key === key ? html`<p class="error" role="alert">${say(this.refused.error.code === 'forbidden' ? 'binding.forbidden' : 'binding.refused')}</p>` : nothing}
    </li>`;
  }

  #nameOf(key: string): string {
    const say = registryWords(this);
    const [part = '', at = '', last = at] = key.split('.');
    if (part === 'button') return say('binding.button', { number: Number(at) + 1, name: last });
    return say(part === 'header' ? 'binding.header' : 'binding.body', { name: last });
  }
}

defineElement(tag('binding-editor'), BindingEditor);
