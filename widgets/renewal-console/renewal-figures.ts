import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { RenewalOverview } from '../../types/renewals.ts';
import { cssSet } from '../core/css-set.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/button.ts';
import '../ui/icon.ts';
import '../ui/skeleton.ts';
import { CONSOLE_VIEW_LISTS } from './console-view.ts';
import type { ConsoleSay } from './console-words.ts';
import { moneyWords } from './money-words.ts';
import { figuresStyles } from './figures-styles.ts';

type Bucket = RenewalOverview['aging'][number];
/** A stretch of days left, as an aging bar has it. */
export type DaysLeft = Pick<Bucket, 'from' | 'to'>;

/**
 * The figures on top: the recovery rate by B's formula with its goal, A's beside it, how many and how much is due, overdue, recovered and
 * lost; below, how far away or overdue it is, and how the weeks went. A figure chooses its list, a bar its days.
 * @tag engage-renewal-figures
 * @fires figure-choose - detail `{ list }`
 * @fires days-choose - detail DaysLeft, or null to take the choice back
 * @fires figures-retry
 */
export class RenewalFigures extends EngageElement {
  static override styles: CSSResultGroup = [EngageElement.styles, figuresStyles];

  @property({ attribute: false }) overview: RenewalOverview | null = null;
  /** the list below */
  @property() list = 'due';
  /** the days that are chosen */
  @property({ attribute: false }) days: DaysLeft | null = null;
  /** the bars and the chart are shown, too */
  @property({ type: Boolean }) full = false;
  /** they are of what is searched for and filtered, not of everything */
  @property({ type: Boolean }) narrowed = false;
  /** the figures could not be loaded */
  @property({ type: Boolean }) failed = false;
  @property({ attribute: false }) say: ConsoleSay | null = null;
  @property({ attribute: false }) format: Format | null = null;

  @state() private hasChart = false;

  protected override willUpdate(): void {
    if (!this.full || this.hasChart) return;
    import('./week-chart.ts').then(
      () => {
        this.hasChart = true;
      },
      // offline: the place stays empty; the next drawing tries again
      () => undefined,
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say, format, overview } = this;
    if (!say || !format) return nothing;
    if (!overview) {
      return this.failed
        ? html`<div class="sorry" role="status"><engage-icon name="circle-alert"></engage-icon>${say('figures.failed')}<engage-button variant="link" size="small" @click=${() => this.emit('figures-retry')}>${say('console.retry')}</engage-button></div>`
        : this.#waiting(say);
    }
    return html`<div class="strip ${this.full ? '' : 'brief'}">${this.#rate(overview, say, format)}${CONSOLE_VIEW_LISTS.map((list) => {
      const { days } = overview.rates;
      const money = moneyWords(overview.money[list], this);
      return html`<button class="figure ${list}" type="button" aria-pressed=${this.list === list ? 'true' : 'false'} @click=${() => this.emit('figure-choose', { list })}>
        <span class="label"><span class="cut">${say(`figure.${list}`, { count: days })}</span></span>
        <span class="count">${format.number(overview.counts[list])}</span>
        <span class="small cut" title=${money}>${money || html`&nbsp;`}</span>
      </button>`;
    })}</div>
    ${this.full ? this.#panels(overview, say, format) : nothing}`;
  }

