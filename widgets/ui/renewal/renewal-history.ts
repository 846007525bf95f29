import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { RenewalAttemptView, RenewalHistoryItem } from '../../../types/renewals.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../button.ts';
import '../icon.ts';
import type { IconName } from '../icons.ts';
import { detailEnglish } from './detail-english.ts';
import { detailWords } from './detail-words.ts';
import type { RenewalAct } from './renewal-act.ts';
import { renewalTone } from './renewal-tone.ts';
import { renewalWords } from './renewal-words.ts';
import { stepName } from './step-name.ts';

const FIRST = 8;
/** what `undo` may be about: the server says whether it may */
const UNDOABLE: ReadonlySet<string> = new Set(['paid', 'paid_reference', 'cancelled', 'snoozed', 'woken']);
/** jobs of ours (`pos`, `renewal`, `host page`) are written small: what they did needs no "by" */
const JOB = /^[a-z][a-z -]*$/;

/**
 * What happened to a renewal, newest first: messages with their ticks, calls, notes, changes; who and when.
 * @tag engage-renewal-history
 * @fires renewal-act - detail: a RenewalAct (a ticket is to be opened, the last change is to be taken back)
 */
export class RenewalHistory extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
      }
      li {
        display: grid;
        grid-template-columns: 18px minmax(0, 1fr) auto;
        gap: 0 8px;
        padding-block: 6px;
      }
      li + li {
        border-block-start: 1px solid var(--e-line);
      }
      engage-icon {
        --size: 14px;
        margin-block-start: 2px;
        color: var(--e-muted);
      }
      .read {
        color: var(--e-blue);
      }
      .bad {
        color: var(--e-danger);
      }
      .words {
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      small {
        display: block;
        color: var(--e-muted);
        font-size: 12.5px;
      }
      .answer {
        color: var(--e-text);
      }
      .note {
        margin-block: 3px;
        padding: 6px 9px;
        border-radius: var(--e-radius);
        background: var(--e-note);
        box-shadow: inset 0 0 0 1px var(--e-note-line);
        white-space: pre-wrap;
      }
      time {
        color: var(--e-muted);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .empty {
        color: var(--e-muted);
      }
    `,
  ];

  @property({ attribute: false }) items: readonly RenewalHistoryItem[] = [];
  @property({ attribute: false }) format: Format | null = null;
  /** the person's last change may still be taken back */
  @property({ type: Boolean, attribute: 'can-undo' }) canUndo = false;
  /** it is being taken back */
  @property({ type: Boolean }) undoing = false;

  @state() private isWhole = false;

  protected override render(): TemplateResult | typeof nothing {
    const { items, format } = this;
    if (!format) return nothing;
    const say = detailWords(this);
    if (!items.length) return html`<p class="empty">${say('history.none')}</p>`;
    const shown = this.isWhole ? items : items.slice(0, FIRST);
    const hidden = items.length - shown.length;
    const undo = this.canUndo ? items.find(({ kind, action }) => kind === 'change' && UNDOABLE.has(action ?? '')) : undefined;
    return html`<ol>${shown.map((item) => this.#item(item, format, item === undo))}</ol>
      ${
        hidden
          ? html`<engage-button
            variant="link"
            size="small"
            @click=${() => {
              this.isWhole = true;
            }}
            >${say('history.all', { count: hidden })}</engage-button
          >`
          : nothing
      }`;
  }

  #item(item: RenewalHistoryItem, format: Format, canUndo: boolean): TemplateResult {
    const say = detailWords(this);
    const { attempt, actor } = item;
    const [icon, tone]: [IconName, string] = attempt ? mark(attempt) : [item.kind === 'note' ? 'lock' : item.kind === 'task' ? 'list-checks' : 'circle', ''];
    const what = attempt ? this.#attempt(attempt) : item.kind === 'note' ? say('history.note') : this.#change(item, format);
    const note = item.note ?? attempt?.note;
    return html`<li>
      <engage-icon class=${tone} name=${icon}></engage-icon>
      <div class="words">
        ${actor && !JOB.test(actor) ? say('history.by', { what, who: actor }) : what}${attempt ? html`${this.#answer(attempt, format)}${this.#about(attempt)}` : nothing}${note ? html`<p class="note" dir="auto">${note}</p>` : nothing}
        ${this.#ticketOf(attempt)}
        ${canUndo ? html`<engage-button variant="link" size="small" label=${say('history.undo', { what })} ?loading=${this.undoing} @click=${() => this.emit<RenewalAct>('renewal-act', { do: 'undo' })}>${say('undo')}</engage-button>` : nothing}
      </div>
      <time datetime=${item.at} title=${format.exact(item.at)}>${format.near(item.at)}</time>
    </li>`;
  }

  /** The line's own time is when it went out: that it was read, and an answer, have others. */
  #answer({ result, readAt, answeredAt }: RenewalAttemptView, format: Format): TemplateResult {
    const say = detailWords(this);
    const isRead = readAt && (result === 'read' || result === 'replied');
    return html`${isRead ? html`<small class="answer">${say('history.readAt', { at: format.exact(readAt) })}</small>` : nothing}${result === 'replied' && answeredAt ? html`<small class="answer">${say('history.answeredAt', { at: format.exact(answeredAt) })}</small>` : nothing}`;
  }

  #attempt({ step, channel, result, readAt, answeredAt }: RenewalAttemptView): string {
    const words = renewalWords(this);
    const name = channel === 'call' ? words('channel.call') : channel === 'email' ? words('channel.email') : stepName(words, step);
    return `${name}: ${words((result === 'replied' && answeredAt) || (result === 'read' && readAt) ? 'result.sent' : `result.${result}`)}`;
  }

  #about({ contactName, isDigest, isSuperseded, template, channel, errorCode }: RenewalAttemptView): TemplateResult | typeof nothing {
    const say = detailWords(this);
    const said = [
      contactName ? say('history.to', { name: contactName }) : null,
      isDigest ? say('history.digest') : null,
      isSuperseded ? say('history.superseded') : null,
      channel === 'whatsapp' ? template : null,
      errorCode,
    ].filter(Boolean);
    return said.length ? html`<small><bdi>${said.join(' · ')}</bdi></small>` : nothing;
  }

  #ticketOf(attempt: RenewalAttemptView | undefined): TemplateResult | typeof nothing {
    const ticketId = attempt?.ticketId;
    if (!ticketId) return nothing;
    return html`<engage-button variant="link" size="small" @click=${() => this.emit<RenewalAct>('renewal-act', { do: 'open-ticket', ticketId, reference: '' })}>${detailWords(this)('history.ticket')}</engage-button>`;
  }

  /** A change in words; days among its values are written as days. One a newer server knows is shown by its name. */
  #change({ action = '', params = {} }: RenewalHistoryItem, format: Format): string {
    const key = `history.${action}`;
    if (!isKnown(key)) return action.replaceAll('_', ' ');
    const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, /^\d{4}-\d\d-\d\d$/.test(value) ? format.date(value) : value]));
    return detailWords(this)(key, values);
  }
}

const isKnown = (key: string): key is keyof typeof detailEnglish => key in detailEnglish;

function mark({ result, channel }: RenewalAttemptView): [IconName, string] {
  if (channel === 'call') return ['phone', ''];
  return [renewalTone.result[result], result === 'read' ? 'read' : result === 'failed' || result === 'bounced' ? 'bad' : ''];
}

defineElement(tag('renewal-history'), RenewalHistory);
