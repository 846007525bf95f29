import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { PlannedStep, RenewalView } from '../../../types/renewals.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../icon.ts';
import type { IconName } from '../icons.ts';
import { detailWords } from './detail-words.ts';
import { renewalTone } from './renewal-tone.ts';
import { renewalWords } from './renewal-words.ts';
import { stepName } from './step-name.ts';

/** A point of the line: a step, or the day something fell due or was paid. */
type Point = { on: string; step: PlannedStep | null; mark: 'due' | 'paid' | 'lost' | PlannedStep['state'] };

const MARKS: Record<Point['mark'], IconName> = {
  sent: 'check',
  next: 'clock',
  later: 'circle',
  skipped: 'ban',
  stopped: 'ban',
  due: 'ticket',
  paid: 'circle-check',
  lost: 'x',
};

/**
 * The line of time of a renewal: what was sent and how far it got, what comes next, what was left out and why, the due date between.
 * A list, so that it reads as well as it looks.
 * @tag engage-renewal-plan
 */
export class RenewalPlan extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        font-size: 13px;
      }
      li {
        position: relative;
        display: grid;
        grid-template-columns: 22px minmax(0, 1fr) auto;
        gap: 0 10px;
        padding-block-end: 12px;
      }
      li:last-child {
        padding-block-end: 0;
      }
      li:not(:last-child)::before {
        content: '';
        position: absolute;
        inset-block: 22px 0;
        inset-inline-start: 10px;
        inline-size: 2px;
        background: var(--e-line-strong);
      }
      li.sent:not(:last-child)::before,
      li.paid:not(:last-child)::before {
        background: var(--e-green);
      }
      .mark {
        display: grid;
        place-items: center;
        inline-size: 22px;
        block-size: 22px;
        border-radius: 50%;
        background: var(--e-surface);
        box-shadow: inset 0 0 0 1.5px var(--e-line-strong);
        color: var(--e-muted);
        --size: 13px;
      }
      .sent .mark,
      .paid .mark {
        background: var(--e-green-soft);
        box-shadow: none;
        color: var(--e-green);
      }
      .lost .mark {
        background: var(--e-danger-soft);
        box-shadow: none;
        color: var(--e-danger);
      }
      .next .mark {
        background: var(--e-blue-soft);
        box-shadow: inset 0 0 0 1.5px var(--e-blue);
        color: var(--e-blue);
      }
      .later .mark engage-icon {
        visibility: hidden;
      }
      .due .mark {
        border-radius: 5px;
        background: var(--e-sunken);
        color: var(--e-text);
      }
      .words {
        min-inline-size: 0;
        padding-block-start: 2px;
      }
      b {
        font-weight: 500;
      }
      .next b,
      .due b,
      .paid b {
        font-weight: 600;
      }
      .skipped b,
      .stopped b,
      .later b {
        color: var(--e-muted);
      }
      small {
        display: flex;
        gap: 6px;
        color: var(--e-muted);
        font-size: 12.5px;
        --size: 14px;
      }
      small engage-icon {
        flex: none;
        margin-block-start: 2px;
      }
      .read {
        color: var(--e-blue);
      }
      .bad {
        color: var(--e-danger);
      }
      time {
        padding-block-start: 2px;
        color: var(--e-muted);
        font-size: 12.5px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .empty {
        color: var(--e-muted);
      }
      @media (forced-colors: active) {
        .mark {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) renewal: Pick<RenewalView, 'plan' | 'dueOn' | 'paidOn' | 'answeredAt'> | null = null;
  @property({ attribute: false }) format: Format | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { renewal, format } = this;
    if (!renewal || !format) return nothing;
    const say = detailWords(this);
    if (!renewal.plan.length) return html`<p class="empty">${say('plan.none')}</p>`;
    const points: Point[] = renewal.plan.map((step) => ({
      on: step.on,
      step,
      mark: step.result === 'failed' || step.result === 'bounced' ? 'lost' : step.state,
    }));
    points.push({ on: renewal.dueOn, step: null, mark: 'due' });
    if (renewal.paidOn) points.push({ on: renewal.paidOn, step: null, mark: 'paid' });
    points.sort((one, other) => one.on.localeCompare(other.on));
    return html`<ol>${points.map((point) => this.#point(point, format))}</ol>`;
  }

  #point({ on, step, mark }: Point, format: Format): TemplateResult {
    const [say, words] = [detailWords(this), renewalWords(this)];
    const name = step ? stepName(words, step.step) : say(mark === 'paid' ? 'plan.paid' : 'plan.due');
    // a step may be said later than its day: what was sent, and what comes next, stand at the day of that
    const day = step?.at && (step.state === 'sent' || step.state === 'next') ? format.date(step.at) : format.date(on);
    return html`<li class=${mark} aria-current=${mark === 'next' ? 'step' : nothing}>
      <span class="mark"><engage-icon name=${MARKS[mark]}></engage-icon></span>
      <span class="words"><b>${name}</b>${step ? this.#state(step, format) : nothing}</span>
      <time datetime=${step?.at ?? on} title=${step?.at ? format.exact(step.at) : nothing}>${day}</time>
    </li>`;
  }

  #state({ state, result, reason, at }: PlannedStep, format: Format): TemplateResult {
    const [say, words] = [detailWords(this), renewalWords(this)];
    if (result) {
      // the answer has a time of its own
      const answered = result === 'replied' ? this.renewal?.answeredAt : null;
      const tone = result === 'read' ? 'read' : result === 'failed' || result === 'bounced' ? 'bad' : '';
      return html`<small><engage-icon class=${tone} name=${renewalTone.result[result]}></engage-icon><span>${words(`result.${result}`)}${answered ? html`, ${format.exact(answered)}` : at ? html`, ${format.time(at)}` : nothing}</span></small>`;
    }
    const why = reason && reason !== 'step_due' && reason !== 'not_yet' ? words(`reason.${reason}`) : null;
    const when = state === 'next' && at ? format.time(at) : null;
    return html`<small><span>${[say(`plan.${state}`), when].filter(Boolean).join(', ')}${why ? html`: ${why}` : nothing}</span></small>`;
  }
}

defineElement(tag('renewal-plan'), RenewalPlan);
