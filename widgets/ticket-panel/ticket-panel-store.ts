import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ColleagueView, MeView } from '../../types/access.ts';
import type { LiveDelta } from '../../types/live.ts';
import type { OutletView } from '../../types/outlets.ts';
import type { CategoryView, OutletTickets } from '../../types/tickets.ts';
import type { Connection } from '../core/connection.ts';
import type { ConversationNotice } from '../core/conversation/conversation.ts';
import { ConversationStore } from '../core/conversation/conversation-store.ts';
import { Drafts } from '../core/conversation/drafts.ts';
import { ReplyLines } from '../core/conversation/reply-lines.ts';
import { EngageError } from '../core/engage-error.ts';
import { GatherIds } from '../core/gather-ids.ts';
import type { LiveState } from '../core/live.ts';

/** What the panel wants to know besides being asked to draw itself again. */
export interface PanelHost extends ReactiveControllerHost {
  notice(notice: ConversationNotice): void;
  failed(error: EngageError): void;
}

const GATHER_MS = 250;

/**
 * The panel's only line to the server: the tickets of one outlet (or just one ticket), and the open conversation. Opens the
 * newest ticket by itself; a ticket that arrives while nothing is open is opened too.
 */
export class TicketPanelStore implements ReactiveController {
  me: MeView | null = null;
  phase: 'loading' | 'ready' | 'signed-out' | 'failed' = 'loading';
  error: EngageError | null = null;
  /** of the outlet; null when the panel was given a ticket only */
  tickets: OutletTickets | null = null;
  /** the last refresh of them failed: they may be old */
  isStale = false;
  colleagues: readonly ColleagueView[] = [];
  categories: readonly CategoryView[] = [];
  open: ConversationStore | null = null;
  liveState: LiveState = 'connecting';

  readonly #host: PanelHost;
  #connection: Connection | null = null;
  #drafts = new Drafts('');
  #oid: string | null = null;
  #ticketId: string | null = null;
  #leave: (() => void)[] = [];
  #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #unknown = new GatherIds((ids) => this.#look(ids));
  /** tickets of other outlets: what is pushed about them is not for us, until one moves */
  readonly #foreign = new Set<string>();
  #isLookedAt = false;

  constructor(host: PanelHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  get server(): string {
    return this.#connection?.session.server ?? '';
  }

  get session(): Connection['session'] | null {
    return this.#connection?.session ?? null;
  }

  get isOffline(): boolean {
    return this.liveState === 'offline';
  }

  get openId(): string | null {
    return this.open?.conversation.ticketId ?? null;
  }

  start(connection: Connection): void {
    this.stop();
    this.#connection = connection;
    const { session, live } = connection;
    const changed = (): void => this.#sessionChanged();
    session.addEventListener('state', changed);
    this.#leave = [
      () => session.removeEventListener('state', changed),
      live.listen({
        delta: (delta) => this.#received(delta),
        state: (state) => {
          this.liveState = state;
          this.#host.requestUpdate();
        },
        // also at first: what came between loading and being told of changes was pushed to nobody here
        resync: () => this.#reloadSoon(),
      }),
      ReplyLines.on(connection).listen({
        changed: () => this.#host.requestUpdate(),
        refused: (ticketId, error) => (ticketId === this.openId ? this.#host.failed(error) : this.#host.notice({ kind: 'unsent', ticketId, error })),
      }),
    ];
    this.liveState = live.state;
    this.#begin().catch(() => undefined);
  }

  stop(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    this.#forget();
    this.#abort.abort();
    this.#connection = null;
    this.me = null;
  }

  /** Lets go of what was about one outlet. */
  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#unknown.clear();
    this.#foreign.clear();
    this.open?.close();
    this.open = this.tickets = null;
    this.isStale = false;
  }

  /** Another outlet or ticket: begins anew. */
  show(oid: string | null, ticketId: string | null): void {
    if (oid === this.#oid && ticketId === this.#ticketId) return;
    this.#oid = oid;
    this.#ticketId = ticketId;
    this.#forget();
    if (this.#connection) this.#begin().catch(() => undefined);
  }

  #sessionChanged(): void {
    const { session } = this.#connection ?? {};
    if (session?.state === 'signed-out') {
      this.open?.close();
      this.open = null;
      this.me = null;
      this.phase = 'signed-out';
    } else if (session?.state === 'ready' && !this.me && this.phase !== 'loading') this.#begin().catch(() => undefined);
    this.#host.requestUpdate();
  }

  readonly retry = (): void => {
    this.#begin().catch(() => undefined);
  };

  async #begin(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const { api, session } = connection;
    this.phase = 'loading';
    this.error = null;
    this.#host.requestUpdate();
    try {
      if (!(await session.token())) {
        this.phase = 'signed-out';
        this.#host.requestUpdate();
        return;
      }
      const oid = this.#oid;
      const [me, tickets] = await Promise.all([api.auth.me.query(undefined, { signal }), oid ? api.tickets.forOutlet.query({ oid }, { signal }) : null]);
      this.me = me;
      this.tickets = tickets;
      this.isStale = false;
      this.#drafts = new Drafts(`${session.server}:${me.userId}`);
      ReplyLines.on(connection).ownedBy(me.userId);
      this.phase = 'ready';
      this.#loadSides();
      const first = this.#ticketId ?? tickets?.open[0]?.id;
      if (first) this.select(first);
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      this.error = EngageError.from(thrown);
      this.phase = this.error.code === 'unauthenticated' && session.hasPassword ? 'signed-out' : 'failed';
      this.#host.failed(this.error);
    }
    this.#host.requestUpdate();
  }

