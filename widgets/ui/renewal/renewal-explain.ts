import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { DecisionView, RenewalExplanation, RenewalView } from '../../../types/renewals.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { EngageError } from '../../core/engage-error.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../badge.ts';
import type { Tone } from '../badge.ts';
import '../banner.ts';
import '../button.ts';
import '../dialog.ts';
import '../icon.ts';
import type { IconName } from '../icons.ts';
import '../skeleton.ts';
import { detailWords } from './detail-words.ts';
import { explainRules, type ExplainRule } from './explain-rules.ts';
import { explainWords } from './explain-words.ts';
import { formWords } from './form-words.ts';
import { refusalText } from './refusal-text.ts';
import type { RenewalAct } from './renewal-act.ts';
import { renewalWords } from './renewal-words.ts';
import { stepName } from './step-name.ts';

const TONES: Record<DecisionView['verdict'], Tone> = { send: 'green', wait: 'blue', skip: 'neutral', stop: 'neutral', fallback: 'amber' };
const STATES = ['held', 'passed', 'told'] as const;
const ICONS: Record<ExplainRule['state'], IconName> = { held: 'pause', passed: 'check', told: 'circle' };

/**
 * Why a reminder goes, waits or does not go: the decision in a sentence, what was known, and the decisions before it.
 * @tag engage-renewal-explain
 * @fires renewal-act - detail: a RenewalAct (a ticket that holds reminders back is to be opened)
 * @fires close
 */
