import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MeView } from '../../types/access.ts';
import type { LiveDelta } from '../../types/live.ts';
import type { Api } from './api.ts';
import type { Connection } from './connection.ts';
import { EngageError } from './engage-error.ts';
import type { LiveState } from './live.ts';

/** What every widget wants to know of its store besides being asked to draw itself again. */
export interface StoreHost extends ReactiveControllerHost {
  failed(error: EngageError): void;
}

/** A gap of the connection shorter than this is nobody's business. */
const GAP_MS = 1_000;

/**
 * A widget's only line to the server: who we are, whether anything can be shown, and how the connection stands. What it is about, its
 * widget's store adds. A push is a hint: what it does not say is fetched, what was missed while away is loaded again.
 */
export abstract class WidgetStore<Host extends StoreHost> implements ReactiveController {
  me: MeView | null = null;
  /** `signed-out`: the person must sign in here; `failed`: see `error` */
  phase: 'loading' | 'ready' | 'signed-out' | 'failed' = 'loading';
  error: EngageError | null = null;
  liveState: LiveState = 'connecting';
  /** the connection has been away for a moment */
  isReconnecting = false;

  protected readonly host: Host;
  protected connection: Connection | null = null;
  #leave: (() => void)[] = [];
  #abort = new AbortController();
  #gapTimer: ReturnType<typeof setTimeout> | undefined;
  /** something was pushed, or pushes began, while it was loading */
  #isBehind = false;

  constructor(host: Host) {
    this.host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** What cannot be done without: asked for together with who we are. */
  protected abstract load(signal: AbortSignal): Promise<unknown>;
  /** Everything about the person is let go of: whoever comes next sees nothing of it. */
  protected abstract forget(): void;
  /** A change somewhere, while all is shown. */
  protected abstract received(delta: LiveDelta): void;
  /** After a gap: what is shown, again. */
  abstract refresh(): void;
  /** All that was waited for is here: what is nice to have besides. */
  protected began?(me: MeView, connection: Connection): void;
  /** Listens to more than pushes; answers how to stop. */
  protected listen?(connection: Connection): () => void;

  protected get api(): Api | null {
    return this.connection?.api ?? null;
  }

  /** Ends calls when the widget goes, or begins anew. */
  protected get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get session(): Connection['session'] | null {
    return this.connection?.session ?? null;
  }

  get server(): string {
    return this.session?.server ?? '';
  }

  /** Whose drafts and preferences these are, on this device. */
  get owner(): string {
    return `${this.server}:${this.me?.userId ?? ''}`;
  }

  get isOffline(): boolean {
    return this.liveState === 'offline';
  }

  start(connection: Connection): void {
    this.stop();
    this.connection = connection;
    const { session, live } = connection;
    const changed = (): void => this.#sessionChanged();
    session.addEventListener('state', changed);
    const stopListening = this.listen?.(connection);
    this.#leave = [
      () => session.removeEventListener('state', changed),
      live.listen({
        delta: (delta) => (this.phase === 'ready' ? this.received(delta) : this.#missed()),
        state: (state) => this.#liveChanged(state),
        // also at first: what came between loading and being told of changes was pushed to nobody here
        resync: () => (this.phase === 'ready' ? this.refresh() : this.phase === 'failed' ? this.retry() : this.#missed()),
      }),
      ...(stopListening ? [stopListening] : []),
    ];
    this.liveState = live.state;
    this.retry();
  }

  stop(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    clearTimeout(this.#gapTimer);
    this.isReconnecting = false;
    this.#abort.abort();
    this.forget();
    this.connection = this.me = null;
  }

  #missed(): void {
    this.#isBehind ||= this.phase === 'loading';
  }

  #liveChanged(state: LiveState): void {
    this.liveState = state;
    this.isReconnecting = false;
    clearTimeout(this.#gapTimer);
    if (state === 'connecting')
      this.#gapTimer = setTimeout(() => {
        this.isReconnecting = true;
        this.changed();
      }, GAP_MS);
    this.changed();
  }

  #sessionChanged(): void {
    const { session } = this;
    if (session?.state === 'signed-out') {
      this.forget();
      this.me = null;
      this.phase = 'signed-out';
    } else if (session?.state === 'ready' && (this.phase === 'signed-out' || this.phase === 'failed')) this.retry();
    this.changed();
  }

  /** Who are we, then everything else. Also the way back after a failure. */
  readonly retry = (): void => {
    this.#begin().catch(() => undefined);
  };

  async #begin(): Promise<void> {
    const { connection } = this;
    if (!connection) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const { api, session } = connection;
    this.phase = 'loading';
    this.error = null;
    this.#isBehind = false;
    this.changed();
    try {
      const token = await session.token();
      if (signal.aborted) return;
      if (token) {
        const [me] = await Promise.all([api.auth.me.query(undefined, { signal }), this.load(signal)]);
        if (signal.aborted) return;
        this.me = me;
        this.phase = 'ready';
        this.began?.(me, connection);
        if (this.#isBehind) this.refresh();
      } else this.phase = 'signed-out';
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      this.error = EngageError.from(thrown);
      this.phase = this.error.code === 'unauthenticated' && session.hasPassword ? 'signed-out' : 'failed';
      this.host.failed(this.error);
    }
    this.changed();
  }

  protected changed(): void {
    this.host.requestUpdate();
  }

  /** Nice to have: without an answer what there was stays. */
  protected aside<Answer>(asked: Promise<Answer> | undefined, take: (answer: Answer) => void): void {
    asked?.then(take).then(
      () => this.changed(),
      () => undefined,
    );
  }

  /** Tells of what went wrong, unless it was given up; `show` says so on screen. */
  protected fail(thrown: unknown, show: () => void = () => undefined): void {
    if (EngageError.isAbort(thrown)) return;
    show();
    this.host.failed(EngageError.from(thrown));
    this.changed();
  }
}
