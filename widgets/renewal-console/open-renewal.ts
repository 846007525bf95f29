import type { OutletRenewals, RenewalExplanation, RenewalRow, RenewalView, SendPreview } from '../../types/renewals.ts';
import { EngageError } from '../core/engage-error.ts';
import { randomId } from '../core/random-id.ts';
import type { RenewalAct } from '../ui/renewal/renewal-act.ts';
import type { ConsoleNotice } from './console-notice.ts';
import type { Api } from '../core/api.ts';

/** What the open renewal needs from the store it belongs to. */
export interface OpenRenewalHost {
  api: Api;
  changed(): void;
  /** the server's time of an answer */
  readClock(asOf: string): void;
  /** the row changed here: the list and the figures follow */
  rowChanged(row: RenewalRow): void;
  told(notice: ConsoleNotice): void;
  failed(error: EngageError): void;
}

/** One renewal by its id, or the current one of an outlet. */
export type RenewalWish = { id: string } | { oid: string };

/** A push is answered after this long: several of one act become one question. */
const GATHER_MS = 300;

/**
 * The renewal that is open, with what stands beside it, and everything a person may do with it. Acts wait for the server: a reminder that
 * was not sent must not look sent. One at a time; what another person changed in between is shown instead of overwritten.
 */
export class OpenRenewal {
  readonly wish: RenewalWish;
  phase: 'loading' | 'ready' | 'failed' = 'loading';
  /** of loading, or of the last act */
  error: EngageError | null = null;
  renewal: RenewalView | null = null;
  /** earlier cycles of the outlet; only when it was opened by its outlet */
  former: readonly RenewalRow[] = [];
  explanation: RenewalExplanation | null = null;
  /** what "Send now" would do; asked for before it is done */
  preview: SendPreview | null = null;
  /** the act under way */
  busy: RenewalAct['do'] | null = null;
  readonly #host: OpenRenewalHost;
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: OpenRenewalHost, wish: RenewalWish) {
    this.#host = host;
    this.wish = wish;
    this.load();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  /** Is this push about what is open? */
  concerns({ id, oid }: { id: string; oid: string }): boolean {
    return this.renewal?.id === id || ('oid' in this.wish ? this.wish.oid === oid : this.wish.id === id);
  }

  /** A push, or a gap of the connection: asks again, without taking away what is shown. */
  refreshSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.phase === 'ready' && !this.busy) this.#fetch().catch(() => undefined);
      else if (this.phase === 'failed') this.load();
    }, GATHER_MS);
  }

  load(): void {
    this.phase = 'loading';
    this.error = null;
    this.#host.changed();
    this.#fetch().catch((thrown: unknown) => {
      if (EngageError.isAbort(thrown)) return;
      this.error = EngageError.from(thrown);
      this.phase = 'failed';
      this.#host.failed(this.error);
      this.#host.changed();
    });
  }

  async #fetch(): Promise<void> {
    const { api } = this.#host;
    const { signal } = this.#abort;
    if ('oid' in this.wish) {
      const outlet: OutletRenewals = await api.renewals.forOutlet.query({ oid: this.wish.oid }, { signal });
      this.former = outlet.former;
      this.#host.readClock(outlet.asOf);
      this.#take(outlet.current);
    } else {
      this.#take(await api.renewals.get.query({ id: this.wish.id }, { signal }));
    }
  }

  #take(renewal: RenewalView | null): void {
    const isNewer = this.renewal !== null && renewal?.revision !== this.renewal.revision;
    this.renewal = renewal;
    this.phase = 'ready';
    if (renewal) this.#host.rowChanged(renewal);
    // an explanation on screen is of the renewal as it was
    if (isNewer && this.explanation) this.#explain().catch(() => undefined);
    this.#host.changed();
  }

  async #explain(): Promise<void> {
    const { renewal } = this;
    if (!renewal) return;
    this.explanation = await this.#host.api.renewals.explain.query({ id: renewal.id }, { signal: this.#abort.signal });
    this.#host.changed();
  }

  /** Performs an act of the detail; says what came of it. Never rejects. */
  async perform(act: RenewalAct): Promise<void> {
    const { renewal } = this;
    if (act.do === 'retry') return this.load();
    if (!renewal || this.busy) return;
    this.busy = act.do;
    this.error = null;
    if (act.do !== 'send') this.preview = null;
    this.#host.changed();
    try {
      const notice = await this.#do(act, renewal);
      if (this.#abort.signal.aborted) return;
      if (notice) this.#host.told(notice);
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      const error = EngageError.from(thrown);
      if (error.code === 'conflict') {
        // somebody was faster: what they did is shown, and the person decides again
        this.#host.told({ kind: 'conflict', outlet: renewal.outletName });
        await this.#fetch().catch(() => undefined);
      }
      this.error = error;
      this.#host.failed(error);
    } finally {
      this.busy = null;
      this.#host.changed();
    }
  }

  async #do(act: RenewalAct, renewal: RenewalView): Promise<ConsoleNotice | null> {
    const { api } = this.#host;
    const { id, oid, revision, outletName: outlet } = renewal;
    switch (act.do) {
      case 'explain':
        await this.#explain();
        return null;
      case 'preview':
        this.preview = await api.renewals.previewSend.query({ selection: { ids: [id] } }, { signal: this.#abort.signal });
        return null;
      case 'send':
        return this.#send(renewal);
      case 'paid': {
        const { paidOn, reference, note } = act;
        this.#take(await api.renewals.markPaid.mutate({ id, revision, paidOn, ...(reference && { reference }), ...(note && { note }) }));
        return { kind: 'paid', outlet, of: id, undo: () => this.#undo() };
      }
      case 'cancel':
        this.#take(await api.renewals.cancel.mutate({ id, revision, reason: act.reason, ...(act.note && { note: act.note }) }));
        return { kind: 'cancelled', outlet, of: id, undo: () => this.#undo() };
      case 'undo':
        this.#take(await api.renewals.undo.mutate({ id }));
        return { kind: 'undone', outlet, of: id };
      case 'snooze':
        this.#take(await api.renewals.snooze.mutate({ id, until: act.until, ...(act.note && { note: act.note }) }));
        return { kind: act.until ? 'snoozed' : 'woken', outlet };
      case 'assign':
        await api.renewals.assign.mutate({ ids: [id], userId: act.userId });
        return this.#again({ kind: 'assigned', count: 1 });
      case 'note':
        await api.renewals.addNote.mutate({ id, text: act.text, clientKey: randomId() });
        return this.#again({ kind: 'noted', outlet });
      case 'call': {
        const { do: _, ...call } = act;
        await api.renewals.logCall.mutate({ id, ...call });
        return this.#again({ kind: 'callLogged', outlet });
      }
      case 'task': {
        const { do: _, ...task } = act;
        await api.renewals.addTask.mutate({ id, ...task });
        return this.#again({ kind: 'taskAdded', outlet });
      }
      case 'finish-task':
        await api.renewals.finishTask.mutate({ taskId: act.taskId, isDone: act.isDone });
        return this.#again(
          act.isDone
            ? { kind: 'taskDone', outlet, of: act.taskId, undo: () => void this.perform({ ...act, isDone: false }) }
            : { kind: 'undone', outlet, of: act.taskId },
        );
      case 'payer':
        await api.links.choosePayer.mutate({ oid, contactId: act.contactId });
        return this.#again({ kind: 'payerChosen', outlet });
      case 'billing': {
        const { do: _, ...billing } = act;
        await api.renewals.setBilling.mutate({ oid, ...billing });
        return this.#again({ kind: 'billingSaved', outlet });
      }
      default:
        return null;
    }
  }

  /** What protects the merchant may still say no: then its reason is said, and when it will be possible. */
  async #send({ id, outletName: outlet }: RenewalView): Promise<ConsoleNotice> {
    const { verdict, reason, until, renewal } = await this.#host.api.renewals.sendOne.mutate({ id });
    this.preview = null;
    this.#take(renewal);
    return verdict === 'send' ? { kind: 'sending', outlet } : { kind: 'refused', outlet, reason, until };
  }

  async #again(notice: ConsoleNotice): Promise<ConsoleNotice> {
    // it is done: that it cannot be shown yet is no failure of the act
    await this.#fetch().catch(() => undefined);
    return notice;
  }

  /** From a toast: also after another renewal was opened. */
  #undo(): void {
    const { renewal } = this;
    if (!renewal) return;
    this.#host.api.renewals.undo.mutate({ id: renewal.id }).then(
      (view) => {
        if (this.#abort.signal.aborted) this.#host.rowChanged(view);
        else this.#take(view);
        this.#host.told({ kind: 'undone', outlet: view.outletName, of: view.id });
      },
      (thrown: unknown) => this.#host.told({ kind: 'failed', error: EngageError.from(thrown) }),
    );
  }
}
