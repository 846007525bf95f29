import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { EngageEvents } from '../../types/embed.ts';
import type { RenewalSelection, SendPreview } from '../../types/renewals.ts';
import type { Connection } from '../core/connection.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageError } from '../core/engage-error.ts';
import type { Format } from '../core/format.ts';
import { focusOf } from '../core/focus-of.ts';
import { keyPreference } from '../core/key-preference.ts';
import { tag } from '../core/tag.ts';
import { WidgetElement } from '../core/widget-element.ts';
import { WordsController } from '../core/words.ts';
import type { RenewalAct } from '../ui/renewal/renewal-act.ts';
import { renewalWords } from '../ui/renewal/renewal-words.ts';
import '../ui/skeleton.ts';
import type { Toaster } from '../ui/toaster.ts';
import '../ui/toaster.ts';
import { alonePane } from './alone-pane.ts';
import { consoleBanners } from './console-banners.ts';
import type { ConsoleHeader } from './console-header.ts';
import { type ConsoleFilter, ConsoleList, type RenewalSort } from './console-list.ts';
import { consoleNav } from './console-nav.ts';
import type { ConsoleNotice } from './console-notice.ts';
import type { ConsoleScreen } from './console-screen.ts';
import { consoleShortcuts } from './console-shortcuts.ts';
import { type ConsoleHost, ConsoleStore } from './console-store.ts';
import { consoleStyles } from './console-styles.ts';
import { CONSOLE_VIEW_LISTS, CONSOLE_VIEWS, type ConsoleView } from './console-view.ts';
import { consoleWords } from './console-words.ts';
import { jobBar } from './job-bar.ts';
import { laterLoads } from './later-loads.ts';
import { LaterParts } from './later-parts.ts';
import { listView } from './list-view.ts';
import { noticeToast } from './notice-toast.ts';
import type { OpenRenewal } from './open-renewal.ts';
import { openPane } from './open-pane.ts';
import { otherView } from './other-view.ts';
import type { RenewalRows } from './renewal-rows.ts';
import { saveFile } from './save-file.ts';
import { shiftFormat } from '../core/shift-format.ts';
import { showCurrent } from './show-current.ts';
import { Ticks } from './ticks.ts';
import { UndoToasts } from './undo-toasts.ts';

/**
 * The renewals of the whole portfolio: what comes due, what is overdue, recovered or lost, how well reminders work, and everything staff
 * do about it; or, with `outlet`, the renewal of one outlet, made for 320 to 420 px beside its record. Give it a height; it fills it.
 * Whether somebody wants shortcuts of a single key is kept in localStorage under `engage:shortcuts:<server>:<user id>` (`off`).
 *
 * @element engage-renewal-console
 * @attr {string} outlet - number of the outlet in the POS (OID): its renewal alone, beside its record
 * @attr {string} renewal - id of the renewal to open
 * @attr {string} view - `due`, `overdue`, `recovered`, `lost`, `tasks`, `risk`, `settings` or `templates`
 * @fires engage-renewal-open - a renewal was opened; detail `{ renewalId, oid }`
 * @fires engage-renewal-close - the person went back to the list; detail `{ renewalId }`
 * @fires engage-outlet-open - the person asks for the outlet record; detail `{ oid, fid }`
 * @fires engage-ticket-open - the person asks for a ticket; detail `{ ticketId, reference, oid }`
 * @fires engage-error - something failed that the widget shows itself; detail `{ code, message, requestId? }`
 * @csspart frame - the box around everything
 * @cssprop [--engage-accent=#dc2626] - the brand's colour: markers, focus, the primary button; its other shades derive from it
 * @cssprop [--engage-accent-solid=--engage-accent] - ground of the primary button
 * @cssprop [--engage-on-accent] - words on it; black or white, whichever reads better
 * @cssprop [--engage-accent-text] - words in the accent colour
 * @cssprop [--engage-accent-soft] - a tint of it behind words
 * @cssprop [--engage-surface=light-dark(#ffffff, #15181d)] - panes; the grounds and lines below derive from it
 * @cssprop [--engage-sunken] - heads of columns and groups
 * @cssprop [--engage-raised] - what floats
 * @cssprop [--engage-line] - separators
 * @cssprop [--engage-line-strong] - stronger separators
 * @cssprop [--engage-selected] - the chosen row and figure
 * @cssprop [--engage-text=light-dark(#15181e, #eceff4)] - words
 * @cssprop [--engage-muted] - quieter words; derives from --engage-text
 * @cssprop [--engage-radius=6px] - corners of controls; cards derive from it
 * @cssprop [--engage-font=system-ui] - font family
 * @cssprop [--engage-font-mono=ui-monospace] - font family of ticket numbers
 */