  #percent(share: number | null): string {
    if (share === null) return '–';
    return new Intl.NumberFormat(this.matches(':lang(ms)') ? 'ms' : 'en-GB', { style: 'percent', maximumFractionDigits: 0 }).format(share);
  }

  #rate({ rates, winback }: RenewalOverview, say: ConsoleSay, format: Format): TemplateResult {
    const { a, b, goal, days, pending } = rates;
    const share = this.#percent(b.share);
    const words =
      b.share === null && pending
        ? say('rate.early', { count: pending })
        : say(b.share === null ? 'rate.none' : 'rate.b', { recovered: b.recovered, of: b.of, days });
    const goalWords = say('rate.goal', { goal: this.#percent(goal) });
    const isReached = b.share !== null && b.share >= goal;
    return html`<div class="rate" role="group" aria-label=${say('rate.title')}>
      <span class="share">${share}</span>
      <span class="what"><b>${say('rate.title')}</b>${this.narrowed ? html` <span class="narrowed">${say('rate.narrowed')}</span>` : nothing}<span class="small">${words}</span></span>
      <div
        class="goal ${isReached ? 'reached' : ''}"
        role="meter"
        aria-label=${say('rate.title')}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round((b.share ?? 0) * 100)}
        aria-valuetext=${`${share}, ${goalWords}`}
        ${cssSet({ '--goal': `${goal * 100}%` })}
      ><i ${cssSet({ inlineSize: `${Math.min(100, (b.share ?? 0) * 100)}%` })}></i></div>
      <span class="below">
        <span>${isReached ? say('rate.reached', { goal: this.#percent(goal) }) : goalWords}</span>
        <span title=${say('rate.aHint')}>${say('rate.a', { share: this.#percent(a.share), recovered: format.number(a.recovered), of: format.number(a.of) })}</span>
        ${winback.sent ? html`<span title=${say('rate.winbackHint', { count: winback.sent })}>${say('rate.winback', { share: this.#percent(winback.share) })}</span>` : nothing}
      </span>
    </div>`;
  }

  #panels(overview: RenewalOverview, say: ConsoleSay, format: Format): TemplateResult {
    const most = Math.max(1, ...overview.aging.map(({ count }) => count));
    const late = (bucket: Bucket): boolean => (bucket.to ?? 0) < 0;
    const bars = (title: string, buckets: Bucket[], kind: string): TemplateResult =>
      html`<section class=${kind} aria-label=${title}><h2>${title}</h2>${buckets.map((bucket) => this.#bar(bucket, most, say, format))}</section>`;
    return html`<div class="panels">
      ${bars(
        say('aging.upcoming'),
        overview.aging.filter((bucket) => !late(bucket)),
        'soon',
      )}
      ${bars(say('aging.overdue'), overview.aging.filter(late), 'late')}
      ${this.hasChart ? html`<engage-week-chart .weeks=${overview.weeks} .format=${format} .say=${say}></engage-week-chart>` : html`<div class="wait"><engage-skeleton shape="block" height="120px"></engage-skeleton></div>`}
    </div>`;
  }

  #bar(bucket: Bucket, most: number, say: ConsoleSay, format: Format): TemplateResult {
    const { from, to, count } = bucket;
    const isLate = (to ?? 0) < 0;
    const [near, far] = isLate ? [-(to ?? 0), from === null ? null : -from] : [from ?? 0, to];
    const days = far === null ? say('aging.lost', { days: near - 1 }) : say('aging.days', { from: format.number(near), to: format.number(far) });
    const isChosen = this.days !== null && this.days.from === from && this.days.to === to;
    const money = moneyWords(bucket.money, this);
    return html`<button class="bar" type="button" ?disabled=${count === 0 && !isChosen} aria-pressed=${isChosen ? 'true' : 'false'} title=${say('aging.hint')} @click=${() => this.emit<DaysLeft | null>('days-choose', isChosen ? null : { from, to })}>
      <span>${days}</span>
      <span class="track">${count ? html`<i ${cssSet({ inlineSize: `${(count / most) * 100}%` })}></i>` : nothing}</span>
      <b>${format.number(count)}</b>
      <span class="money cut" title=${money}>${money}</span>
    </button>`;
  }

  #waiting(say: ConsoleSay): TemplateResult {
    return html`<div role="status" aria-busy="true" aria-label=${say('figures.loading')}>
      <div class="strip ${this.full ? '' : 'brief'}">
        <div class="rate bones"><engage-skeleton width="72px" height="26px"></engage-skeleton><engage-skeleton width="70%"></engage-skeleton><engage-skeleton class="wide" height="8px"></engage-skeleton><engage-skeleton class="wide" width="50%" height="10px"></engage-skeleton></div>
        ${[60, 48, 52, 40].map(
          (width) =>
            html`<div class="figure bones"><engage-skeleton width="60%" height="10px"></engage-skeleton><engage-skeleton width="${width}px" height="18px"></engage-skeleton><engage-skeleton width="80%" height="10px"></engage-skeleton></div>`,
        )}
      </div>
      ${this.full ? html`<div class="panels bones">${[1, 2, 3].map(() => html`<section><engage-skeleton width="40%"></engage-skeleton><engage-skeleton shape="block" height="92px"></engage-skeleton></section>`)}</div>` : nothing}
    </div>`;
  }
}

defineElement(tag('renewal-figures'), RenewalFigures);