  #loadSides(): void {
    const { api } = this.#connection ?? {};
    const { signal } = this.#abort;
    api?.people.colleagues.query(undefined, { signal }).then(
      (colleagues) => {
        this.colleagues = colleagues;
        this.#host.requestUpdate();
      },
      () => undefined,
    );
    api?.categories.list.query(undefined, { signal }).then(
      (categories) => {
        this.categories = categories;
        this.#host.requestUpdate();
      },
      () => undefined,
    );
  }

  /** A ticket changed somewhere: if it is, or may be, one of this outlet, the list is asked for again. */
  #received(delta: LiveDelta): void {
    if (delta.t !== 'ticket' || !this.#oid || this.phase !== 'ready') return;
    const known = [...(this.tickets?.open ?? []), ...(this.tickets?.history ?? [])].find(({ id }) => id === delta.id);
    if (known && known.revision < delta.rev) this.#reloadSoon();
    // a push tells nothing of the outlet: an unknown ticket may be a new one here, or one that came here
    else if (!known && (delta.refetch || !this.#foreign.has(delta.id))) this.#unknown.want([delta.id], GATHER_MS);
  }

  /** Whose outlet's are they? Those of this one are reloaded with the rest, the others remembered. */
  async #look(ids: readonly string[]): Promise<void> {
    const { api } = this.#connection ?? {};
    const oid = this.#oid;
    if (!api || !oid) return;
    try {
      const rows = await api.tickets.rows.query({ ids: [...ids] }, { signal: this.#abort.signal });
      const ours = new Set(rows.filter(({ outlet }) => outlet?.oid === oid).map(({ id }) => id));
      for (const id of ids) if (!ours.has(id)) this.#foreign.add(id);
      if (ours.size) this.#reloadSoon();
    } catch (thrown) {
      this.#refreshFailed(thrown);
    }
  }

  /** Once for several pushes; a steady stream of them does not put it off. */
  #reloadSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.reload().catch(() => undefined);
    }, GATHER_MS);
  }

  /** The tickets of the outlet again, as they are now. */
  async reload(): Promise<void> {
    const { api } = this.#connection ?? {};
    const oid = this.#oid;
    if (!api || !oid) return;
    try {
      const tickets = await api.tickets.forOutlet.query({ oid }, { signal: this.#abort.signal });
      this.tickets = tickets;
      this.isStale = false;
      const [newest] = tickets.open;
      if (!this.open && newest) this.select(newest.id);
      this.#host.requestUpdate();
    } catch (thrown) {
      this.#refreshFailed(thrown);
    }
  }

  #refreshFailed(thrown: unknown): void {
    if (EngageError.isAbort(thrown)) return;
    this.isStale = true;
    this.#host.failed(EngageError.from(thrown));
    this.#host.requestUpdate();
  }

  select(ticketId: string): void {
    const connection = this.#connection;
    if (!connection || !this.me || ticketId === this.openId) return;
    this.open?.close();
    this.open = new ConversationStore(
      {
        connection,
        me: this.me,
        drafts: this.#drafts,
        changed: () => this.#host.requestUpdate(),
        ticketChanged: () => this.#reloadSoon(),
        notice: (notice) => this.#host.notice(notice),
        failed: (error) => this.#host.failed(error),
      },
      ticketId,
    );
    this.open.lookedAt(this.#isLookedAt);
    this.#host.requestUpdate();
  }

  lookedAt(isLookedAt: boolean): void {
    this.#isLookedAt = isLookedAt;
    this.open?.lookedAt(isLookedAt);
  }

  readonly searchOutlets = async (query: string): Promise<readonly OutletView[]> => {
    const { api } = this.#connection ?? {};
    try {
      return api ? await api.outlets.search.query({ query, limit: 20 }, { signal: this.#abort.signal }) : [];
    } catch (thrown) {
      if (!EngageError.isAbort(thrown)) this.#host.failed(EngageError.from(thrown));
      throw thrown;
    }
  };
}
