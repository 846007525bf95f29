import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { MeView } from '../../../types/access.ts';
import type { RenewalRow, RenewalTaskView, RenewalView } from '../../../types/renewals.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../badge.ts';
import '../button.ts';
import '../checkbox.ts';
import { factsStyles } from '../facts-styles.ts';
import '../icon.ts';
import { detailWords } from './detail-words.ts';
import { formatMoney } from './format-money.ts';
import type { RenewalAct } from './renewal-act.ts';
import { renewalTone } from './renewal-tone.ts';
import { renewalWords } from './renewal-words.ts';

/**
 * What stands beside the line of time: tasks, who gets reminders, billing and where it comes from, tickets, earlier renewals.
 * @tag engage-renewal-sides
 * @fires renewal-act - detail: a RenewalAct
 * @fires renewal-form - the person wants to change something in a form; detail `{ form }`
 */
export class RenewalSides extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    factsStyles,
    css`
      :host {
        display: block;
      }
      section {
        border-block-end: 1px solid var(--e-line);
      }
      ul {
        display: grid;
        gap: 8px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 10px;
        align-items: center;
      }
      li > .words {
        flex: 1 1 150px;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .words b {
        font-weight: 500;
      }
      small {
        display: block;
        color: var(--e-muted);
        font-size: 12.5px;
        font-variant-numeric: tabular-nums;
      }
      .late {
        color: var(--e-danger);
      }
      .problem {
        color: var(--e-amber);
      }
      li > button {
        display: flex;
        justify-content: space-between;
        gap: 10px;
        inline-size: calc(100% + 16px);
        margin-inline: -8px;
        padding: 5px 8px;
        border-radius: var(--e-radius);
      }
      li > button:hover {
        background: var(--e-hover);
      }
      code {
        font: 12px/18px var(--e-mono);
      }
    `,
  ];

  @property({ attribute: false }) renewal: RenewalView | null = null;
  @property({ attribute: false }) former: readonly RenewalRow[] = [];
  @property({ attribute: false }) me: MeView | null = null;
  @property({ attribute: false }) format: Format | null = null;
  @property({ attribute: false }) busy: RenewalAct['do'] | null = null;

  get #mayWork(): boolean {
    return this.me?.can.renew ?? false;
  }

  #act(act: RenewalAct): void {
    this.emit<RenewalAct>('renewal-act', act);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { renewal, format } = this;
    if (!renewal || !format) return nothing;
    return html`${this.#tasks(renewal, format)}${this.#people(renewal, format)}${this.#billing(renewal)}${this.#tickets(renewal, format)}${this.former.length ? this.#former(format) : nothing}`;
  }

  #tasks({ tasks }: RenewalView, format: Format): TemplateResult {
    const say = detailWords(this);
    return html`<section aria-label=${say('tasks.title')}>
      <h3>${say('tasks.title')}${this.#mayWork ? html`<engage-button variant="link" size="small" @click=${() => this.emit('renewal-form', { form: 'task' })}>${say('act.task')}</engage-button>` : nothing}</h3>
      ${tasks.length ? html`<ul>${tasks.map((task) => this.#task(task, format))}</ul>` : html`<p class="muted">${say('tasks.none')}</p>`}
    </section>`;
  }

  #task(task: RenewalTaskView, format: Format): TemplateResult {
    const [say, words] = [detailWords(this), renewalWords(this)];
    const { reason } = task;
    const name = task.title ?? words(`task.${task.kind}`);
    const why = reason === 'manual' ? words('task.manual') : words(`reason.${reason}`);
    const isLate = !task.doneAt && format.daysUntil(task.dueOn, 'Asia/Kuala_Lumpur') < 0;
    return html`<li>
      ${
        this.#mayWork
          ? html`<engage-checkbox
            hide-label
            label=${say('tasks.done', { task: name })}
            ?checked=${task.doneAt !== null}
            ?disabled=${this.busy === 'finish-task'}
            @change=${(event: Event) => this.#act({ do: 'finish-task', taskId: task.id, isDone: Boolean(event.target && Reflect.get(event.target, 'checked')) })}
          ></engage-checkbox>`
          : nothing
      }
      <span class="words"><b><bdi>${name}</bdi></b>
        <small><span class=${isLate ? 'late' : ''}>${say(isLate ? 'tasks.overdue' : 'tasks.due', { day: format.date(task.dueOn) })}</span> · ${task.assignee ? html`<bdi>${task.assignee.name}</bdi>` : say('nobody')}</small>
        <small>${why}</small></span>
      ${task.kind === 'call' && !task.doneAt && this.#mayWork ? html`<engage-button size="small" icon="phone" @click=${() => this.emit('renewal-form', { form: 'call', taskId: task.id })}>${say('act.call')}</engage-button>` : nothing}
    </li>`;
  }

  #people({ people }: RenewalView, format: Format): TemplateResult {
    const [say, words] = [detailWords(this), renewalWords(this)];
    return html`<section aria-label=${say('people.title')}>
      <h3>${say('people.title')}</h3>
      ${
        people.length
          ? html`<ul>
            ${people.map(
              (person) =>
                html`<li>
                  <span class="words"><b><bdi>${person.name}</bdi></b>
                    <small>${person.phone ? html`<bdi dir="ltr">${format.phone(person.phone)}</bdi>` : say('people.noPhone')}</small>
                    ${person.problem ? html`<small class="problem">${words(`reason.${person.problem}`)}</small>` : nothing}</span>
                  ${
                    person.isChosen
                      ? html`<engage-badge tone="green" icon="check">${say('people.chosen')}</engage-badge>`
                      : this.#mayWork
                        ? html`<engage-button size="small" label=${say('people.choose', { name: person.name })} ?disabled=${this.busy === 'payer'} @click=${() => this.#act({ do: 'payer', contactId: person.contactId })}>${say('people.chooseShort')}</engage-button>`
                        : nothing
                  }
                </li>`,
            )}
          </ul>`
          : html`<p class="muted">${say('people.none')}</p>`
      }
    </section>`;
  }

  #billing({ price, billing, paymentUrl, source, cycleStart, dueOn }: RenewalView): TemplateResult {
    const say = detailWords(this);
    const from = (own: unknown): string => say(own !== null ? 'billing.own' : 'billing.pos');
    const months = billing.cycleMonths ?? monthsBetween(cycleStart, dueOn);
    return html`<section aria-label=${say('billing.title')}>
      <h3>${say('billing.title')}${this.#mayWork ? html`<engage-button variant="link" size="small" label=${say('act.billing')} @click=${() => this.emit('renewal-form', { form: 'billing' })}>${say('billing.change')}</engage-button>` : nothing}</h3>
      <dl>
        <dt>${say('amount')}</dt><dd>${formatMoney(price, this)} <small>${billing.amount === null && source === 'pos' ? say('source.pos') : from(billing.amount)}</small></dd>
        <dt>${say('billing.cycle')}</dt><dd>${months === 12 ? say('cycle.year') : say('cycle.months', { count: months })} <small>${from(billing.cycleMonths)}</small></dd>
        <dt>${say('billing.link')}</dt>
        <dd>${paymentUrl ? html`<a href=${paymentUrl} target="_blank" rel="noopener noreferrer" dir="ltr">${paymentUrl.replace(/^https:\/\//, '')}</a>` : say('billing.noLink')} <small>${billing.paymentUrl === null ? say('billing.setting') : say('billing.own')}</small></dd>
      </dl>
    </section>`;
  }

  #tickets({ tickets }: RenewalView, format: Format): TemplateResult {
    const say = detailWords(this);
    return html`<section aria-label=${say('tickets.title')}>
      <h3>${say('tickets.title')}</h3>
      ${
        tickets.length
          ? html`<ul>
            ${tickets.map(
              ({ id, reference, at, holdsBack }) =>
                html`<li>
                  <button type="button" @click=${() => this.#act({ do: 'open-ticket', ticketId: id, reference })}><code>${reference}</code>${holdsBack ? html`<engage-badge tone="amber">${say('tickets.holdsBack')}</engage-badge>` : nothing}<small>${format.near(at)}</small></button>
                </li>`,
            )}
          </ul>`
          : html`<p class="muted">${say('tickets.none')}</p>`
      }
    </section>`;
  }

  #former(format: Format): TemplateResult {
    const [say, words] = [detailWords(this), renewalWords(this)];
    return html`<section aria-label=${say('former.title')}>
      <h3>${say('former.title')}</h3>
      <ul>
        ${this.former.map(
          (row) =>
            html`<li>
              <button type="button" @click=${() => this.#act({ do: 'open-renewal', renewalId: row.id })}>
                <span>${format.date(row.dueOn)}</span><engage-badge tone=${row.outcome ? renewalTone.outcome[row.outcome] : renewalTone.status(row)}>${row.outcome ? words(`outcome.${row.outcome}`) : words(renewalTone.statusWord(row))}</engage-badge>
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

/** Whole months from the start of a cycle to its end; days of months may differ by a few. */
function monthsBetween(from: string, to: string): number {
  return Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / (30.44 * 86_400_000)));
}

defineElement(tag('renewal-sides'), RenewalSides);
