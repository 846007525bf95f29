import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ColleagueView, MeView } from '../../../types/access.ts';
import type { RenewalExplanation, RenewalRow, RenewalView, SendPreview } from '../../../types/renewals.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { EngageError } from '../../core/engage-error.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../badge.ts';
import '../banner.ts';
import '../button.ts';
import '../error-state.ts';
import '../icon-button.ts';
import { factsStyles } from '../facts-styles.ts';
import '../menu.ts';
import '../skeleton.ts';
import { detailWords } from './detail-words.ts';
import { formatMoney } from './format-money.ts';
import { refusalText } from './refusal-text.ts';
import type { RenewalAct } from './renewal-act.ts';
import { renewalDetailStyles } from './renewal-detail-styles.ts';
import type { RenewalFormName } from './renewal-form-fields.ts';
import './renewal-history.ts';
import './renewal-plan.ts';
import './renewal-sides.ts';
import { renewalTone } from './renewal-tone.ts';
import { renewalWords } from './renewal-words.ts';
import { settledSentence } from './settled-sentence.ts';
import { stepName } from './step-name.ts';

type Opened = RenewalFormName | 'explain' | 'send';

const MORE = ['note', 'task', 'snooze', 'assign', 'billing', 'cancel'] as const;
const ICONS = { note: 'lock', task: 'list-checks', snooze: 'clock', assign: 'user-plus', billing: 'link', cancel: 'ban' } as const;

/**
 * One renewal: what is due, how it stands and why, what was done and what comes next, and everything a person can do about it. Made
 * for 320 to 420 px beside an outlet record, and for a wide pane. Without `me.can.renew` it only shows.
 * @tag engage-renewal-detail
 * @fires renewal-act - detail: a RenewalAct. Whoever performs it sets `busy` to the name of the act meanwhile, and `error` when it failed:
 * a form closes when `busy` ends without an error
 */
export class RenewalDetail extends EngageElement {
  static override styles: CSSResultGroup = [EngageElement.styles, factsStyles, renewalDetailStyles];

  @property({ attribute: false }) renewal: RenewalView | null = null;
  /** former cycles of the outlet, newest first */
  @property({ attribute: false }) former: readonly RenewalRow[] = [];
  /** answers `explain` */
  @property({ attribute: false }) explanation: RenewalExplanation | null = null;
  /** answers `preview` */
  @property({ attribute: false }) preview: SendPreview | null = null;
  @property({ attribute: false }) me: MeView | null = null;
  @property({ attribute: false }) colleagues: readonly ColleagueView[] = [];
  @property({ attribute: false }) format: Format | null = null;
  /** name of the act that is under way */
  @property({ attribute: false }) busy: RenewalAct['do'] | null = null;
  /** of the last act, or of loading while there is no renewal */
  @property({ attribute: false }) error: EngageError | null = null;
  /** there is a list to go back to: the arrow says `close` */
  @property({ type: Boolean, attribute: 'can-go-back' }) canGoBack = false;
  /** beside the outlet's own record: its name needs no way to it */
  @property({ type: Boolean, attribute: 'beside-record' }) isBesideRecord = false;

