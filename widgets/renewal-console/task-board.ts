import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { CALL_RESULTS, type CallResult, type RenewalTaskView } from '../../types/renewals.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { EngageError } from '../core/engage-error.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/badge.ts';
import '../ui/button.ts';
import '../ui/empty-state.ts';
import '../ui/error-state.ts';
import '../ui/icon.ts';
import '../ui/icon-button.ts';
import type { IconName } from '../ui/icons.ts';
import '../ui/input.ts';
import '../ui/segmented.ts';
import '../ui/select.ts';
import '../ui/skeleton.ts';
import { renewalWords } from '../ui/renewal/renewal-words.ts';
import type { CallLog } from './console-tasks.ts';
import { taskWords } from './task-words.ts';

const ICONS: Record<RenewalTaskView['kind'], IconName> = { call: 'phone', email: 'send', follow_up: 'clock' };

/**
 * What people owe merchants: overdue, today, later. Call or write from here, and say in the same row what came of it.
 * @tag engage-task-board
 * @fires whose-choose - detail `{ isMine }`
 * @fires task-finish - detail `{ task, isDone }`
 * @fires task-call - detail `{ task, call: CallLog }`
 * @fires renewal-choose - detail `{ renewalId }`
 * @fires retry
 */
export class TaskBoard extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 8px 12px;
        border-block-end: 1px solid var(--e-line);
      }
      .all {
        flex: 1;
        min-block-size: 0;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      h2 {
        position: sticky;
        z-index: 1;
        inset-block-start: 0;
        display: flex;
        gap: 6px;
        padding: 7px 16px;
        border-block-end: 1px solid var(--e-line);
        background: var(--e-sunken);
        font-size: 12px;
        font-weight: 600;
      }
      h2 span {
        color: var(--e-muted);
        font-weight: 400;
        font-variant-numeric: tabular-nums;
      }
      h2.late {
        color: var(--e-danger);
      }
      li {
        display: grid;
        grid-template-columns: 28px minmax(0, 1.4fr) minmax(0, 1fr) 110px 244px;
        gap: 4px 12px;
        align-items: center;
        padding: 8px 12px 8px 16px;
        border-block-end: 1px solid var(--e-line);
      }
      .kind {
        display: grid;
        place-items: center;
        inline-size: 28px;
        block-size: 28px;
        border-radius: 50%;
        background: var(--e-sunken);
        box-shadow: inset 0 0 0 1px var(--e-line);
        color: var(--e-muted);
      }
      .what,
      .who {
        min-inline-size: 0;
      }
      .cut {
        display: block;
        overflow: hidden;
        max-inline-size: 100%;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .what button {
        font-weight: 500;
      }
      .what button:hover {
        text-decoration: underline;
      }
      .small {
        color: var(--e-muted);
        font-size: 12px;
        line-height: 17px;
      }
      .when {
        font-variant-numeric: tabular-nums;
      }
      .when.late {
        color: var(--e-danger);
      }
      .do {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
        justify-content: flex-end;
      }
      a.reach {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-block-size: var(--e-control);
        padding-inline: 11px;
        border: 1px solid var(--e-line-strong);
        border-radius: var(--e-radius);
        background: var(--e-surface);
        color: var(--e-text);
        font-size: 13px;
        font-weight: 500;
        line-height: 18px;
        text-decoration: none;
        white-space: nowrap;
      }
      a.reach:hover {
        background: var(--e-hover);
      }
      .done .what,
      .done .who {
        color: var(--e-muted);
        text-decoration: line-through;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        grid-column: 2 / -1;
        gap: 8px;
        align-items: flex-end;
        padding-block: 6px 4px;
      }
      form engage-select {
        flex: 1 1 150px;
      }
      form engage-input {
        flex: 2 1 180px;
      }
      form engage-input[type='date'] {
        flex: 0 1 150px;
      }
      .wait {
        display: grid;
        gap: 18px;
        padding: 16px;
      }
      @container renewals (max-width: 759px) {
        li {
          grid-template-columns: 28px minmax(0, 1fr) auto;
          align-items: start;
        }
        .who,
        .do,
        form {
          grid-column: 2 / -1;
        }
        .when {
          grid-row: 1;
          grid-column: 3;
          text-align: end;
        }
        .do {
          justify-content: flex-start;
          margin-block-start: 4px;
        }
      }
    `,
  ];

  @property({ attribute: false }) tasks: readonly RenewalTaskView[] = [];
  @property() phase: 'idle' | 'loading' | 'ready' | 'failed' = 'loading';
  @property({ attribute: false }) error: EngageError | null = null;
  @property({ type: Boolean, attribute: 'is-mine' }) isMine = true;
  /** ids under way */
  @property({ attribute: false }) busy: ReadonlySet<string> = new Set();
  /** may only look */
  @property({ type: Boolean }) fixed = false;
  /** today in the company's zone, `2026-11-21` */
  @property() today = '';
  @property({ attribute: false }) format: Format | null = null;

  /** the task whose call is being written down */
  @state() private loggingId: string | null = null;
  @state() private result: CallResult = 'reached';

  protected override render(): TemplateResult | typeof nothing {
    const { format } = this;
    if (!format) return nothing;
    const say = taskWords(this);
    return html`<div class="head">
        <engage-segmented
          label=${say('whose')}
          value=${this.isMine ? 'mine' : 'all'}
          .options=${[{ value: 'mine', label: say('mine') }, { value: 'all', label: say('all') }]}
          @choose=${(event: CustomEvent<{ value: string }>) => this.emit('whose-choose', { isMine: event.detail.value === 'mine' })}
        ></engage-segmented>
      </div>
      <div class="all">${this.#content(format)}</div>`;
  }

  #content(format: Format): TemplateResult {
    const say = taskWords(this);
    if (this.phase === 'failed')
      return html`<engage-error-state heading=${say('failed')} reference=${this.error?.requestId ?? ''} @retry=${() => this.emit('retry')}>${say(this.error?.offline ? 'offline' : 'failedHint')}</engage-error-state>`;
    if (this.phase !== 'ready')
      return html`<div class="wait" role="status" aria-busy="true" aria-label=${say('loading')}>${[80, 60, 70, 50].map((width) => html`<engage-skeleton width="${width}%" height="16px"></engage-skeleton>`)}</div>`;
    if (!this.tasks.length)
      return html`<engage-empty-state icon="list-checks" heading=${say(this.isMine ? 'noneMine' : 'none')}
        >${say(this.isMine ? 'noneMineHint' : 'noneHint')}${this.isMine ? html`<engage-button slot="action" @click=${() => this.emit('whose-choose', { isMine: false })}>${say('showAll')}</engage-button>` : nothing}</engage-empty-state
      >`;
    const groups = [
      { key: 'late', tasks: this.tasks.filter(({ dueOn }) => dueOn < this.today) },
      { key: 'today', tasks: this.tasks.filter(({ dueOn }) => dueOn === this.today) },
      { key: 'later', tasks: this.tasks.filter(({ dueOn }) => dueOn > this.today) },
    ] as const;
    return html`${groups
      .filter(({ tasks }) => tasks.length)
      .map(
        ({ key, tasks }) =>
          html`<section aria-label=${say(key)}><h2 class=${key}>${say(key)} <span>${format.number(tasks.filter(({ doneAt }) => !doneAt).length)}</span></h2><ul>${tasks.map((task) => this.#task(task, key === 'late', format))}</ul></section>`,
      )}`;
  }

  #task(task: RenewalTaskView, isLate: boolean, format: Format): TemplateResult {
    const say = taskWords(this);
    const speak = renewalWords(this);
    const { contact } = task;
    const why =
      task.reason === 'manual' ? (task.title ?? speak('task.manual')) : [speak(`reason.${task.reason}`), ...(task.title ? [task.title] : [])].join(': ');
    const isBusy = this.busy.has(task.id);
    return html`<li class=${task.doneAt ? 'done' : ''}>
      <span class="kind"><engage-icon name=${task.doneAt ? 'check' : ICONS[task.kind]}></engage-icon></span>
      <span class="what"><button class="cut" type="button" @click=${() => this.emit('renewal-choose', { renewalId: task.renewalId })}><bdi>${task.outletName}</bdi></button><span class="cut small" title=${why}>${speak(`task.${task.kind}`)} · <bdi>${why}</bdi></span></span>
      <span class="who">${
        contact
          ? html`<span class="cut"><bdi>${contact.name}</bdi></span><span class="cut small"><bdi dir="ltr">${task.kind === 'email' ? (contact.email ?? '') : contact.phone ? format.phone(contact.phone) : (contact.email ?? '')}</bdi></span>`
          : html`<span class="small">${speak('reason.no_contact')}</span>`
      }</span>
      <span class="when ${isLate && !task.doneAt ? 'late' : ''}" title=${format.date(task.dueOn)}>${format.inDays(daysBetween(this.today, task.dueOn))}${this.isMine ? nothing : html`<span class="cut small"><bdi>${task.assignee?.name ?? say('nobody')}</bdi></span>`}</span>
      <span class="do">${this.#acts(task, isBusy)}</span>
      ${this.loggingId === task.id ? this.#form(task, isBusy) : nothing}
    </li>`;
  }

  #acts(task: RenewalTaskView, isBusy: boolean): TemplateResult | typeof nothing {
    const say = taskWords(this);
    const { contact } = task;
    const finish = (isDone: boolean): boolean => this.emit('task-finish', { task, isDone });
    if (this.fixed) return nothing;
    if (task.doneAt) return html`<engage-button variant="link" size="small" ?loading=${isBusy} @click=${() => finish(false)}>${say('reopen')}</engage-button>`;
    const reach =
      task.kind === 'email' && contact?.email
        ? html`<a class="reach" href="mailto:${contact.email}"><engage-icon name="send"></engage-icon>${say('write')}</a>`
        : contact?.phone && !contact.phone.includes('•')
          ? html`<a class="reach" href="tel:${contact.phone}" @click=${() => this.#log(task.id)}><engage-icon name="phone"></engage-icon>${say('call')}</a>`
          : nothing;
    return html`${reach}
      ${task.kind === 'email' ? nothing : html`<engage-button .pressed=${this.loggingId === task.id} @click=${() => this.#log(this.loggingId === task.id ? null : task.id)}>${say('log')}</engage-button>`}
      <engage-icon-button variant="outline" icon="check" label=${say('finish', { outlet: task.outletName })} ?loading=${isBusy} @click=${() => finish(true)}></engage-icon-button>`;
  }

  #log(taskId: string | null): void {
    this.loggingId = taskId;
    this.result = 'reached';
  }

  #form(task: RenewalTaskView, isBusy: boolean): TemplateResult {
    const say = taskWords(this);
    const speak = renewalWords(this);
    return html`<form @submit=${(event: SubmitEvent) => this.#submitted(event, task)}>
      <engage-select
        name="result"
        label=${say('result')}
        .value=${this.result}
        .options=${CALL_RESULTS.map((result) => ({ value: result, label: speak(`result.${result}`) }))}
        @change=${(event: Event) => {
          const value = event.target && Reflect.get(event.target, 'value');
          this.result = CALL_RESULTS.find((one) => one === value) ?? 'reached';
        }}
      ></engage-select>
      <engage-input name="note" label=${say('note')} max-length="4000"></engage-input>
      <engage-input name="followUpOn" type="date" label=${say('again')}></engage-input>
      <engage-button type="submit" variant="primary" ?loading=${isBusy}>${say('save')}</engage-button>
    </form>`;
  }

  #submitted(event: SubmitEvent, task: RenewalTaskView): void {
    event.preventDefault();
    const form = event.target instanceof HTMLFormElement ? new FormData(event.target) : null;
    const text = (name: string): string => String(form?.get(name) ?? '').trim();
    const [note, followUpOn] = [text('note'), text('followUpOn')];
    const call: CallLog = { result: this.result, ...(note && { note }), ...(followUpOn && { followUpOn }) };
    this.loggingId = null;
    this.emit('task-call', { task, call });
  }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) || 0;
}

defineElement(tag('task-board'), TaskBoard);
