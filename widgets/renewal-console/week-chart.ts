import { type CSSResultGroup, html, nothing, svg, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { RenewalOverview } from '../../types/renewals.ts';
import { cssSet } from '../core/css-set.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/button.ts';
import '../ui/empty-state.ts';
import { chartWords } from './chart-words.ts';
import { chartStyles } from './chart-styles.ts';

type Week = RenewalOverview['weeks'][number];
const PARTS = ['paidAlone', 'recovered', 'open', 'lost'] as const;
type Part = (typeof PARTS)[number];
/** Units of the drawing: a column is 10 wide, a gap 4; all columns are 100 high. */
const COLUMN = 10;
const STEP = 14;
const HEIGHT = 100;

/**
 * How the weeks went, by the week of the due date: paid without us, recovered, still open, lost, one on the other. A picture with a sentence,
 * week by week with the arrow keys or the pointer, and the same as a table.
 * @tag engage-week-chart
 */
export class WeekChart extends EngageElement {
  static override styles: CSSResultGroup = [EngageElement.styles, chartStyles];

  @property({ attribute: false }) weeks: readonly Week[] = [];
  @property({ attribute: false }) format: Format | null = null;

  @state() private isTable = false;
  /** the week under the pointer or the keys */
  @state() private at: number | null = null;

  #parts(week: Week): Record<Part, number> {
    const open = Math.max(0, week.due - week.paidAlone - week.recovered - week.lost);
    return { paidAlone: week.paidAlone, recovered: week.recovered, open, lost: week.lost };
  }

  #pressed(event: KeyboardEvent): void {
    const last = this.weeks.length - 1;
    const isRightToLeft = getComputedStyle(this).direction === 'rtl';
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const from = this.at ?? last + 1;
    const to = step === undefined ? { Home: 0, End: last, Escape: -1 }[event.key] : Math.min(last, Math.max(0, from + (isRightToLeft ? -step : step)));
    if (to === undefined || (to < 0 && this.at === null)) return;
    event.preventDefault();
    event.stopPropagation();
    this.at = to < 0 ? null : to;
  }

  #moved(event: PointerEvent): void {
    const box = event.currentTarget instanceof HTMLElement ? event.currentTarget.getBoundingClientRect() : null;
    if (!box?.width) return;
    const share = (event.clientX - box.left) / box.width;
    const isRightToLeft = getComputedStyle(this).direction === 'rtl';
    const at = Math.floor((isRightToLeft ? 1 - share : share) * this.weeks.length);
    this.at = Math.min(this.weeks.length - 1, Math.max(0, at));
  }

  readonly #left = (): void => {
    this.at = null;
  };

  protected override render(): TemplateResult | typeof nothing {
    const { weeks, format } = this;
    if (!format) return nothing;
    const say = chartWords(this);
    return html`<div class="head">
        <h2 id="title">${say('title')}</h2>
        ${
          weeks.length
            ? html`<span class="legend" aria-hidden="true">${PARTS.map((part) => html`<span class=${part}>${say(part)}</span>`)}</span>
              <engage-button variant="link" size="small" @click=${() => (this.isTable = !this.isTable)}>${say(this.isTable ? 'asChart' : 'asTable')}</engage-button>`
            : nothing
        }
      </div>
      ${weeks.length ? (this.isTable ? this.#table(weeks, format) : this.#chart(weeks, format)) : html`<p class="none">${say('none')}</p>`}`;
  }

  #chart(weeks: readonly Week[], format: Format): TemplateResult {
    const say = chartWords(this);
    // even, so that half of it is a number of renewals, too
    const most = 2 * Math.ceil(Math.max(2, ...weeks.map(({ due }) => due)) / 2);
    const week = this.at === null ? undefined : weeks[this.at];
    const sum = weeks.reduce((all, one) => ({ due: all.due + one.due, paid: all.paid + one.paidAlone + one.recovered }), { due: 0, paid: 0 });
    const now = this.at ?? weeks.length - 1;
    const [first, last] = [weeks[0], weeks.at(-1)];
    return html`<div class="graph"><div class="axis" aria-hidden="true">${[most, most / 2, 0].map((value) => html`<span>${format.number(value)}</span>`)}</div><div
        class="plot"
        role="slider"
        tabindex="0"
        aria-label=${say('choose')}
        aria-valuemin="1"
        aria-valuemax=${weeks.length}
        aria-valuenow=${now + 1}
        aria-valuetext=${weeks[now] ? this.#sentence(weeks[now], format) : ''}
        @keydown=${this.#pressed}
        @pointermove=${this.#moved}
        @pointerleave=${this.#left}
        @blur=${this.#left}
        ${cssSet({ '--at': `${((now + 0.5) / weeks.length) * 100}%` })}
      >
        <svg viewBox="0 0 ${weeks.length * STEP} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          ${svg`<line x1="0" y1="0" x2=${weeks.length * STEP} y2="0"></line><line x1="0" y1=${HEIGHT / 2} x2=${weeks.length * STEP} y2=${HEIGHT / 2}></line><line x1="0" y1=${HEIGHT} x2=${weeks.length * STEP} y2=${HEIGHT}></line>`}
          ${weeks.map((one, index) => this.#column(one, index, most))}
        </svg>
        ${week ? this.#tip(week, now < weeks.length / 2, format) : nothing}
      </div></div>
      <div class="weeks" aria-hidden="true"><span>${first ? format.date(first.week) : ''}</span><span>${last ? format.date(last.week) : ''}</span></div>
      <p class="sr-only" role="img" aria-label=${say('summary', { weeks: weeks.length, due: sum.due, paid: sum.paid })}></p>`;
  }

  #column(week: Week, index: number, most: number): unknown {
    const parts = this.#parts(week);
    const x = index * STEP + (STEP - COLUMN) / 2;
    let y = HEIGHT;
    const rects = PARTS.map((part) => {
      const height = (parts[part] / most) * HEIGHT;
      y -= height;
      return height ? svg`<rect class=${part} x=${x} y=${y} width=${COLUMN} height=${height}></rect>` : nothing;
    });
    return svg`${this.at === index ? svg`<rect class="at" x=${index * STEP} y="0" width=${STEP} height=${HEIGHT}></rect>` : nothing}${rects}`;
  }

  #sentence(week: Week, format: Format): string {
    const say = chartWords(this);
    const parts = this.#parts(week);
    return [say('week', { week: format.date(week.week), count: week.due }), ...PARTS.map((part) => `${say(part)}: ${format.number(parts[part])}`)].join(', ');
  }

  /** Beside its bar, on the side where there is room. */
  #tip(week: Week, isBefore: boolean, format: Format): TemplateResult {
    const say = chartWords(this);
    const parts = this.#parts(week);
    return html`<div class="tip ${isBefore ? 'after' : 'before'}" aria-hidden="true"><b>${say('week', { week: format.date(week.week), count: week.due })}</b>
      ${PARTS.map((part) => html`<span class=${part}>${say(part)}<i>${format.number(parts[part])}</i></span>`)}
    </div>`;
  }

  #table(weeks: readonly Week[], format: Format): TemplateResult {
    const say = chartWords(this);
    return html`<div class="table" role="region" aria-label=${say('title')} tabindex="0">
      <table aria-labelledby="title">
        <thead><tr><th scope="col">${say('weekOf')}</th><th scope="col">${say('due')}</th>${PARTS.map((part) => html`<th scope="col">${say(part)}</th>`)}</tr></thead>
        <tbody>${weeks.map((week) => {
          const parts = this.#parts(week);
          return html`<tr><th scope="row">${format.date(week.week)}</th><td>${format.number(week.due)}</td>${PARTS.map((part) => html`<td>${format.number(parts[part])}</td>`)}</tr>`;
        })}</tbody>
      </table>
    </div>`;
  }
}

defineElement(tag('week-chart'), WeekChart);
