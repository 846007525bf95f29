import type { RenewalJobDelta } from '../../types/live.ts';
import type { RenewalJobView, RenewalSelection, SendPreview } from '../../types/renewals.ts';
import { EngageError } from '../core/engage-error.ts';
import { randomId } from '../core/random-id.ts';
import type { ConsoleNotice } from './console-notice.ts';
import type { Api } from '../core/api.ts';

/** What the job needs from the store it belongs to. */
export interface ConsoleJobHost {
  api(): Api | null;
  changed(): void;
  told(notice: ConsoleNotice): void;
  failed(error: EngageError): void;
}

/** Pushes tell how far it is; asked for when none came in this time. */
const ASK_MS = 4_000;

/** A bulk "send now" from its beginning to its end, also one that was begun before this page was opened. */
export class ConsoleJob {
  job: RenewalJobView | null = null;
  isCancelling = false;
  /** what was foretold when it was confirmed */
  preview: SendPreview | null = null;
  readonly #host: ConsoleJobHost;
  #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #heard = new Set<string>();
  /** a second press of the same button is the same job */
  #key = randomId();

  constructor(host: ConsoleJobHost) {
    this.#host = host;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#abort = new AbortController();
    this.job = this.preview = null;
    this.isCancelling = false;
  }

  /** Is one under way? Failing is no matter: the next push tells. */
  load(): void {
    this.#host
      .api()
      ?.renewals.jobs.query(undefined, { signal: this.#abort.signal })
      .then(
        (jobs) => {
          const known = jobs.find(({ id }) => id === this.job?.id);
          const running = jobs.find(({ state }) => state === 'running');
          if (known) this.#take(known);
          else if (running && !this.job) this.#take(running);
        },
        () => undefined,
      );
  }

  /** Begins one. Rejects with what went wrong; the dialog says it. */
  async begin(selection: RenewalSelection, preview: SendPreview): Promise<void> {
    const api = this.#host.api();
    if (!api) return;
    const job = await api.renewals.sendNow.mutate({ selection, clientKey: this.#key });
    this.#key = randomId();
    this.preview = preview;
    this.isCancelling = false;
    this.job = null;
    this.#take(job);
  }

  readonly cancel = (): void => {
    const { job } = this;
    if (job?.state !== 'running' || this.isCancelling) return;
    this.isCancelling = true;
    this.#host.changed();
    this.#host
      .api()
      ?.renewals.cancelJob.mutate({ id: job.id })
      .then(
        (cancelled) => this.#take(cancelled),
        (thrown: unknown) => {
          this.isCancelling = false;
          this.#host.told({ kind: 'failed', error: EngageError.from(thrown) });
          this.#host.changed();
        },
      );
  };

  received(delta: RenewalJobDelta): void {
    if (delta.id === this.job?.id) this.#take({ ...this.job, ...delta });
    else if (!this.job && delta.state === 'running' && !this.#heard.has(delta.id)) {
      // mine, begun in another tab, or a colleague's: that is asked once
      this.#heard.add(delta.id);
      this.load();
    }
  }

  #take(job: RenewalJobView): void {
    const wasRunning = this.job === null || this.job.state === 'running';
    clearTimeout(this.#timer);
    this.job = job;
    if (job.state === 'running') {
      this.#timer = setTimeout(() => this.load(), ASK_MS);
    } else if (wasRunning) {
      this.#tell(job);
      this.job = null;
      this.isCancelling = false;
    }
    this.#host.changed();
  }

  /** What really was left out of a sending, and why; examples as they were foretold. Rejects with what went wrong. */
  async leftOut(id: string): Promise<SendPreview | null> {
    const { preview } = this;
    const job = await this.#host.api()?.renewals.job.query({ id }, { signal: this.#abort.signal });
    if (!job) return null;
    const foretold = new Map(preview?.excluded.map(({ reason, examples }) => [reason, examples]));
    const excluded = job.skippedBy.map(({ reason, count }) => ({ reason, count, examples: foretold.get(reason)?.slice(0, count) ?? [] }));
    const known = preview ?? { messages: job.sent, people: job.sent, startsAt: job.createdAt, sample: null };
    return { ...known, selected: job.total, renewals: job.sent, excluded };
  }

  #tell({ id, state, total, sent, skipped }: RenewalJobView): void {
    this.#host.told(
      state === 'cancelled'
        ? { kind: 'jobCancelled', id, sent, skipped, calledOff: Math.max(0, total - sent - skipped) }
        : { kind: 'jobDone', id, sent, skipped },
    );
  }
}
