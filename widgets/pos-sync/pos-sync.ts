import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { POS_CHANGE_KINDS, type PosStatus } from '../../types/pos.ts';
import type { Connection } from '../core/connection.ts';
import { defineElement } from '../core/define-element.ts';
import type { EngageError } from '../core/engage-error.ts';
import { tag } from '../core/tag.ts';
import { WidgetElement } from '../core/widget-element.ts';
import { WordsController } from '../core/words.ts';
import '../ui/banner.ts';
import '../ui/button.ts';
import '../ui/empty-state.ts';
import '../ui/error-state.ts';
import '../ui/menu.ts';
import type { Select } from '../ui/select.ts';
import '../ui/select.ts';
import { signIn } from '../ui/sign-in.ts';
import '../ui/skeleton.ts';
import type { Toaster } from '../ui/toaster.ts';
import '../ui/toaster.ts';
import './pos-run-detail.ts';
import './pos-run-list.ts';
import './pos-state.ts';
import { posStyles } from './pos-styles.ts';
import { type PosHost, type PosNotice, type PosPart, PosSyncStore } from './pos-sync-store.ts';
import { posWords } from './pos-words.ts';

const SHARES = [0.05, 0.1, 0.2, 0.3, 0.5, 1];
type Answer = 'approve' | 'discard' | 'retry';

/**
 * The loads of franchises and outlets from the POS, for administrators who see the whole company: how it stands, "Sync now" with what is
 * going on, a load that waits for approval with what it would change, the history, rows nobody could use, and the data quality. Give it a
 * height; it fills it.
 *
 * @element engage-pos-sync
 * @fires engage-error - something failed that the widget shows itself; detail `{ code, message, requestId? }`
 * @csspart frame - the box around everything
 * @cssprop [--engage-accent=#dc2626] - the brand's colour: markers, focus, the primary button; its other shades derive from it
 * @cssprop [--engage-accent-solid=--engage-accent] - ground of the primary button
 * @cssprop [--engage-on-accent] - words on it; black or white, whichever reads better
 * @cssprop [--engage-accent-text] - words in the accent colour
 * @cssprop [--engage-accent-soft] - a tint of it behind words
 * @cssprop [--engage-surface=light-dark(#ffffff, #15181d)] - panes; the grounds and lines below derive from it
 * @cssprop [--engage-sunken] - the ground of the page
 * @cssprop [--engage-raised] - what floats
 * @cssprop [--engage-line] - separators
 * @cssprop [--engage-line-strong] - stronger separators
 * @cssprop [--engage-selected] - the chosen load
 * @cssprop [--engage-text=light-dark(#15181e, #eceff4)] - words
 * @cssprop [--engage-muted] - quieter words; derives from --engage-text
 * @cssprop [--engage-radius=6px] - corners of controls; cards derive from it
 * @cssprop [--engage-font=system-ui] - font family
 * @cssprop [--engage-font-mono=ui-monospace] - font family of numbers of the POS
 */
export class PosSync extends WidgetElement implements PosHost {
  static override styles: CSSResultGroup = [WidgetElement.styles, posStyles];

  readonly #store = new PosSyncStore(this);
  readonly #words = new WordsController(this, posWords);

