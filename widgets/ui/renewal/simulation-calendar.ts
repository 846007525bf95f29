import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Simulation } from '../../../types/renewal-settings.ts';
import { cssSet } from '../../core/css-set.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import { simulationWords } from './simulation-words.ts';

const DAY_MS = 86_400_000;
/** the strongest colour of a day; with it words still read well on it */
const STRONGEST = 46;

/**
 * Messages a day as a calendar of months: a number in each day, and a colour that grows with it. One stop of the keyboard; arrow keys move
 * by day and week, Home and End within the week, Enter or Space choose.
 * @tag engage-simulation-calendar
 * @fires day-choose - detail `{ on }`: a day, or null when it was chosen already
 */
export class SimulationCalendar extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 16px;
      }
      table {
        flex: 0 1 300px;
        inline-size: min(300px, 100%);
        border-spacing: 2px;
        table-layout: fixed;
      }
      caption {
        padding-block-end: 4px;
        font-weight: 600;
        text-align: start;
      }
      th {
        color: var(--e-muted);
        font-size: 11.5px;
        font-weight: 500;
      }
      td {
        padding: 0;
        block-size: 36px;
      }
      .day {
        position: relative;
        display: grid;
        place-items: center;
        inline-size: 100%;
        block-size: 36px;
        border-radius: 5px;
        background: var(--e-sunken);
        color: var(--e-muted);
        font-variant-numeric: tabular-nums;
      }
      button.day {
        background: color-mix(in srgb, var(--e-blue) var(--heat), var(--e-surface));
        color: var(--e-text);
        font-weight: 600;
        box-shadow: inset 0 0 0 1px var(--e-line);
      }
      .day i {
        position: absolute;
        inset-block-start: 2px;
        inset-inline-start: 4px;
        color: var(--e-muted);
        font-size: 11.5px;
        font-style: normal;
        font-weight: 400;
        line-height: 12px;
      }
      button.day i {
        color: inherit;
      }
      .day b {
        padding-block-start: 9px;
        font-weight: inherit;
      }
      button.day[aria-pressed='true'] {
        box-shadow: inset 0 0 0 2px var(--e-text);
      }
      button.day:hover {
        box-shadow: inset 0 0 0 1.5px var(--e-muted);
      }
      small {
        font-size: 11.5px;
        font-weight: 400;
      }
      .outside {
        background: none;
      }
      @media (forced-colors: active) {
        button.day {
          border: 1px solid ButtonText;
        }
        button.day[aria-pressed='true'] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) simulation: Pick<Simulation, 'from' | 'to' | 'days'> | null = null;
  @property({ attribute: false }) format: Format | null = null;
  /** the chosen day */
  @property({ attribute: false }) chosen: string | null = null;

  @state() private current = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('simulation') || !this.simulation) return;
    const { from, to, days } = this.simulation;
    if (this.current < from || this.current > to) this.current = days.find((day) => day.messages > 0)?.on ?? from;
  }

  #pressed(event: KeyboardEvent): void {
    const { simulation, current } = this;
    if (!simulation) return;
    const isRightToLeft = getComputedStyle(this).direction === 'rtl';
    const weekday = (new Date(current).getUTCDay() + 6) % 7;
    const step = { ArrowRight: isRightToLeft ? -1 : 1, ArrowLeft: isRightToLeft ? 1 : -1, ArrowDown: 7, ArrowUp: -7, Home: -weekday, End: 6 - weekday }[
      event.key
    ];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const to = move(current, step);
    this.current = to < simulation.from ? simulation.from : to > simulation.to ? simulation.to : to;
    this.updateComplete.then(
      () => this.renderRoot.querySelector<HTMLElement>(`[data-on="${this.current}"]`)?.focus(),
      () => undefined,
    );
  }

  #choose(on: string): void {
    this.current = on;
    this.emit('day-choose', { on: this.chosen === on ? null : on });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { simulation, format } = this;
    if (!simulation || !format) return nothing;
    const counts = new Map(simulation.days.map((day) => [day.on, day]));
    const most = Math.max(1, ...simulation.days.map(({ messages }) => messages));
    const months: string[] = [];
    for (let month = simulation.from.slice(0, 7); month <= simulation.to.slice(0, 7); month = move(`${month}-01`, 32).slice(0, 7)) months.push(month);
    return html`${months.map((month) => this.#month(month, counts, most, format))}`;
  }

  #month(month: string, counts: ReadonlyMap<string, Simulation['days'][number]>, most: number, format: Format): TemplateResult {
    const locale = this.matches(':lang(ms)') ? 'ms' : 'en-GB';
    const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${month}-01`));
    const first = `${month}-01`;
    const start = move(first, -((new Date(first).getUTCDay() + 6) % 7));
    const weekday = (length: 'long' | 'narrow', index: number): string =>
      new Intl.DateTimeFormat(locale, { weekday: length, timeZone: 'UTC' }).format(Date.parse(move(start, index)));
    const weeks: string[][] = [];
    for (let week = start; week.slice(0, 7) <= month; week = move(week, 7)) weeks.push(Array.from({ length: 7 }, (_none, index) => move(week, index)));
    return html`<table @keydown=${this.#pressed}>
      <caption><span aria-hidden="true">${name}</span><span class="sr-only">${simulationWords(this)('calendarOf', { month: name })}</span></caption>
      <thead><tr>${Array.from({ length: 7 }, (_none, index) => html`<th scope="col" abbr=${weekday('long', index)}>${weekday('narrow', index)}</th>`)}</tr></thead>
      <tbody>${weeks.map((week) => html`<tr>${week.map((on) => html`<td>${on.startsWith(month) ? this.#day(on, counts.get(on), most, format) : nothing}</td>`)}</tr>`)}</tbody>
    </table>`;
  }

  #day(on: string, day: Simulation['days'][number] | undefined, most: number, format: Format): TemplateResult {
    const { simulation } = this;
    const number = Number(on.slice(8));
    if (!simulation || on < simulation.from || on > simulation.to) return html`<span class="day outside" aria-hidden="true">${number}</span>`;
    const say = simulationWords(this);
    const count = day?.messages ?? 0;
    const label = [
      say('day', { day: format.date(on), count }),
      day?.actual === null || day?.actual === undefined ? '' : say('dayReal', { day: format.date(on), count: day.actual }),
    ]
      .filter(Boolean)
      .join('. ');
    return html`<button
      class="day"
      type="button"
      data-on=${on}
      tabindex=${on === this.current ? 0 : -1}
      title=${label}
      aria-pressed=${on === this.chosen ? 'true' : 'false'}
      ${cssSet({ '--heat': `${count ? Math.round(6 + (count / most) * (STRONGEST - 6)) : 0}%` })}
      @click=${() => this.#choose(on)}
    ><i aria-hidden="true">${number}</i><b aria-hidden="true">${count || day?.actual ? format.number(count) : ''}${day?.actual ? html`<small>/${format.number(day.actual)}</small>` : nothing}</b><span class="sr-only">${label}</span></button>`;
  }
}

function move(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

defineElement(tag('simulation-calendar'), SimulationCalendar);
