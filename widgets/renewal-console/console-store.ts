import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ColleagueView, MeView } from '../../types/access.ts';
import type { LiveDelta } from '../../types/live.ts';
import type { RenewalFilters, RenewalOverview, RenewalRow, RenewalSelection, RenewalTab, SendPreview } from '../../types/renewals.ts';
import type { Api } from '../core/api.ts';
import type { Connection } from '../core/connection.ts';
import { EngageError } from '../core/engage-error.ts';
import type { LiveState } from '../core/live.ts';
import type { KeptSettings } from '../ui/renewal/renewal-act.ts';
import { ConsoleJob } from './console-job.ts';
import { type ConsoleFilter, ConsoleList } from './console-list.ts';
import { everyRenewalId } from './every-renewal-id.ts';
import type { ConsoleNotice } from './console-notice.ts';
import { ConsoleTasks } from './console-tasks.ts';
import { OpenRenewal, type RenewalWish } from './open-renewal.ts';
import { Ticks } from './ticks.ts';
import { type ViewCalls, viewCalls } from './view-calls.ts';

/** What the console wants to know besides being asked to draw itself again. */
export interface ConsoleHost extends ReactiveControllerHost {
  told(notice: ConsoleNotice): void;
  failed(error: EngageError): void;
}

/** A gap of the connection shorter than this is nobody's business. */
const GAP_MS = 1_000;
/** Figures follow pushes lazily: one question in this time, however many pushes. */
const FIGURES_MS = 3_000;
/** Acts on "all that match" that need ids go through pages of this size. */
const CHUNK = 100;

/**
 * The console's only line to the server: who we are, the figures, the list, what is ticked, the open renewal, tasks, a sending that runs.
 * A push is a hint: what is on screen is fetched again, in small batches; what was missed while away is reloaded.
 */
export class ConsoleStore implements ReactiveController {
  me: MeView | null = null;
  /** `signed-out`: the person must sign in here; `failed`: see `error` */
  phase: 'loading' | 'ready' | 'signed-out' | 'failed' = 'loading';
  error: EngageError | null = null;
  overview: RenewalOverview | null = null;
  /** the figures could not be loaded (and there are no old ones), or are older than the list */
  isOverviewFailed = false;
  filters: RenewalFilters = { franchises: [], owners: [] };
  colleagues: readonly ColleagueView[] = [];
  ticks = new Ticks();
  open: OpenRenewal | null = null;
  liveState: LiveState = 'connecting';
  /** the connection has been away for a moment */
  isReconnecting = false;
  /** settings that are not saved yet */
  keptSettings: KeptSettings = { draft: null };
  readonly list: ConsoleList;
  readonly tasks: ConsoleTasks;
  readonly sending: ConsoleJob;

  readonly #host: ConsoleHost;
  #connection: Connection | null = null;
  #leave: (() => void)[] = [];
  #abort = new AbortController();
  #gapTimer: ReturnType<typeof setTimeout> | undefined;
  #figuresTimer: ReturnType<typeof setTimeout> | undefined;
  #wish: RenewalWish | null = null;
  /** beside an outlet's record there is nothing but its renewal */
  #isAlone = false;
  #isBehind = false;