  @state() private view: 'loads' | 'quality' = 'loads';
  @state() private asked: { runId: string; answer: 'approve' | 'discard' } | null = null;
  #minute: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#minute = setInterval(() => this.requestUpdate(), 30_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#minute);
  }

  protected override connected(connection: Connection): void {
    this.#store.start(connection);
  }

  protected override released(): void {
    this.#store.stop();
    this.view = 'loads';
    this.asked = null;
  }

  /** @internal */
  notice(notice: PosNotice): void {
    const tone = notice === 'failed' || notice === 'conflict' ? 'danger' : 'success';
    this.renderRoot.querySelector<Toaster>('[data-part=toaster]')?.show({ text: this.#words.say(`notice.${notice}`), tone });
  }

  readonly #look = (event: CustomEvent<{ runId: string; part?: PosPart }>): void => {
    const { runId, part = 'all' } = event.detail;
    const { runs, status } = this.#store;
    const run = runs.find(({ id }) => id === runId) ?? [status?.held, status?.lastGood].find((one) => one?.id === runId);
    this.view = 'loads';
    if (run) this.#store.select(run, part);
  };

  readonly #ask = (event: CustomEvent<{ runId: string; answer: Answer }>): void => {
    const { runId, answer } = event.detail;
    if (answer === 'retry') {
      this.#store.rerun(runId).catch(() => undefined);
      return;
    }
    import('../ui/dialog.ts').then(
      () => {
        this.asked = { runId, answer };
      },
      () => this.notice('failed'),
    );
  };

  readonly #confirmed = (): void => {
    const { asked } = this;
    this.asked = null;
    if (asked) this.#store.answer(asked.runId, asked.answer).catch(() => undefined);
  };

  readonly #unasked = (event: Event): void => {
    event.stopPropagation();
    this.asked = null;
  };

  #show(view: 'loads' | 'quality'): void {
    this.view = view;
    if (view === 'loads') return;
    import('./pos-quality.ts').then(
      () => this.#store.loadQuality(),
      () => this.notice('failed'),
    );
  }

  protected override render(): TemplateResult {
    const { say } = this.#words;
    return html`<div class="frame" part="frame" role="region" aria-label=${say('pos.label')}>
      ${this.#content()}${this.asked ? this.#confirm(this.asked.answer) : nothing}
      <engage-toaster data-part="toaster"></engage-toaster>
    </div>`;
  }

  #content(): TemplateResult {
    const store = this.#store;
    const { say } = this.#words;
    if (store.phase === 'signed-out') return html`<div class="centre">${signIn(store.session)}</div>`;
    if (store.phase === 'failed') return this.#failure(store.error);
    if (store.phase === 'loading' || !store.status)
      return html`<div class="waiting" role="status" aria-busy="true" aria-label=${say('pos.loading')}>
        <engage-skeleton width="30%"></engage-skeleton><engage-skeleton shape="block" height="92px"></engage-skeleton>
        <engage-skeleton width="60%"></engage-skeleton><engage-skeleton width="52%"></engage-skeleton><engage-skeleton width="57%"></engage-skeleton>
      </div>`;
    const { status } = store;
    return html`<div class="page ${store.open && this.view === 'loads' ? 'open' : ''}" @pos-look=${this.#look} @pos-ask=${this.#ask}>
      ${store.isOffline ? html`<engage-banner tone="warning" icon="wifi-off">${say('pos.offline')}</engage-banner>` : nothing}
      <div class="head">
        <div>
          <h2>${say('pos.label')}</h2>
          <p>${say('pos.intro')}</p>
        </div>
        ${status.isConfigured ? this.#syncNow(status) : nothing}
      </div>
      <div class="top">
        <engage-pos-state .status=${status} .failed=${store.runs[0]?.state === 'failed' ? store.runs[0] : null} .full=${store.runs.find(({ kind, state }) => kind === 'full' && state === 'done') ?? null} .say=${say} .format=${this.format} .acting=${store.acting}></engage-pos-state>
        ${status.isConfigured ? this.#holdShare(status) : nothing}
      </div>
      <nav class="views" aria-label=${say('pos.views')}>
        ${(['loads', 'quality'] as const).map(
          (view) =>
            html`<button type="button" data-view=${view} aria-current=${view === this.view ? 'page' : nothing} @click=${() => this.#show(view)}>${say(view === 'loads' ? 'pos.runs' : 'pos.quality')}</button>`,
        )}
      </nav>
      ${this.view === 'loads' ? this.#loads() : this.#quality()}
    </div>`;
  }

  #failure(error: EngageError | null): TemplateResult {
    const { say } = this.#words;
    const code = error?.code;
    if (code === 'forbidden' || code === 'not_found')
      return html`<div class="centre"><engage-empty-state icon="lock" heading=${say('pos.noAccess')}>${say('pos.noAccessHint')}</engage-empty-state></div>`;
    const words = error?.offline ? 'error.offline' : code === 'unavailable' || code === 'rate_limited' ? (`error.${code}` as const) : 'error.internal';
    return html`<div class="centre">
      <engage-error-state heading=${say('pos.failed')} reference=${error?.requestId ?? ''} @retry=${this.#store.retry}>${say(words)}</engage-error-state>
    </div>`;
  }

  #syncNow(status: PosStatus): TemplateResult {
    const { say } = this.#words;
    const items = [
      { value: 'full', label: say('pos.syncFull'), detail: say('pos.syncFullHint') },
      { value: 'incremental', label: say('pos.syncChanges'), detail: say('pos.syncChangesHint'), disabled: status.held !== null },
    ];
    const isBusy = status.running !== null || this.#store.acting === 'start';
    return html`<engage-menu
      label=${say('pos.syncNow')}
      placement="bottom-end"
      .items=${items}
      @choose=${(event: CustomEvent<{ value: string }>) => this.#store.sync(event.detail.value === 'full' ? 'full' : 'incremental')}
    >
      <engage-button slot="trigger" variant=${status.held ? 'secondary' : 'primary'} icon="rotate-cw" end-icon="chevron-down" ?loading=${isBusy} data-act="sync">${say('pos.syncNow')}</engage-button>
    </engage-menu>`;
  }

  #holdShare({ holdShare }: PosStatus): TemplateResult {
    const { say } = this.#words;
    const options = [...new Set([...SHARES, holdShare])]
      .sort((one, other) => one - other)
      .map((share) => ({ value: String(share), label: say('hold.share', { share: `${this.format.number(Math.round(share * 100))} %` }) }));
    return html`<engage-select
      label=${say('hold.label')}
      .options=${options}
      .value=${String(holdShare)}
      ?disabled=${this.#store.acting === 'share'}
      @change=${(event: Event) => this.#store.setHoldShare(Number((event.currentTarget as Select).value))}
    ></engage-select>`;
  }

  #loads(): TemplateResult {
    const store = this.#store;
    const { say } = this.#words;
    return html`<div class="loads">
      <div class="list">
        <engage-pos-run-list
          .runs=${store.runs}
          open-id=${store.open?.run.id ?? ''}
          ?has-more=${store.nextCursor !== null}
          .say=${say}
          .format=${this.format}
          @pos-more=${store.more}
        ></engage-pos-run-list>
      </div>
      <div class="detail">
        <div class="back"><engage-button variant="quiet" size="small" icon="chevron-left" data-act="back" @click=${store.close}>${say('pos.back')}</engage-button></div>
        <engage-pos-run-detail
          .open=${store.open}
          .say=${say}
          .format=${this.format}
          .acting=${store.acting}
          @pos-part=${(event: CustomEvent<{ part: PosPart }>) => {
            if (store.open) store.select(store.open.run, event.detail.part);
          }}
          @pos-more=${store.moreOfRun}
        ></engage-pos-run-detail>
      </div>
    </div>`;
  }

  #quality(): TemplateResult {
    const store = this.#store;
    return html`<engage-pos-quality
      .quality=${store.quality}
      ?failed=${store.isQualityFailed}
      .say=${this.#words.say}
      .format=${this.format}
      @retry=${store.loadQuality}
    ></engage-pos-quality>`;
  }

  #confirm(answer: 'approve' | 'discard'): TemplateResult {
    const { say } = this.#words;
    const { runs, status } = this.#store;
    const run = [...runs, status?.held].find((one) => one?.id === this.asked?.runId);
    const changes = POS_CHANGE_KINDS.flatMap((kind) =>
      run && run.counts[kind] > 0 ? [`${say(`change.${kind}`)} ${this.format.number(run.counts[kind])}`] : [],
    );
    return html`<engage-dialog open label=${say(`confirm.${answer}`)} @close=${this.#unasked}>
      <p class="ask">${say(answer === 'approve' ? 'confirm.approveText' : 'confirm.discardText')}</p>
      ${answer === 'approve' && changes.length > 0 ? html`<p class="ask">${say('confirm.counts', { changes: changes.join(', ') })}</p>` : nothing}
      <engage-button slot="footer" autofocus @click=${this.#unasked}>${say('confirm.cancel')}</engage-button>
      <engage-button slot="footer" variant=${answer === 'approve' ? 'primary' : 'danger'} data-act="confirm" @click=${this.#confirmed}>${say(`act.${answer}`)}</engage-button>
    </engage-dialog>`;
  }
}

defineElement(tag('pos-sync'), PosSync);