  @state() private opened: Opened | null = null;
  @state() private form: RenewalFormName = 'note';
  @state() private taskId: string | null = null;
  @state() private hasForm = false;
  @state() private hasExplain = false;
  @state() private hasSend = false;
  /** the code of a dialog could not be fetched */
  @state() private isMissing = false;
  #settled: RenewalAct['do'] | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('renewal') && changed.get('renewal')?.id !== this.renewal?.id) this.opened = null;
    const before = changed.get('busy');
    if (!changed.has('busy') || this.busy) return;
    this.#settled = before ?? null;
    // it worked: the form it came from is done
    if (this.opened && this.opened !== 'explain' && before === this.opened && !this.error) this.opened = null;
  }

  /** One act at a time: what was asked while another was under way is asked once more. */
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('busy') || this.busy || this.error) return;
    if (this.opened === 'send' && !this.preview) this.#act({ do: 'preview' });
    if (this.opened === 'explain' && !this.explanation) this.#act({ do: 'explain' });
  }

  /** Whoever may work here has the form before it is pressed for: without a connection it opens as well, and keeps what is typed. */
  protected override firstUpdated(): void {
    import('./renewal-form.ts').catch(() => undefined);
  }

  /** As long as the server takes it back: minutes, not the seconds of a toast. */
  get #canUndo(): boolean {
    const until = this.renewal?.undoUntil;
    return this.me?.can.renew === true && until !== null && until !== undefined && Date.parse(until) > Date.now();
  }

  #act(act: RenewalAct): void {
    this.emit<RenewalAct>('renewal-act', act);
  }

  #open(what: Opened, taskId: string | null = null): void {
    this.taskId = taskId;
    this.opened = what;
    this.isMissing = false;
    const load = what === 'explain' ? import('./renewal-explain.ts') : what === 'send' ? import('./renewal-send.ts') : import('./renewal-form.ts');
    if (what === 'explain') this.#act({ do: 'explain' });
    else if (what === 'send') this.#act({ do: 'preview' });
    else this.form = what;
    load.then(
      () => {
        if (what === 'explain') this.hasExplain = true;
        else if (what === 'send') this.hasSend = true;
        else this.hasForm = true;
      },
      () => {
        this.opened = null;
        this.isMissing = true;
      },
    );
  }

  #formWanted(event: CustomEvent<{ form: RenewalFormName; taskId?: string }>): void {
    event.stopPropagation();
    this.#open(event.detail.form, event.detail.taskId ?? null);
  }

  #close(event: Event): void {
    event.stopPropagation();
    this.opened = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { renewal, format } = this;
    if (!format) return nothing;
    if (!renewal) return this.#absent();
    const say = detailWords(this);
    return html`<article aria-label=${say('label', { outlet: renewal.outletName })} @renewal-form=${this.#formWanted}>
        ${this.#heading(renewal, format)}${this.#banners(renewal, format)}
        <div class="columns">
          <div>
            ${this.#next(renewal, format)}
            <section class="block" aria-label=${say('plan.title')}><h3>${say('plan.title')}</h3><engage-renewal-plan .renewal=${renewal} .format=${format}></engage-renewal-plan></section>
            <section class="block" aria-label=${say('history.title')}><h3>${say('history.title')}</h3><engage-renewal-history .items=${renewal.history} .format=${format} ?can-undo=${this.#canUndo} ?undoing=${this.busy === 'undo'}></engage-renewal-history></section>
          </div>
          <engage-renewal-sides .renewal=${renewal} .former=${this.former} .me=${this.me} .format=${format} .busy=${this.busy}></engage-renewal-sides>
        </div>
      </article>
      ${this.#dialogs(renewal, format)}`;
  }

  #absent(): TemplateResult {
    const say = detailWords(this);
    if (this.error)
      return html`<engage-error-state heading=${say('failed')} ?final=${this.error.code === 'not_found' || this.error.code === 'forbidden'} reference=${this.error.requestId ?? ''} @retry=${() => this.#act({ do: 'retry' })}>${refusalText(say, this.error)}</engage-error-state>`;
    return html`<div class="waiting" role="status" aria-busy="true" aria-label=${say('loading')}>${['60%', '40%', '100%', '100%', '80%'].map((width) => html`<engage-skeleton width=${width}></engage-skeleton>`)}</div>`;
  }

  #heading(renewal: RenewalView, format: Format): TemplateResult {
    const [say, words] = [detailWords(this), renewalWords(this)];
    const { outcome, daysLeft, status } = renewal;
    const isOpen = status === 'due' || status === 'failed';
    return html`<header class=${this.canGoBack ? 'with-back' : ''}>
      ${this.canGoBack ? html`<engage-icon-button icon="arrow-left" label=${say('back')} @click=${() => this.#act({ do: 'close' })}></engage-icon-button>` : nothing}
      <div class="name">
        <h2>${this.isBesideRecord ? html`<bdi>${renewal.outletName}</bdi>` : html`<button type="button" title=${say('openOutlet')} @click=${() => this.#act({ do: 'open-outlet' })}><bdi>${renewal.outletName}</bdi></button>`}</h2>
        <p class="muted"><bdi>${renewal.franchiseName}</bdi> · FID ${renewal.fid} · OID ${renewal.oid}</p>
      </div>
      <engage-badge class="state" tone=${outcome ? renewalTone.outcome[outcome] : renewalTone.status(renewal)}>${words(outcome ? `outcome.${outcome}` : renewalTone.statusWord(renewal))}</engage-badge>
      <dl>
        <div><dt>${say('amount')}</dt><dd>${formatMoney(renewal.price, this)}</dd></div>
        <div><dt>${say('due')}</dt><dd>${format.date(renewal.dueOn)} <small class=${isOpen ? (daysLeft < 0 ? 'over' : daysLeft <= 7 ? 'soon' : '') : ''}>${format.inDays(daysLeft)}</small></dd></div>
        <div><dt>${say('owner')}</dt><dd>${renewal.owner ? html`<bdi>${renewal.owner.name}</bdi>` : say('nobody')}</dd></div>
      </dl>
    </header>`;
  }

  #banners(renewal: RenewalView, format: Format): TemplateResult {
    const say = detailWords(this);
    const settled = settledSentence(renewal, say, renewalWords(this), format);
    const { status, undoUntil, answeredAt, snoozedUntil, daysLeft } = renewal;
    const mayWork = this.me?.can.renew ?? false;
    const isOpen = status === 'due' || status === 'failed';
    const isSnoozed = isOpen && snoozedUntil !== null && snoozedUntil > today(renewal.dueOn, daysLeft);
    const failure = this.error && !this.opened && this.#settled !== 'explain' && this.#settled !== 'preview' ? this.error : null;
    return html`<div class="banners">
      ${this.isMissing ? html`<engage-banner tone="danger" announce="alert">${say('missing')}</engage-banner>` : nothing}
      ${failure ? html`<engage-banner tone="danger" announce="alert">${refusalText(say, failure, true)}</engage-banner>` : nothing}
      ${settled ? html`<engage-banner tone=${status === 'paid' ? 'success' : status === 'failed' ? 'warning' : 'quiet'} announce="off">${settled}</engage-banner>` : nothing}
      ${
        this.#canUndo && undoUntil
          ? html`<engage-banner tone="quiet" icon="rotate-cw" announce="off"
            >${say('undoUntil', { at: format.exact(undoUntil) })}<engage-button slot="action" size="small" ?loading=${this.busy === 'undo'} @click=${() => this.#act({ do: 'undo' })}>${say('undo')}</engage-button></engage-banner
          >`
          : nothing
      }
      ${isOpen && answeredAt ? html`<engage-banner icon="reply" announce="off">${say('answered', { at: format.exact(answeredAt) })}</engage-banner>` : nothing}
      ${
        isSnoozed
          ? html`<engage-banner tone="quiet" icon="clock" announce="off"
            >${say('snoozed', { day: format.date(snoozedUntil) })}${mayWork ? html`<engage-button slot="action" size="small" ?loading=${this.busy === 'snooze'} @click=${() => this.#act({ do: 'snooze', until: null })}>${say('wake')}</engage-button>` : nothing}</engage-banner
          >`
          : nothing
      }
      ${this.me && !mayWork ? html`<engage-banner tone="quiet" icon="lock" announce="off">${say('readOnly')}</engage-banner>` : nothing}
    </div>`;
  }

  #next({ next: known, plan, status, tickets }: RenewalView, format: Format): TemplateResult {
    // what was decided last, else what the line of time comes to
    const planned = plan.find(({ state: at }) => at === 'next');
    const next = known?.step || !planned ? known : { step: planned.step, at: planned.at, reason: planned.reason ?? known?.reason ?? 'not_yet' };
    const [say, words] = [detailWords(this), renewalWords(this)];
    const isOpen = status === 'due' || status === 'failed';
    const holding = next?.reason === 'complaint' ? tickets.filter(({ holdsBack }) => holdsBack) : [];
    const name = next?.step ? stepName(words, next.step) : null;
    const line = name && next?.at ? say('next.at', { step: name, at: format.exact(next.at) }) : (name ?? (next?.at ? format.exact(next.at) : say('next.none')));
    return html`<section class="block next" aria-label=${say('next.title')}>
      <h3>${say('next.title')}<engage-button variant="quiet" size="small" icon="info" ?loading=${this.busy === 'explain'} @click=${() => this.#open('explain')}>${say('explain')}</engage-button></h3>
      <p><b>${holding.length ? say('next.paused', { reference: holding.map(({ reference }) => reference).join(', ') }) : line}</b></p>
      ${next && !holding.length ? html`<p>${words(`reason.${next.reason}`)}</p>` : nothing}${this.me?.can.renew ? this.#acts(isOpen) : nothing}
    </section>`;
  }

  #acts(isOpen: boolean): TemplateResult {
    const say = detailWords(this);
    const more = MORE.filter((name) => isOpen || name === 'note' || name === 'task');
    return html`<div class="acts">
      ${
        isOpen
          ? html`<engage-button variant="primary" icon="send" @click=${() => this.#open('send')}>${say('act.send')}</engage-button>
            <engage-button icon="phone" @click=${() => this.#open('call')}>${say('act.call')}</engage-button>
            <engage-button @click=${() => this.#open('paid')}>${say('act.paid')}</engage-button>`
          : nothing
      }
      <engage-menu
        label=${say('act.more')}
        .items=${more.map((name) => ({ value: name, label: say(`act.${name}`), icon: ICONS[name], danger: name === 'cancel', separated: name === 'cancel' }))}
        @choose=${(event: CustomEvent<{ value: string }>) => {
          const chosen = more.find((name) => name === event.detail.value);
          if (chosen) this.#open(chosen);
        }}
      >
        <engage-icon-button slot="trigger" variant="outline" icon="ellipsis" label=${say('act.more')}></engage-icon-button>
      </engage-menu>
    </div>`;
  }

  #dialogs(renewal: RenewalView, format: Format): TemplateResult {
    const { opened, busy, error } = this;
    const isForm = opened !== null && opened !== 'explain' && opened !== 'send';
    return html`
      ${this.hasExplain ? html`<engage-renewal-explain ?open=${opened === 'explain'} .explanation=${busy === 'explain' ? null : this.explanation} .tickets=${renewal.tickets} .format=${format} .error=${error} @close=${this.#close}></engage-renewal-explain>` : nothing}
      ${this.hasSend ? html`<engage-renewal-send ?open=${opened === 'send'} .preview=${this.preview} .format=${format} .error=${error} .busy=${busy} @close=${this.#close} @renewal-form=${this.#formWanted}></engage-renewal-send>` : nothing}
      ${
        this.hasForm
          ? html`<engage-renewal-form
            ?open=${isForm}
            kind=${this.form}
            .renewal=${renewal}
            .colleagues=${this.colleagues}
            .me=${this.me}
            .format=${format}
            .taskId=${this.taskId}
            ?busy=${busy === this.form}
            .error=${this.#settled === this.form ? error : null}
            @close=${this.#close}
          ></engage-renewal-form>`
          : nothing
      }
    `;
  }
}

/** The company's today: the due date less the days that are left. */
function today(dueOn: string, daysLeft: number): string {
  return new Date(Date.parse(dueOn) - daysLeft * 86_400_000).toISOString().slice(0, 10);
}

defineElement(tag('renewal-detail'), RenewalDetail);
