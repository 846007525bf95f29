import { type CSSResultGroup, css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { RenewalRow } from '../../types/renewals.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/badge.ts';
import '../ui/button.ts';
import { factsStyles } from '../ui/facts-styles.ts';
import '../ui/icon.ts';
import { formatMoney } from '../ui/renewal/format-money.ts';
import { renewalTone } from '../ui/renewal/renewal-tone.ts';
import { renewalWords } from '../ui/renewal/renewal-words.ts';
import { stepName } from '../ui/renewal/step-name.ts';
import { cardStyles } from './card-styles.ts';
import type { CardSay } from './card-words.ts';

/**
 * The renewal of the outlet in a few lines: how it stands, what is next and why, what was last.
 * @tag engage-card-renewal
 * @fires renewal-open - the person asks for the whole of it; detail `{ renewalId, oid }`
 */
export class CardRenewal extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    factsStyles,
    cardStyles,
    css`
      .state {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
        margin-block-end: 8px;
      }
      .reason {
        display: block;
        color: var(--e-muted);
      }
      .tasks {
        margin-block-start: 6px;
      }
      engage-button {
        margin-block-start: 10px;
      }
    `,
  ];

  @property({ attribute: false }) renewal: RenewalRow | null = null;
  @property({ attribute: false }) say: CardSay | null = null;
  @property({ attribute: false }) format: Format | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { renewal, say, format } = this;
    if (!renewal || !say || !format) return nothing;
    const words = renewalWords(this);
    const { last, next, outcome, paidOn, snoozedUntil, openTasks } = renewal;
    const isOpen = renewal.status === 'due' || renewal.status === 'failed';
    return html`<div class="state">
        <engage-badge tone=${renewalTone.status(renewal)}>${words(renewalTone.statusWord(renewal))}</engage-badge>
        ${outcome ? html`<engage-badge tone=${renewalTone.outcome[outcome]}>${words(`outcome.${outcome}`)}</engage-badge>` : nothing}
        ${snoozedUntil ? html`<span class="muted">${say('renewal.snoozed', { date: format.date(snoozedUntil) })}</span>` : nothing}
      </div>
      <dl>
        <dt>${say('renewal.due')}</dt>
        <dd>
          ${format.date(renewal.dueOn)}${isOpen ? html`, <span class=${renewal.daysLeft < 0 ? 'over' : renewal.daysLeft <= 7 ? 'soon' : ''}>${format.inDays(renewal.daysLeft)}</span>` : nothing}
          ${paidOn ? html`<span class="reason">${say('renewal.paidOn', { date: format.date(paidOn) })}</span>` : nothing}
        </dd>
        <dt>${say('renewal.price')}</dt><dd>${formatMoney(renewal.price, this)}</dd>
        ${isOpen ? html`<dt>${say('renewal.next')}</dt><dd>${this.#next(next, say, format)}</dd>` : nothing}
        ${
          last
            ? html`<dt>${say('renewal.last')}</dt><dd>
              ${words(`channel.${last.channel}`)}, <time datetime=${last.at}>${format.near(last.at)}</time>
              <span class="reason"><engage-icon name=${renewalTone.result[last.result]}></engage-icon> ${words(`result.${last.result}`)}${last.result === 'replied' && renewal.answeredAt ? html`, <time datetime=${renewal.answeredAt}>${format.near(renewal.answeredAt)}</time>` : nothing}</span>
            </dd>`
            : nothing
        }
      </dl>
      ${openTasks ? html`<p class="muted tasks">${say('renewal.tasks', { count: openTasks })}</p>` : nothing}
      <engage-button size="small" end-icon="chevron-right" @click=${() => this.emit('renewal-open', { renewalId: renewal.id, oid: renewal.oid })}>${say('renewal.open')}</engage-button>`;
  }

  #next(next: RenewalRow['next'], say: CardSay, format: Format): TemplateResult | string {
    if (!next) return say('renewal.nothingPlanned');
    const words = renewalWords(this);
    const reason = words(`reason.${next.reason}`);
    if (!next.at) return next.step ? html`${stepName(words, next.step)}<span class="reason">${reason}</span>` : reason;
    return html`${next.step ? html`${stepName(words, next.step)}, ` : nothing}<time datetime=${next.at}>${format.exact(next.at)}</time
      >${next.reason === 'not_yet' || next.reason === 'step_due' ? nothing : html`<span class="reason">${reason}</span>`}`;
  }
}

defineElement(tag('card-renewal'), CardRenewal);
