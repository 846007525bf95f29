import type { LiveDelta } from '../../types/live.ts';
import type { DataQuality, PosChangeKind, PosChangeView, PosRejectView, PosRunView, PosStatus } from '../../types/pos.ts';
import type { Connection } from '../core/connection.ts';
import { EngageError } from '../core/engage-error.ts';
import { type StoreHost, WidgetStore } from '../core/widget-store.ts';

/** What is listed of an open load: its changes, of one kind or all, or the rows nobody can use. */
export type PosPart = PosChangeKind | 'all' | 'rejected';
/** Something the person did, and how it went. */
export type PosNotice = 'started' | 'approved' | 'discarded' | 'saved' | 'conflict' | 'failed';

/** The load whose details are shown. */
export interface OpenPosRun {
  run: PosRunView;
  part: PosPart;
  changes: readonly PosChangeView[];
  rejects: readonly PosRejectView[];
  nextCursor: string | null;
  phase: 'loading' | 'ready' | 'failed';
}

/** What the element wants to know besides being asked to draw itself again. */
export interface PosHost extends StoreHost {
  notice(notice: PosNotice): void;
}

const GATHER_MS = 200;
/** A running load tells how far it is no more often than this. */
const PROGRESS_MS = 1_500;
const PAGE = 50;

/** The only line of the POS sync to the server: how it stands, its loads, one of them in detail, and the data quality. */
export class PosSyncStore extends WidgetStore<PosHost> {
  status: PosStatus | null = null;
  runs: readonly PosRunView[] = [];
  nextCursor: string | null = null;
  open: OpenPosRun | null = null;
  quality: DataQuality | null = null;
  isQualityFailed = false;
  /** what the person asked for and the server has not answered yet */
  acting: 'start' | 'approve' | 'discard' | 'retry' | 'share' | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.status = this.open = this.quality = null;
    this.runs = [];
  }

  protected received(delta: LiveDelta): void {
    if (delta.t === 'posRun') this.refresh();
  }

  refresh(): void {
    this.#refreshSoon(GATHER_MS);
  }

  protected async load(signal = this.signal): Promise<void> {
    const { api } = this;
    if (!api) return;
    const [status, page] = await Promise.all([api.pos.status.query(undefined, { signal }), api.pos.runs.query({ limit: PAGE }, { signal })]);
    this.status = status;
    const older = this.runs.filter(
      ({ id }) => !page.rows.some((row) => row.id === id) && page.rows.length > 0 && BigInt(id) < BigInt(page.rows.at(-1)?.id ?? 0),
    );
    this.runs = [...page.rows, ...older];
    if (older.length === 0) this.nextCursor = page.nextCursor;
    const open = this.open && [...page.rows, ...older].find(({ id }) => id === this.open?.run.id);
    if (open && this.open && open.state !== this.open.run.state) this.select(open, this.open.part);
    else if (open && this.open) this.open = { ...this.open, run: open };
    if (status.running) this.#refreshSoon(PROGRESS_MS);
  }

  #refreshSoon(afterMs: number): void {
    // what is wanted sooner does not wait for what is wanted later
    if (this.#timer !== undefined && afterMs >= PROGRESS_MS) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.load().then(
        () => this.changed(),
        (thrown: unknown) => this.fail(thrown),
      );
    }, afterMs);
  }

  /** Older loads. */
  readonly more = async (): Promise<void> => {
    const { api } = this;
    if (!api || !this.nextCursor) return;
    try {
      const page = await api.pos.runs.query({ limit: PAGE, cursor: this.nextCursor }, { signal: this.signal });
      this.runs = [...this.runs, ...page.rows];
      this.nextCursor = page.nextCursor;
    } catch (thrown) {
      this.#refused(thrown);
    }
    this.changed();
  };

  /** Shows a load in detail. */
  select(run: PosRunView, part: PosPart = 'all'): void {
    const same = this.open?.run.id === run.id && this.open.part === part ? this.open : null;
    this.open = {
      run,
      part,
      changes: same?.changes ?? [],
      rejects: same?.rejects ?? [],
      nextCursor: null,
      phase: same?.phase === 'ready' ? 'ready' : 'loading',
    };
    this.changed();
    this.#page(this.open, null).catch(() => undefined);
  }

  readonly close = (): void => {
    this.open = null;
    this.changed();
  };

  readonly moreOfRun = (): void => {
    if (this.open?.nextCursor) this.#page(this.open, this.open.nextCursor).catch(() => undefined);
  };

  async #page(open: OpenPosRun, cursor: string | null): Promise<void> {
    const { api } = this;
    if (!api) return;
    const { signal } = this;
    const { run, part } = open;
    const isStill = (): boolean => this.open?.run.id === run.id && this.open.part === part;
    try {
      const input = { runId: run.id, limit: PAGE, ...(cursor && { cursor }) };
      if (part === 'rejected') {
        const { rows, nextCursor } = await api.pos.rejects.query(input, { signal });
        if (isStill() && this.open) this.open = { ...this.open, rejects: cursor ? [...this.open.rejects, ...rows] : rows, nextCursor, phase: 'ready' };
      } else {
        const { rows, nextCursor } = await api.pos.changes.query({ ...input, ...(part !== 'all' && { kind: part }) }, { signal });
        if (isStill() && this.open) this.open = { ...this.open, changes: cursor ? [...this.open.changes, ...rows] : rows, nextCursor, phase: 'ready' };
      }
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      if (isStill() && this.open) this.open = { ...this.open, phase: 'failed' };
      this.host.failed(EngageError.from(thrown));
    }
    this.changed();
  }

  readonly loadQuality = async (): Promise<void> => {
    const { api } = this;
    if (!api) return;
    this.isQualityFailed = false;
    this.changed();
    try {
      this.quality = await api.quality.read.query(undefined, { signal: this.signal });
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      this.isQualityFailed = true;
      this.host.failed(EngageError.from(thrown));
    }
    this.changed();
  };

  sync(kind: 'full' | 'incremental'): Promise<void> {
    return this.#act('start', 'started', async (api) => void (await api.pos.start.mutate({ kind })));
  }

  rerun(runId: string): Promise<void> {
    return this.#act('retry', 'started', async (api) => void (await api.pos.retry.mutate({ runId })));
  }

  answer(runId: string, answer: 'approve' | 'discard'): Promise<void> {
    return this.#act(answer, answer === 'approve' ? 'approved' : 'discarded', async (api) => void (await api.pos[answer].mutate({ runId })));
  }

  setHoldShare(share: number): Promise<void> {
    return this.#act('share', 'saved', async (api) => void (await api.pos.setHoldShare.mutate({ share })));
  }

  async #act(acting: NonNullable<PosSyncStore['acting']>, done: PosNotice, run: (api: Connection['api']) => Promise<void>): Promise<void> {
    const { api } = this;
    if (!api || this.acting) return;
    this.acting = acting;
    this.changed();
    try {
      await run(api);
      this.host.notice(done);
    } catch (thrown) {
      this.#refused(thrown);
    }
    await this.load().catch(() => undefined);
    this.acting = null;
    this.changed();
  }

  #refused(thrown: unknown): void {
    if (EngageError.isAbort(thrown)) return;
    const error = EngageError.from(thrown);
    this.host.notice(error.code === 'conflict' ? 'conflict' : 'failed');
    this.host.failed(error);
  }
}