export class RenewalExplain extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      .stack {
        display: grid;
        gap: 14px;
      }
      .now {
        font-size: 14px;
        text-wrap: pretty;
      }
      h3 {
        margin-block-end: 6px;
        color: var(--e-muted);
        font-size: 12px;
        font-weight: 600;
      }
      .rules {
        display: grid;
        gap: 4px;
        margin-block-start: 8px;
      }
      .rules b {
        font-size: 12.5px;
        font-weight: 600;
      }
      .rules engage-icon {
        --size: 14px;
        flex: none;
        margin-block-start: 2px;
        color: var(--e-muted);
      }
      .rules bdi {
        min-inline-size: 0;
      }
      .passed engage-icon {
        color: var(--e-green);
      }
      .held engage-icon {
        color: var(--e-amber);
      }
      li {
        padding-block: 7px;
        border-block-start: 1px solid var(--e-line);
      }
      li:first-child,
      .holding li {
        border: 0;
      }
      .holding {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        margin-block-start: 4px;
      }
      .holding li {
        padding: 0;
      }
      .rules li {
        display: flex;
        gap: 7px;
        padding-block: 2px;
        border: 0;
        overflow-wrap: break-word;
      }
      code {
        font: 12px/18px var(--e-mono);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 8px;
        align-items: center;
      }
      .line time {
        margin-inline-start: auto;
        color: var(--e-muted);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }
      small {
        display: block;
        color: var(--e-muted);
        font-size: 12.5px;
      }
      summary {
        margin-block-start: 2px;
        color: var(--e-muted);
        font-size: 12.5px;
        cursor: pointer;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @property({ attribute: false }) explanation: RenewalExplanation | null = null;
  /** of the renewal: those that hold reminders back are shown where that is the reason */
  @property({ attribute: false }) tickets: RenewalView['tickets'] = [];
  @property({ attribute: false }) format: Format | null = null;
  @property({ attribute: false }) error: EngageError | null = null;

  #closed(event: Event): void {
    event.stopPropagation();
    this.emit('close');
  }

  protected override render(): TemplateResult {
    const say = formWords(this);
    return html`<engage-dialog ?open=${this.open} label=${say('explain.title')} @close=${this.#closed}>${this.#content()}</engage-dialog>`;
  }

  #content(): TemplateResult | typeof nothing {
    const { explanation, format, error } = this;
    const say = formWords(this);
    if (!format) return nothing;
    if (!explanation && error) return html`<engage-banner framed tone="danger" announce="alert">${refusalText(detailWords(this), error)}</engage-banner>`;
    if (!explanation)
      return html`<div class="stack" role="status" aria-busy="true" aria-label=${say('explain.loading')}>${[1, 2, 3, 4].map(() => html`<engage-skeleton></engage-skeleton>`)}</div>`;
    const { now, log } = explanation;
    return html`<div class="stack">
      <div><p class="now">${this.#sentence(now, format)}</p>${now.reason === 'complaint' ? this.#holding() : nothing}</div>
      <section>
        <h3>${say('explain.facts')} · ${format.exact(now.at)}</h3>
        ${this.#rules(now, format)}
      </section>
      <section>
        <h3>${say('explain.log')}</h3>
        ${log.length ? html`<ol>${log.map((decision) => this.#former(decision, format))}</ol>` : html`<p>${say('explain.noLog')}</p>`}
      </section>
    </div>`;
  }

  /** The way to what holds reminders back; the dialog makes room for it. */
  #holding(): TemplateResult | typeof nothing {
    const say = formWords(this);
    const holding = this.tickets.filter(({ holdsBack }) => holdsBack);
    if (!holding.length) return nothing;
    return html`<ul class="holding">
      ${holding.map(
        ({ id, reference }) =>
          html`<li><engage-button variant="link" size="small" label=${say('explain.openTicket', { reference })} @click=${() => this.#openTicket(id, reference)}><code>${reference}</code></engage-button></li>`,
      )}
    </ul>`;
  }

  #openTicket(ticketId: string, reference: string): void {
    this.emit('close');
    this.emit<RenewalAct>('renewal-act', { do: 'open-ticket', ticketId, reference });
  }

  #sentence({ verdict, step, reason, until }: DecisionView, format: Format): string {
    const [say, words] = [formWords(this), renewalWords(this)];
    const holding = this.tickets.filter(({ holdsBack }) => holdsBack);
    const references = holding.map(({ reference: one }) => one).join(', ');
    if (reason === 'complaint' && holding.length) return explainWords(this)('paused', { reference: references });
    if (verdict === 'wait' && reason === 'not_yet' && step && until)
      return explainWords(this)('notYet', { step: stepName(words, step), at: format.exact(until) });
    const values = { step: step ? stepName(words, step) : '', reason: words(`reason.${reason}`), at: until ? format.exact(until) : '' };
    return say(verdict === 'wait' && !until ? 'explain.waitOpen' : `explain.${verdict}`, values);
  }

  /** What holds back first, then what is in order, then what only was known. */
  #rules(decision: DecisionView, format: Format): TemplateResult {
    const say = explainWords(this);
    const rules = explainRules(decision, say, renewalWords(this), format);
    return html`${STATES.map((state) => {
      const those = rules.filter((rule) => rule.state === state);
      return those.length
        ? html`<div class="rules ${state}">
            <b>${say(`group.${state}`)}</b>
            <ul>${those.map(({ text }) => html`<li><engage-icon name=${ICONS[state]}></engage-icon><bdi>${text}</bdi></li>`)}</ul>
          </div>`
        : nothing;
    })}`;
  }

  #former(decision: DecisionView, format: Format): TemplateResult {
    const [say, words] = [formWords(this), renewalWords(this)];
    const { verdict, step, reason, at, facts } = decision;
    return html`<li>
      <div class="line"><engage-badge tone=${TONES[verdict]}>${words(`verdict.${verdict}`)}</engage-badge>${step && reason !== 'complaint' ? html`<span>${stepName(words, step)}</span>` : nothing}<time datetime=${at}>${format.exact(at)}</time></div>
      <small>${words(`reason.${reason}`)}</small>
      ${Object.keys(facts).length ? html`<details><summary>${say('explain.facts')}</summary>${this.#rules(decision, format)}</details>` : nothing}
    </li>`;
  }
}

defineElement(tag('renewal-explain'), RenewalExplain);
