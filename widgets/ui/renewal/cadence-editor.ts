import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { CadenceStep } from '../../../types/renewal-settings.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { tag } from '../../core/tag.ts';
import '../button.ts';
import '../icon-button.ts';
import '../input.ts';
import '../select.ts';
import type { SelectOption } from '../select.ts';
import { renewalWords } from './renewal-words.ts';
import { settingsWords } from './settings-words.ts';
import { stepName } from './step-name.ts';

const MOST = 8;
type When = 'before' | 'on' | 'after';

/** What a row shows: a step, or what was typed and makes none. */
export interface CadenceRow {
  days: string;
  when: When;
  template: string;
}

/**
 * The steps of the cadence: how many days before or after the due date, and which template. Rows are in the order of their days.
 * @tag engage-cadence-editor
 * @fires cadence-change - detail `{ steps, rows }`: as typed, and the steps they make; null while something in it is wrong
 */
export class CadenceEditor extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        container: cadence / inline-size;
      }
      ol {
        display: grid;
        gap: 8px;
      }
      li {
        display: grid;
        grid-template-columns: 64px minmax(120px, 1fr) auto;
        gap: 6px 8px;
        align-items: start;
        padding-block-end: 8px;
        border-block-end: 1px solid var(--e-line);
      }
      /* the field of the days is narrow, what is wrong with them is not */
      engage-input::part(note) {
        inline-size: 240px;
      }
      .template {
        grid-column: 1 / 3;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
        margin-block-start: 8px;
        color: var(--e-muted);
        font-size: 12.5px;
      }
      @container cadence (min-width: 480px) {
        li {
          grid-template-columns: 64px minmax(150px, 1fr) minmax(160px, 1.4fr) auto;
          padding-block-end: 0;
          border: 0;
        }
        .template {
          grid-column: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) steps: readonly CadenceStep[] = [];
  /** what may be chosen */
  @property({ attribute: false }) templates: readonly SelectOption[] = [];
  @property({ type: Boolean }) disabled = false;

  /** what is typed; null: as the steps are */
  @property({ attribute: false }) typed: readonly CadenceRow[] | null = null;

  get #rows(): readonly CadenceRow[] {
    return this.typed ?? this.steps.toSorted((one, other) => one.offsetDays - other.offsetDays).map(rowOf);
  }

  #set(rows: readonly CadenceRow[]): void {
    const isSound = rows.every((_row, index) => Object.keys(this.#wrong(rows, index)).length === 0);
    this.typed = rows;
    this.emit('cadence-change', {
      rows,
      steps: isSound
        ? rows.map((row) => ({ offsetDays: offsetOf(row), template: row.template })).toSorted((one, other) => one.offsetDays - other.offsetDays)
        : null,
    });
  }

  /** What is wrong with a row, at the control that mends it. */
  #wrong(rows: readonly CadenceRow[], index: number): Partial<Record<keyof CadenceRow, string>> {
    const say = settingsWords(this);
    const row = rows[index];
    if (!row) return {};
    if (!row.template) return { template: say('wrong.needed') };
    const days = Number(row.days);
    if (row.when !== 'on' && (!/^\d{1,2}$/.test(row.days.trim()) || days < 1 || days > (row.when === 'before' ? 60 : 30))) return { days: say('wrong.step') };
    if (!rows.some((other, at) => at < index && offsetOf(other) === offsetOf(row))) return {};
    return { [row.when === 'on' ? 'when' : 'days']: say('wrong.twice') };
  }

  #change(index: number, change: Partial<CadenceRow>): void {
    this.#set(this.#rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  }

  #read(event: Event): string {
    event.stopPropagation();
    const value: unknown = event.target && Reflect.get(event.target, 'value');
    return typeof value === 'string' ? value : '';
  }

  #add(): void {
    const rows = this.#rows;
    const taken = new Set(rows.map(offsetOf));
    const offset = [-30, -21, -14, -10, -7, -3, -1, 0, 1, 3, 5, 7].find((one) => !taken.has(one)) ?? 10;
    const template = rows.at(-1)?.template ?? this.templates[0]?.value ?? '';
    this.#set([...rows, rowOf({ offsetDays: offset, template })]);
  }

  async #remove(index: number): Promise<void> {
    this.#set(this.#rows.filter((_row, at) => at !== index));
    await this.updateComplete;
    // the button went with its row
    this.renderRoot.querySelector<HTMLElement>('.foot engage-button')?.focus();
  }

  protected override render(): TemplateResult {
    const say = settingsWords(this);
    const rows = this.#rows;
    return html`<ol>${rows.map((row, index) => this.#row(rows, row, index))}</ol>
      <div class="foot">
        <engage-button size="small" ?disabled=${this.disabled || rows.length >= MOST} @click=${this.#add}>${say('cadence.add')}</engage-button>
        ${rows.length >= MOST ? html`<span>${say('cadence.full')}</span>` : rows.length === 1 ? html`<span>${say('cadence.last')}</span>` : nothing}
      </div>`;
  }

  #row(rows: readonly CadenceRow[], row: CadenceRow, index: number): TemplateResult {
    const say = settingsWords(this);
    const wrong = this.#wrong(rows, index);
    const whens: readonly When[] = ['before', 'on', 'after'];
    const name = stepName(renewalWords(this), nameOf(row));
    const isKnown = this.templates.some(({ value }) => value === row.template);
    const templates = isKnown ? this.templates : [{ value: row.template, label: say('template.unknown', { name: row.template }) }, ...this.templates];
    return html`<li aria-label=${say('cadence.step', { number: index + 1 })}>
      <engage-input hide-label label=${say('cadence.days')} error=${wrong.days ?? ''} .value=${row.when === 'on' ? '0' : row.days} ?disabled=${this.disabled || row.when === 'on'} @input=${(event: Event) => this.#change(index, { days: this.#read(event) })} @change=${(event: Event) => event.stopPropagation()}></engage-input>
      <engage-select
        hide-label
        label=${say('cadence.when')}
        error=${wrong.when ?? ''}
        .value=${row.when}
        .options=${whens.map((value) => ({ value, label: say(`cadence.${value}`) }))}
        ?disabled=${this.disabled}
        @change=${(event: Event) => {
          const value = this.#read(event);
          const when = whens.find((one) => one === value) ?? 'before';
          this.#change(index, { when, days: when !== 'on' && row.when === 'on' ? '1' : row.days });
        }}
      ></engage-select>
      <engage-select class="template" hide-label label=${say('cadence.template')} error=${wrong.template ?? ''} .value=${row.template} .options=${templates} ?disabled=${this.disabled} @change=${(event: Event) => this.#change(index, { template: this.#read(event) })}></engage-select>
      <engage-icon-button icon="x" label=${say('cadence.remove', { step: name })} ?disabled=${this.disabled || rows.length === 1} @click=${() => this.#remove(index)}></engage-icon-button>
    </li>`;
  }
}

function rowOf({ offsetDays, template }: CadenceStep): CadenceRow {
  return { days: String(Math.abs(offsetDays)), when: offsetDays < 0 ? 'before' : offsetDays > 0 ? 'after' : 'on', template };
}

function offsetOf({ days, when }: CadenceRow): number {
  return when === 'on' ? 0 : when === 'before' ? -Number(days) : Number(days);
}

function nameOf(row: CadenceRow): string {
  const offset = offsetOf(row);
  return `d${offset < 0 ? '-' : '+'}${Math.abs(offset)}`;
}

defineElement(tag('cadence-editor'), CadenceEditor);
