import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ColleagueView, MeView } from '../../types/access.ts';
import type { LiveDelta } from '../../types/live.ts';
import type { OutletView } from '../../types/outlets.ts';
import type { CategoryView, OutletTickets } from '../../types/tickets.ts';
import type { Connection } from '../core/connection.ts';
import type { ConversationNotice } from '../core/conversation/conversation.ts';
import { ConversationStore } from '../core/conversation/conversation-store.ts';
import { Drafts } from '../core/conversation/drafts.ts';
import { EngageError } from '../core/engage-error.ts';
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
        resync: (since) => since !== null && this.#reloadSoon(),
      }),
    ];
    this.liveState = live.state;
    this.#begin().catch(() => undefined);
  }

  stop(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.open?.close();
    this.open = null;
    this.#connection = null;
    this.me = null;
  }

  /** Another outlet or ticket: begins anew. */
  show(oid: string | null, ticketId: string | null): void {
    if (oid === this.#oid && ticketId === this.#ticketId) return;
    this.#oid = oid;
    this.#ticketId = ticketId;
    this.open?.close();
    this.open = null;
    this.tickets = null;
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
      this.#drafts = new Drafts(`${session.server}:${me.userId}`);
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
    // a push tells nothing of the outlet: an unknown ticket may be a new one here
    if (!known || known.revision < delta.rev) this.#reloadSoon();
  }

  #reloadSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { api } = this.#connection ?? {};
      const oid = this.#oid;
      if (!api || !oid) return;
      api.tickets.forOutlet.query({ oid }, { signal: this.#abort.signal }).then(
        (tickets) => {
          this.tickets = tickets;
          const [newest] = tickets.open;
          if (!this.open && newest) this.select(newest.id);
          this.#host.requestUpdate();
        },
        () => undefined,
      );
    }, GATHER_MS);
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
    return api ? api.outlets.search.query({ query, limit: 20 }, { signal: this.#abort.signal }) : [];
  };
}
