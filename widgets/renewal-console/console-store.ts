import type { ColleagueView, MeView } from '../../types/access.ts';
import type { LiveDelta } from '../../types/live.ts';
import type { RenewalFilters, RenewalOverview, RenewalRow, RenewalSelection, RenewalTab, SendPreview } from '../../types/renewals.ts';
import type { Api } from '../core/api.ts';
import type { Connection } from '../core/connection.ts';
import { EngageError } from '../core/engage-error.ts';
import { type StoreHost, WidgetStore } from '../core/widget-store.ts';
import type { KeptSettings } from '../ui/renewal/renewal-act.ts';
import { ConsoleJob } from './console-job.ts';
import { type ConsoleFilter, ConsoleList } from './console-list.ts';
import { everyRenewalId } from './every-renewal-id.ts';
import type { ConsoleNotice } from './console-notice.ts';
import { ConsoleRisks } from './console-risks.ts';
import { ConsoleTasks } from './console-tasks.ts';
import { OpenRenewal, type RenewalWish } from './open-renewal.ts';
import { Ticks } from './ticks.ts';
import { type ViewCalls, viewCalls } from './view-calls.ts';

/** What the console wants to know besides being asked to draw itself again. */
export interface ConsoleHost extends StoreHost {
  told(notice: ConsoleNotice): void;
}

/** Figures follow pushes lazily: one question in this time, however many pushes. */
const FIGURES_MS = 3_000;
/** Acts on "all that match" that need ids go through pages of this size. */
const CHUNK = 100;

/**
 * The console's only line to the server: who we are, the figures, the list, what is ticked, the open renewal, tasks, who is at risk, a sending that runs.
 * A push is a hint: what is on screen is fetched again, in small batches; what was missed while away is reloaded.
 */
export class ConsoleStore extends WidgetStore<ConsoleHost> {
  overview: RenewalOverview | null = null;
  /** what the figures are about: the search and the filters then */
  #overviewOf = '{}';
  /** the figures could not be loaded (and there are no old ones), or are older than the list */
  isOverviewFailed = false;
  filters: RenewalFilters = { franchises: [], owners: [] };
  colleagues: readonly ColleagueView[] = [];
  ticks = new Ticks();
  open: OpenRenewal | null = null;
  /** settings that are not saved yet */
  keptSettings = nothingKept();
  readonly list: ConsoleList;
  readonly tasks: ConsoleTasks;
  readonly risks: ConsoleRisks;
  readonly sending: ConsoleJob;

  #figuresTimer: ReturnType<typeof setTimeout> | undefined;
  #wish: RenewalWish | null = null;
  /** beside an outlet's record there is nothing but its renewal */
  #isAlone = false;

