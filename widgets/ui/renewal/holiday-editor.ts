import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { RenewalSettings } from '../../../types/renewal-settings.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../button.ts';
import '../icon.ts';
import '../icon-button.ts';
import '../input.ts';
import '../select.ts';
import { settingsWords } from './settings-words.ts';

type Holiday = RenewalSettings['holidays'][number];

/** Whose day follows the moon and is gazetted late. */
const MOON = /raya|aidil|muharram|awal|prophet|maulid|nabi|wesak|vesak|deepavali|diwali|chinese new year|tahun baru cina|ramadan|israk/i;
const ZONES = { everywhere: [], peninsula: ['Asia/Kuala_Lumpur'], borneo: ['Asia/Kuching'], malaysia: ['Asia/Kuala_Lumpur', 'Asia/Kuching'] } as const;
type Where = keyof typeof ZONES;
const WHERE = Object.keys(ZONES) as Where[];

/**
 * Days on which nothing is sent, and where. Those that follow the moon carry a word of caution.
 * @tag engage-holiday-editor
 * @fires holidays-change - detail `{ holidays }`
 */
export class HolidayEditor extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
      }
      h3 {
        margin-block-end: 4px;
        font-size: 12.5px;
        font-weight: 500;
      }
      ul {
        max-block-size: 300px;
        overflow-y: auto;
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius);
      }
      li {
        display: grid;
        grid-template-columns: 96px minmax(0, 1fr) auto;
        gap: 0 10px;
        align-items: center;
        padding: 3px 4px 3px 10px;
      }
      li + li {
        border-block-start: 1px solid var(--e-line);
      }
      time {
        font-variant-numeric: tabular-nums;
      }
      .name {
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      small {
        display: block;
        color: var(--e-muted);
        font-size: 12px;
      }
      .moon {
        color: var(--e-amber);
      }
      .past {
        color: var(--e-muted);
      }
      .none {
        color: var(--e-muted);
      }
      form {
        display: grid;
        grid-template-columns: minmax(130px, 1fr) minmax(140px, 1.6fr);
        gap: 8px;
        align-items: end;
        margin-block-start: 10px;
      }
      form engage-button {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) holidays: readonly Holiday[] = [];
  @property({ attribute: false }) format: Format | null = null;
  @property({ type: Boolean }) disabled = false;

  @state() private day = '';
  @state() private name = '';
  @state() private where: Where = 'malaysia';
  @state() private isChecked = false;
  @state() private showsPast = false;

  #set(holidays: readonly Holiday[]): void {
    this.emit('holidays-change', { holidays: holidays.toSorted((one, other) => one.on.localeCompare(other.on)) });
  }

  #typed(event: Event): void {
    event.stopPropagation();
    const { target } = event;
    const value: unknown = target && Reflect.get(target, 'value');
    if (!(target instanceof HTMLElement) || typeof value !== 'string') return;
    if (target.dataset['field'] === 'day') this.day = value;
    else if (target.dataset['field'] === 'name') this.name = value;
    else this.where = WHERE.find((one) => one === value) ?? 'malaysia';
  }

  get #dayIsWrong(): string {
    const say = settingsWords(this);
    if (!/^\d{4}-\d\d-\d\d$/.test(this.day)) return say('wrong.needed');
    const zones = ZONES[this.where];
    const isThere = this.holidays.some(
      (one) => one.on === this.day && (!one.zones.length || !zones.length || one.zones.some((zone) => zones.some((own) => own === zone))),
    );
    return isThere ? say('holiday.twice') : '';
  }

  #add(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.isChecked = true;
    const name = this.name.trim();
    if (this.#dayIsWrong || !name) return;
    this.#set([...this.holidays, { on: this.day, name, zones: [...ZONES[this.where]] }]);
    this.day = this.name = '';
    this.isChecked = false;
    this.renderRoot.querySelector<HTMLElement>('[data-field="day"]')?.focus();
  }

  async #remove(holiday: Holiday): Promise<void> {
    this.#set(this.holidays.filter((one) => one !== holiday));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('li engage-icon-button, [data-field="day"]')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { format } = this;
    if (!format) return nothing;
    const say = settingsWords(this);
    const isPast = ({ on }: Holiday): boolean => format.daysUntil(on, 'Asia/Kuala_Lumpur') < 0;
    const past = this.holidays.filter(isPast).length;
    const shown = this.showsPast ? this.holidays : this.holidays.filter((one) => !isPast(one));
    return html`<h3 id="title">${say('holiday.title')}</h3>
      ${shown.length ? html`<ul aria-labelledby="title" tabindex="0">${shown.map((one) => this.#line(one, format, isPast(one)))}</ul>` : html`<p class="none">${say('holiday.none')}</p>`}
      ${
        past && !this.showsPast
          ? html`<engage-button
            variant="link"
            size="small"
            @click=${() => {
              this.showsPast = true;
            }}
            >${say('holiday.past', { count: past })}</engage-button
          >`
          : nothing
      }
      ${this.disabled ? nothing : this.#form()}`;
  }

  #line(holiday: Holiday, format: Format, isPast: boolean): TemplateResult {
    const say = settingsWords(this);
    const where = WHERE.find((one) => ZONES[one].join() === holiday.zones.join());
    return html`<li class=${isPast ? 'past' : ''}>
      <time datetime=${holiday.on}>${format.date(holiday.on)}</time>
      <span class="name"><bdi>${holiday.name}</bdi><small>${where ? say(`holiday.${where}`) : holiday.zones.join(', ')}</small>
        ${!isPast && MOON.test(holiday.name) ? html`<small class="moon">${say('holiday.gazette')}</small>` : nothing}</span>
      ${this.disabled ? nothing : html`<engage-icon-button size="small" icon="x" label=${say('holiday.remove', { name: `${holiday.name}, ${format.date(holiday.on)}` })} @click=${() => this.#remove(holiday)}></engage-icon-button>`}
    </li>`;
  }

  #form(): TemplateResult {
    const say = settingsWords(this);
    const { isChecked } = this;
    return html`<form novalidate @submit=${this.#add} @input=${this.#typed} @change=${this.#typed}>
      <engage-input data-field="day" type="date" label=${say('holiday.day')} error=${isChecked ? this.#dayIsWrong : ''} .value=${this.day}></engage-input>
      <engage-input data-field="name" label=${say('holiday.name')} error=${isChecked && !this.name.trim() ? say('wrong.needed') : ''} max-length="100" .value=${this.name}></engage-input>
      <engage-select data-field="where" label=${say('holiday.where')} .value=${this.where} .options=${WHERE.map((value) => ({ value, label: say(`holiday.${value}`) }))}></engage-select>
      <engage-button type="submit">${say('holiday.add')}</engage-button>
    </form>`;
  }
}

defineElement(tag('holiday-editor'), HolidayEditor);