export class RenewalConsole extends WidgetElement implements ConsoleHost {
  static override styles: CSSResultGroup = [WidgetElement.styles, consoleStyles];

  /** Number of the outlet in the POS (OID): its renewal alone. */
  @property() outlet: string | null = null;

  /** Id of the open renewal; set it to open another one. */
  @property() renewal: string | null = null;

  /** What is shown first, and whenever it is set. */
  @property() view: ConsoleView | null = null;

  readonly #store = new ConsoleStore(this);
  readonly #words = new WordsController(this, consoleWords);

  @state() private shown: ConsoleView = 'due';
  @state() private width = 1280;
  @state() private height = 800;
  /** what the person asked for; null: as there is room */
  @state() private areChartsWanted: boolean | null = null;
  @state() private sendSelection: RenewalSelection | null = null;
  /** what was left out of the last sending, to look at once more */
  @state() private leftOut: SendPreview | null = null;
  @state() private personName: string | null = null;
  @state() private isHelpShown = false;
  @state() private isExporting = false;
  @state() private isAssigning = false;
  #sizes: ResizeObserver | undefined;
  readonly #later = new LaterParts(this, laterLoads, () => this.#toaster?.show({ text: this.#words.say('notice.unavailable'), tone: 'danger' }));
  #announced = '';
  readonly #undos = new UndoToasts();
  #minute: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.addEventListener('keydown', this.#pressed);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes = new ResizeObserver(([entry]) => {
      this.width = entry?.contentRect.width || this.width;
      this.height = entry?.contentRect.height || this.height;
    });
    this.#sizes.observe(this);
    // times such as "in 3 hours" go on
    this.#minute = setInterval(() => this.requestUpdate(), 60_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
    clearInterval(this.#minute);
  }

  protected override connected(connection: Connection): void {
    this.shown = CONSOLE_VIEWS.find((view) => view === this.view) ?? this.shown;
    const tab = CONSOLE_VIEW_LISTS.find((list) => list === this.shown) ?? 'due';
    Object.assign(this.#store.list, { filter: { tab }, sort: 'due', isDescending: ConsoleList.isDescending(tab) });
    this.#store.show(this.outlet, this.renewal);
    this.#store.start(connection);
    if (this.shown === 'tasks') this.#store.tasks.load();
    this.#store.risks.look(this.shown === 'risk');
  }

  protected override released(): void {
    this.#store.stop();
    this.sendSelection = this.leftOut = this.personName = null;
  }

  /** @internal */
  told(notice: ConsoleNotice): void {
    const why = 'skipped' in notice && notice.skipped > 0 ? () => this.#showLeftOut(notice.id) : null;
    this.#undos.show(this.#toaster, notice, noticeToast(notice, this.#words.say, renewalWords(this), this.#format, why));
    if (notice.kind === 'failed') this.failed(notice.error);
  }

  #showLeftOut(jobId: string): void {
    void this.#try(async () => (this.leftOut = await this.#store.sending.leftOut(jobId)));
  }

  get #toaster(): Toaster | null {
    return this.renderRoot.querySelector<Toaster>('[data-part=toaster]');
  }

  get #rows(): RenewalRows | null {
    return this.renderRoot.querySelector<RenewalRows>('[data-part=list]');
  }

  /** Times as seen from the server's clock. */
  get #format(): Format {
    return shiftFormat(this.format, this.#store.list.clockMs);
  }

  get #today(): string {
    return this.#store.overview?.today ?? new Date().toISOString().slice(0, 10);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.hasUpdated) return;
    if (changed.has('outlet') || (changed.has('renewal') && this.renewal !== this.#store.open?.renewal?.id)) this.#store.show(this.outlet, this.renewal);
    if (changed.has('view') && this.view && this.view !== this.shown) {
      const view = CONSOLE_VIEWS.find((one) => one === this.view);
      if (view) this.#show(view);
    }
  }

  protected override updated(): void {
    showCurrent(this.renderRoot.querySelector('nav'));
    const { open } = this.#store;
    if (!open) this.#announced = '';
    const renewal = open?.renewal;
    if (!renewal || renewal.id === this.#announced) return;
    this.#announced = renewal.id;
    this.emit<EngageEvents['engage-renewal-open']>('engage-renewal-open', { renewalId: renewal.id, oid: renewal.oid });
  }

  readonly #show = (view: ConsoleView): void => {
    this.#later.again();
    this.shown = view;
    const list = CONSOLE_VIEW_LISTS.find((one) => one === view);
    if (list && list !== this.#store.list.filter.tab) this.#store.chooseTab(list);
    if (view === 'tasks') this.#store.tasks.load();
    this.#store.risks.look(view === 'risk');
  };

  #choose(filter: ConsoleFilter, sort?: RenewalSort, isDescending?: boolean): void {
    if (!filter.contactId) this.personName = null;
    this.#store.choose(filter, sort, isDescending);
    if (filter.tab !== 'all') this.shown = filter.tab;
  }

  #open(renewalId: string): void {
    this.#later.again();
    this.#store.select({ id: renewalId });
    this.renewal = renewalId;
    if (this.width < 600) this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[data-part=detail]')?.focus()).catch(() => undefined);
  }

  readonly #back = (): void => {
    const renewalId = this.#store.open?.renewal?.id;
    this.#store.close();
    this.renewal = null;
    if (renewalId) this.emit<EngageEvents['engage-renewal-close']>('engage-renewal-close', { renewalId });
    this.updateComplete.then(() => (this.#rows ?? this.renderRoot.querySelector<HTMLElement>('[data-part=board]'))?.focus()).catch(() => undefined);
  };

  readonly #act = (act: RenewalAct): void => {
    const { open } = this.#store;
    const { renewal } = open ?? {};
    if (act.do === 'close') this.#back();
    else if (act.do === 'open-renewal') this.#open(act.renewalId);
    else if (act.do === 'open-ticket')
      this.emit<EngageEvents['engage-ticket-open']>('engage-ticket-open', { ticketId: act.ticketId, reference: act.reference, oid: renewal?.oid ?? null });
    else if (act.do === 'open-outlet' && renewal) this.emit<EngageEvents['engage-outlet-open']>('engage-outlet-open', { oid: renewal.oid, fid: renewal.fid });
    else open?.perform(act).catch(() => undefined);
  };

  #send(selection: RenewalSelection | null): void {
    if (!selection || !this.#store.canRenew) return;
    this.#later.again();
    this.sendSelection = selection;
  }

  /** Nothing is ticked; the focus is not lost with the bar. */
  #clear(): void {
    this.#store.tick(new Ticks());
    this.#rows?.focus();
  }

  async #export(selection: RenewalSelection | null): Promise<void> {
    this.isExporting = true;
    const text = await this.#try(() => this.#store.csv(selection));
    this.isExporting = false;
    if (text === null) return;
    saveFile(`renewals-${this.#today}.csv`, 'text/csv;charset=utf-8', text);
    this.told({ kind: 'exported' });
  }

  async #assign(userId: string | null): Promise<void> {
    this.isAssigning = true;
    const count = await this.#try(() => this.#store.assignTicked(userId));
    this.isAssigning = false;
    if (count !== null) this.told({ kind: 'assigned', count });
  }

  /** What fails is said; null then. */
  async #try<Answer>(act: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await act();
    } catch (thrown) {
      if (!EngageError.isAbort(thrown)) this.told({ kind: 'failed', error: EngageError.from(thrown) });
      return null;
    }
  }

  /** Shortcuts, unless somebody is typing or choosing, or another part took the key. */
  readonly #pressed = (event: KeyboardEvent): void => {
    const store = this.#store;
    const focus = focusOf(event);
    if (focus === 'elsewhere' || store.phase !== 'ready' || this.outlet) return;
    if (event.key === 'Escape') {
      if (focus === 'typing') this.#rows?.focus();
      else if (store.open) this.#back();
      else if (!store.ticks.isEmpty) this.#clear();
      else return;
      event.preventDefault();
      return;
    }
    const rows = this.#rows;
    if (focus === 'typing' || !rows || (event.key.length === 1 && !keyPreference.areOn(store.owner))) return;
    const send = (): void => this.#send(store.selection ?? (rows.currentId ? { ids: [rows.currentId] } : null));
    const search = (): void => this.renderRoot.querySelector<ConsoleHeader>('[data-part=header]')?.focus();
    const run = consoleShortcuts({ rows, send, search, help: this.#showKeys })[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };

  readonly #showKeys = (): void => {
    this.#later.again();
    this.isHelpShown = true;
  };

  readonly #overlayClosed = (event: Event): void => {
    event.stopPropagation();
    this.isHelpShown = false;
    this.sendSelection = this.leftOut = null;
  };

  protected override render(): TemplateResult {
    const store = this.#store;
    const { say } = this.#words;
    if (store.phase === 'signed-out' || store.phase === 'failed') return alonePane(say, store);
    const isNarrow = this.width < 600;
    const { open } = store;
    const isBeside = open !== null && !this.outlet && this.width >= 1000;
    const isDrawer = open !== null && !this.outlet && !isNarrow && !isBeside;
    const isAlone = this.outlet !== null;
    const hasPane = isAlone || (open !== null && !isDrawer);
    const pane = open || isAlone ? this.#pane(open, !isAlone && !isDrawer) : nothing;
    return html`<div class="frame ${isBeside ? 'beside' : ''} ${hasPane && !isBeside ? 'covered' : ''} ${isNarrow && !isAlone ? 'narrow' : ''}" part="frame" role="region" aria-label=${say('console.label')}>
      ${isAlone ? nothing : this.#portfolio(isBeside)}
      ${hasPane ? html`<aside class="detail" aria-label=${say('console.detail')}>${pane}</aside>` : nothing}
      ${isDrawer && this.#later.has('drawer') ? html`<engage-drawer open label=${say('console.detail')} @close=${(event: Event) => (event.stopPropagation(), this.#back())}>${pane}</engage-drawer>` : nothing}
      ${(this.sendSelection || this.leftOut) && this.#later.has('send') ? html`<engage-send-dialog open .selection=${this.sendSelection} .told=${this.sendSelection ? null : this.leftOut} .format=${this.#format} .clockMs=${store.list.clockMs} .load=${store.preview} .send=${store.send} @close=${this.#overlayClosed}></engage-send-dialog>` : nothing}
      ${this.isHelpShown && this.#later.has('keys') ? html`<engage-console-keys open owner=${store.owner} @close=${this.#overlayClosed}></engage-console-keys>` : nothing}
      <engage-toaster data-part="toaster"></engage-toaster>
    </div>`;
  }

  #pane(open: OpenRenewal | null, canGoBack: boolean): TemplateResult {
    const { say } = this.#words;
    const isThere = this.#later.has('detail');
    return openPane({ say, format: this.#format, store: this.#store, open, isThere, canGoBack, isBesideRecord: this.outlet !== null, act: this.#act });
  }

  /** What the views are drawn from, and what is pressed in them. */
  get #screen(): ConsoleScreen {
    return {
      store: this.#store,
      say: this.#words.say,
      format: this.#format,
      shown: this.shown,
      today: this.#today,
      personName: this.personName,
      isExporting: this.isExporting,
      isAssigning: this.isAssigning,
      has: (part) => this.#later.has(part),
      show: this.#show,
      open: (renewalId) => this.#open(renewalId),
      choose: (filter, sort, isDescending) => this.#choose(filter, sort, isDescending),
      choosePerson: (contactId, name) => {
        this.#choose({ ...this.#store.list.filter, contactId });
        this.personName = name;
      },
      send: (selection) => this.#send(selection),
      assign: (userId) => void this.#assign(userId),
      saveFile: (selection) => void this.#export(selection),
      clear: () => this.#clear(),
    };
  }

  #portfolio(isBeside: boolean): TemplateResult {
    const store = this.#store;
    const { say } = this.#words;
    const list = CONSOLE_VIEW_LISTS.find((one) => one === this.shown);
    const room = this.width - (isBeside ? 400 : 0);
    const full = this.areChartsWanted ?? (room >= 1180 && this.height >= 700);
    return html`<div class="main">
      ${consoleBanners(say, store, this.#show)}
      ${consoleNav({
        say,
        format: this.#format,
        shown: this.shown,
        overview: store.overview,
        room,
        areChartsShown: list ? full : null,
        canSignOut: store.session?.hasPassword ?? false,
        areSettingsWrong: store.keptSettings.isWrong,
        show: this.#show,
        toggleCharts: () => (this.areChartsWanted = !full),
        showKeys: this.#showKeys,
        signOut: () => void store.session?.signOut().catch(() => undefined),
      })}
      ${list ? listView(this.#screen, list, full) : otherView(this.#screen)}
      ${jobBar(say, this.#format, store.sending, (id) => this.#showLeftOut(id))}
    </div>`;
  }
}

defineElement(tag('renewal-console'), RenewalConsole);