  constructor(host: ConsoleHost) {
    this.#host = host;
    const parts = {
      api: () => this.#api,
      openId: () => this.open?.renewal?.id ?? null,
      changed: () => host.requestUpdate(),
      told: (notice: ConsoleNotice) => host.told(notice),
      failed: (error: EngageError) => host.failed(error),
    };
    this.list = new ConsoleList({ ...parts, changed: () => this.#listChanged() });
    this.tasks = new ConsoleTasks(parts);
    this.sending = new ConsoleJob(parts);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  get #api(): Api | null {
    return this.#connection?.api ?? null;
  }

  get session(): Connection['session'] | null {
    return this.#connection?.session ?? null;
  }

  /** Whose preferences these are, on this device. */
  get owner(): string {
    return `${this.#connection?.session.server ?? ''}:${this.me?.userId ?? ''}`;
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

  start(connection: Connection): void {
    this.stop();
    this.#connection = connection;
    this.#abort = new AbortController();
    const { session, live } = connection;
    const changed = (): void => this.#sessionChanged();
    session.addEventListener('state', changed);
    this.#leave = [
      () => session.removeEventListener('state', changed),
      live.listen({
        delta: (delta) => this.#received(delta),
        state: (state) => this.#liveChanged(state),
        // also at first: what came between loading the list and being told of changes was pushed to nobody here
        resync: () => this.refresh(),
      }),
    ];
    this.liveState = live.state;
    this.#begin().catch(() => undefined);
  }

  stop(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    clearTimeout(this.#gapTimer);
    clearTimeout(this.#figuresTimer);
    this.#figuresTimer = undefined;
    this.isReconnecting = false;
    this.#abort.abort();
    this.open?.close();
    // whoever comes next sees nothing of it
    this.open = this.#connection = this.me = this.overview = null;
    this.list.stop();
    this.tasks.stop();
    this.sending.stop();
    this.ticks = new Ticks();
    this.filters = { franchises: [], owners: [] };
    this.colleagues = [];
    this.keptSettings = { draft: null };
  }

  #liveChanged(state: LiveState): void {
    this.liveState = state;
    this.isReconnecting = false;
    clearTimeout(this.#gapTimer);
    if (state === 'connecting')
      this.#gapTimer = setTimeout(() => {
        this.isReconnecting = true;
        this.#host.requestUpdate();
      }, GAP_MS);
    this.#host.requestUpdate();
  }

  #sessionChanged(): void {
    const { session } = this.#connection ?? {};
    if (session?.state === 'signed-out') {
      this.close();
      this.me = null;
      this.phase = 'signed-out';
    } else if (session?.state === 'ready' && !this.me && this.phase !== 'loading') {
      this.#begin().catch(() => undefined);
    }
    this.#host.requestUpdate();
  }

  /** Who are we, then everything else at once. Also the way back after a failure. */
  readonly retry = (): void => {
    this.#begin().catch(() => undefined);
  };

  async #begin(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    const { api, session } = connection;
    const { signal } = this.#abort;
    this.phase = 'loading';
    this.error = null;
    this.#host.requestUpdate();
    try {
      if (!(await session.token())) {
        this.phase = 'signed-out';
        this.#host.requestUpdate();
        return;
      }
      const [me] = await Promise.all([api.auth.me.query(undefined, { signal }), this.#isAlone ? undefined : this.#loadAll()]);
      this.me = me;
      this.phase = 'ready';
      this.#loadSides();
      if (this.#isBehind) this.refresh();
      if (this.#wish) this.select(this.#wish);
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      this.error = EngageError.from(thrown);
      this.phase = this.error.code === 'unauthenticated' && session.hasPassword ? 'signed-out' : 'failed';
      this.#host.failed(this.error);
    }
    this.#host.requestUpdate();
  }

  /** The list; the figures come in the same request and do not hold it up. */
  async #loadAll(): Promise<void> {
    this.#loadFigures();
    await this.list.load();
  }

  /** What is nice to have beside the list; each on its own, so that one failing does not take the others along. */
  #loadSides(): void {
    const { signal } = this.#abort;
    const redraw = (): void => this.#host.requestUpdate();
    const nothing = (): void => undefined;
    this.#connection?.api.people.colleagues
      .query(undefined, { signal })
      .then((colleagues) => void (this.colleagues = colleagues))
      .then(redraw, nothing);
    if (this.#isAlone) return;
    this.#api?.renewals.filters
      .query(undefined, { signal })
      .then((filters) => void (this.filters = filters))
      .then(redraw, nothing);
    this.sending.load();
  }

  /** The figures follow what the list is about, but not the tab and the days an aging bar set: they are what one chooses from. */
  readonly loadFigures = (): void => this.#loadFigures();

  #loadFigures(): void {
    clearTimeout(this.#figuresTimer);
    this.#figuresTimer = undefined;
    const { tab: _, dueFrom: _from, dueTo: _to, ...about } = this.list.filter;
    this.#api?.renewals.overview.query(about, { signal: this.#abort.signal }).then(
      (overview) => {
        this.overview = overview;
        this.isOverviewFailed = false;
        this.#host.requestUpdate();
      },
      (thrown: unknown) => {
        if (EngageError.isAbort(thrown)) return;
        this.isOverviewFailed = true;
        this.#host.failed(EngageError.from(thrown));
        this.#host.requestUpdate();
      },
    );
  }

  #figuresSoon(): void {
    if (!this.#isAlone) this.#figuresTimer ??= setTimeout(() => this.#loadFigures(), FIGURES_MS);
  }

  /** After a gap: the list, the figures, what is open. */
  refresh(): void {
    this.#isBehind = this.phase === 'loading';
    if (this.phase !== 'ready') return this.phase === 'failed' ? this.retry() : undefined;
    this.open?.refreshSoon();
    if (this.#isAlone) return;
    this.#loadFigures();
    this.list.refresh();
    this.tasks.refreshSoon();
    this.sending.load();
  }

  #received(delta: LiveDelta): void {
    if (delta.t === 'renewalJob') this.sending.received(delta);
    else if (delta.t === 'outlet' && this.open?.renewal?.oid === delta.oid) this.open.refreshSoon();
    else if (delta.t === 'template') this.#figuresSoon();
    if (delta.t !== 'renewal') return;
    if (this.open?.concerns(delta)) this.open.refreshSoon();
    if (this.phase === 'ready') this.list.received(delta);
    else this.#isBehind = this.phase === 'loading';
    this.tasks.refreshSoon();
    this.#figuresSoon();
  }

  #listChanged(): void {
    this.ticks = this.ticks.within(this.list.rows.map(({ id }) => id));
    this.#host.requestUpdate();
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
    this.#host.requestUpdate();
  }

  select(wish: RenewalWish): void {
    this.#wish = wish;
    const api = this.#api;
    if (!api || !this.me) return;
    if (this.open && JSON.stringify(this.open.wish) === JSON.stringify(wish)) return;
    this.open?.close();
    this.open = new OpenRenewal(
      {
        api,
        changed: () => this.#host.requestUpdate(),
        rowChanged: (row: RenewalRow) => {
          this.list.changed(row);
          this.#figuresSoon();
        },
        told: (notice) => this.#host.told(notice),
        failed: (error) => this.#host.failed(error),
      },
      wish,
    );
    this.#host.requestUpdate();
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
    const api = this.#api;
    const { selection } = this;
    if (!api || !selection) return 0;
    const ids = 'ids' in selection ? [...selection.ids] : await everyRenewalId(api, this.list.filter, this.#abort.signal);
    const all = ids.length;
    while (ids.length) await api.renewals.assign.mutate({ ids: ids.splice(0, 500), userId });
    this.ticks = new Ticks();
    this.refresh();
    return all;
  }

  /** A selection, or everything that matches, as a CSV file. */
  async csv(selection: RenewalSelection | null): Promise<string> {
    const connection = this.#connection;
    if (!selection || 'filter' in selection) {
      const { fetchExport } = await import('./fetch-export.ts');
      if (!connection) throw new EngageError({ code: 'unavailable', message: 'no connection' }, true);
      return fetchExport(connection, this.list.filter, this.#abort.signal);
    }
    const rows: RenewalRow[] = [];
    for (let start = 0; start < selection.ids.length; start += CHUNK)
      rows.push(...(await this.#asked().renewals.rows.query({ ids: selection.ids.slice(start, start + CHUNK) }, { signal: this.#abort.signal })));
    const { renewalCsv } = await import('./renewal-csv.ts');
    return renewalCsv(rows);
  }

  readonly viewCalls: ViewCalls = viewCalls(
    () => this.#asked(),
    () => this.#figuresSoon(),
    () => this.#connection?.live,
  );

  #asked(): Api {
    if (!this.#api) throw new EngageError({ code: 'unavailable', message: 'no connection' }, true);
    return this.#api;
  }
}