  constructor(host: ConsoleHost) {
    super(host);
    const parts = {
      api: () => this.api,
      openId: () => this.open?.renewal?.id ?? null,
      changed: () => this.changed(),
      told: (notice: ConsoleNotice) => host.told(notice),
      failed: (error: EngageError) => host.failed(error),
    };
    this.list = new ConsoleList({ ...parts, changed: () => this.#listChanged() });
    this.tasks = new ConsoleTasks(parts);
    this.risks = new ConsoleRisks(parts);
    this.sending = new ConsoleJob(parts);
  }

  /** May work on renewals, not only look. */
  get canRenew(): boolean {
    return this.me?.can.renew ?? false;
  }

  /** Beside an outlet (`outlet`), or the whole portfolio, perhaps with one open (`renewal`). */
  show(outlet: string | null, renewal: string | null): void {
    this.#isAlone = outlet !== null;
    this.#wish = outlet ? { oid: outlet } : renewal ? { id: renewal } : null;
    if (this.phase !== 'ready') return;
    if (this.#wish) this.select(this.#wish);
    else this.close();
    if (!this.#isAlone && this.list.phase === 'loading') this.#loadAll().catch(() => undefined);
  }

  override stop(): void {
    super.stop();
    // not when the session ends: whoever signs in again finds what they had not saved
    this.keptSettings = nothingKept();
  }

  protected forget(): void {
    clearTimeout(this.#figuresTimer);
    this.#figuresTimer = undefined;
    this.open?.close();
    this.open = this.overview = null;
    this.list.stop();
    this.tasks.stop();
    this.risks.stop();
    this.sending.stop();
    this.ticks = new Ticks();
    this.filters = { franchises: [], owners: [] };
    this.colleagues = [];
  }

  protected async load(): Promise<void> {
    if (!this.#isAlone) await this.#loadAll();
  }

  /** The list; the figures come in the same request and do not hold it up. */
  async #loadAll(): Promise<void> {
    this.#loadFigures();
    await this.list.load();
  }

  protected override began(_me: MeView, { api }: Connection): void {
    const { signal } = this;
    this.aside(api.people.colleagues.query(undefined, { signal }), (colleagues) => (this.colleagues = colleagues));
    if (!this.#isAlone) {
      this.aside(api.renewals.filters.query(undefined, { signal }), (filters) => (this.filters = filters));
      this.sending.load();
      this.risks.again();
    }
    if (this.#wish) this.select(this.#wish);
  }

  /** The figures follow what the list is about, but not the tab and the days an aging bar set: they are what one chooses from. */
  readonly loadFigures = (): void => this.#loadFigures();

  #loadFigures(): void {
    clearTimeout(this.#figuresTimer);
    this.#figuresTimer = undefined;
    const { tab: _, dueFrom: _from, dueTo: _to, ...about } = this.list.filter;
    this.api?.renewals.overview.query(about, { signal: this.signal }).then(
      (overview) => {
        this.overview = overview;
        this.#overviewOf = JSON.stringify(about);
        this.isOverviewFailed = false;
        this.changed();
      },
      (thrown: unknown) => this.fail(thrown, () => (this.isOverviewFailed = true)),
    );
  }

  /** The figures are of a part of the portfolio. */
  get isOverviewNarrowed(): boolean {
    return this.#overviewOf !== '{}';
  }

  /** The figures are of what the list is about, not of the search before. */
  get isOverviewCurrent(): boolean {
    const { tab: _, dueFrom: _from, dueTo: _to, ...about } = this.list.filter;
    return JSON.stringify(about) === this.#overviewOf;
  }

  #figuresSoon(): void {
    if (!this.#isAlone) this.#figuresTimer ??= setTimeout(() => this.#loadFigures(), FIGURES_MS);
  }

  /** After a gap: the list, the figures, what is open. */
  refresh(): void {
    this.open?.refreshSoon();
    if (this.#isAlone) return;
    this.#loadFigures();
    this.list.refresh();
    this.tasks.refreshSoon();
    this.risks.again();
    this.sending.load();
  }

  protected received(delta: LiveDelta): void {
    if (delta.t === 'renewalJob') this.sending.received(delta);
    else if (delta.t === 'outlet' && this.open?.renewal?.oid === delta.oid) this.open.refreshSoon();
    else if (delta.t === 'template') this.#figuresSoon();
    else if (delta.t === 'ticket') this.risks.refreshSoon();
    if (delta.t !== 'renewal') return;
    if (this.open?.concerns(delta)) this.open.refreshSoon();
    this.list.received(delta);
    this.tasks.refreshSoon();
    this.risks.refreshSoon();
    this.#figuresSoon();
  }

  #listChanged(): void {
    this.ticks = this.ticks.within(this.list.rows.map(({ id }) => id));
    this.changed();
  }

  /** Other tab, filter, search or order: a new list, nothing ticked, figures about the same. */
  choose(filter: ConsoleFilter, sort = this.list.sort, isDescending = this.list.isDescending): void {
    const before = JSON.stringify({ ...this.list.filter, tab: '', dueFrom: '', dueTo: '' });
    this.ticks = new Ticks();
    this.list.choose(filter, sort, isDescending);
    if (JSON.stringify({ ...filter, tab: '', dueFrom: '', dueTo: '' }) !== before) this.#loadFigures();
  }

  chooseTab(tab: RenewalTab): void {
    const { dueFrom: _, dueTo: __, ...filter } = this.list.filter;
    const { sort, isDescending } = this.list;
    this.choose({ ...filter, tab }, sort, sort === 'due' ? ConsoleList.isDescending(tab) : isDescending);
  }

  tick(ticks: Ticks): void {
    this.ticks = ticks;
    this.changed();
  }

  select(wish: RenewalWish): void {
    this.#wish = wish;
    const { api } = this;
    if (!api || !this.me) return;
    if (this.open && JSON.stringify(this.open.wish) === JSON.stringify(wish)) return;
    this.open?.close();
    this.open = new OpenRenewal(
      {
        api,
        changed: () => this.changed(),
        readClock: (asOf) => this.list.readClock(asOf),
        rowChanged: (row: RenewalRow) => {
          this.list.changed(row);
          this.#figuresSoon();
        },
        told: (notice) => this.host.told(notice),
        failed: (error) => this.host.failed(error),
      },
      wish,
    );
    this.changed();
  }

  close(): void {
    this.#wish = null;
    this.open?.close();
    this.open = null;
    this.list.left();
  }

  /** What is ticked, as the server wants it. */
  get selection(): RenewalSelection | null {
    if (this.ticks.isEmpty) return null;
    return this.ticks.isAll ? { filter: { fids: [], ...this.list.filter } } : { ids: this.ticks.ids };
  }

  /** The waterfall before a bulk "send now". */
  readonly preview = async (selection: RenewalSelection, signal: AbortSignal): Promise<SendPreview> => {
    return this.#asked().renewals.previewSend.query({ selection }, { signal });
  };

  /** Begins it; then nothing is ticked any more. */
  readonly send = async (selection: RenewalSelection, preview: SendPreview): Promise<void> => {
    await this.sending.begin(selection, preview);
    this.tick(new Ticks());
  };

  /** Whoever is ticked gets an owner (null: none). Rejects with what went wrong. */
  async assignTicked(userId: string | null): Promise<number> {
    const { api } = this;
    const { selection } = this;
    if (!api || !selection) return 0;
    const ids = 'ids' in selection ? [...selection.ids] : await everyRenewalId(api, this.list.filter, this.signal);
    const all = ids.length;
    while (ids.length) await api.renewals.assign.mutate({ ids: ids.splice(0, 500), userId });
    this.ticks = new Ticks();
    this.refresh();
    return all;
  }

  /** A selection, or everything that matches, as a CSV file. */
  async csv(selection: RenewalSelection | null): Promise<string> {
    const { connection } = this;
    if (!selection || 'filter' in selection) {
      const { fetchExport } = await import('./fetch-export.ts');
      if (!connection) throw new EngageError({ code: 'unavailable', message: 'no connection' }, true);
      return fetchExport(connection, this.list.filter, this.signal);
    }
    const rows: RenewalRow[] = [];
    for (let start = 0; start < selection.ids.length; start += CHUNK)
      rows.push(...(await this.#asked().renewals.rows.query({ ids: selection.ids.slice(start, start + CHUNK) }, { signal: this.signal })));
    const { renewalCsvLine } = await import('../../types/renewal-csv-line.ts');
    // marked as UTF-8, as the server marks whole lists: spreadsheets read names right
    return `\ufeff${renewalCsvLine()}${rows.map((row) => renewalCsvLine(row)).join('')}`;
  }

  readonly viewCalls: ViewCalls = viewCalls(
    () => this.#asked(),
    () => this.#figuresSoon(),
    () => this.connection?.live,
  );

  #asked(): Api {
    if (!this.api) throw new EngageError({ code: 'unavailable', message: 'no connection' }, true);
    return this.api;
  }
}

function nothingKept(): KeptSettings {
  return { draft: null, typed: {}, cadence: null, isWrong: false };
}
