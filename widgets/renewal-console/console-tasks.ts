import type { CallResult, RenewalTaskView } from '../../types/renewals.ts';
import { EngageError } from '../core/engage-error.ts';
import type { ConsoleNotice } from './console-notice.ts';
import type { Api } from '../core/api.ts';

/** What the tasks need from the store they belong to. */
export interface ConsoleTasksHost {
  api(): Api | null;
  changed(): void;
  told(notice: ConsoleNotice): void;
  failed(error: EngageError): void;
}

/** What came of a call, and when to follow up. */
export interface CallLog {
  result: CallResult;
  note?: string;
  followUpOn?: string;
}

/** Calls, e-mails and follow-ups that people owe, mine or everybody's, the oldest first. What is done stays, struck out, until the next load. */
export class ConsoleTasks {
  phase: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';
  error: EngageError | null = null;
  isMine = true;
  tasks: readonly RenewalTaskView[] = [];
  /** ids under way */
  busy: ReadonlySet<string> = new Set();
  readonly #host: ConsoleTasksHost;
  #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ConsoleTasksHost) {
    this.#host = host;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#abort.abort();
    this.phase = 'idle';
    this.tasks = [];
  }

  /** Mine, or everybody's. */
  choose(isMine: boolean): void {
    this.isMine = isMine;
    this.tasks = [];
    this.load();
  }

  readonly load = (): void => {
    if (this.phase !== 'ready' || !this.tasks.length) this.phase = 'loading';
    this.error = null;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#host.changed();
    this.#host
      .api()
      ?.renewals.tasks.query({ mine: this.isMine, limit: 200 }, { signal: this.#abort.signal })
      .then(
        (tasks) => {
          this.tasks = tasks;
          this.phase = 'ready';
          this.#host.changed();
        },
        (thrown: unknown) => {
          if (EngageError.isAbort(thrown)) return;
          this.error = EngageError.from(thrown);
          this.phase = 'failed';
          this.#host.failed(this.error);
          this.#host.changed();
        },
      );
  };

  /** A renewal changed: its tasks may have, too. Asked for at most every three seconds, and only while they are looked at. */
  refreshSoon(): void {
    if (this.phase !== 'ready') return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.busy.size) this.load();
    }, 3_000);
  }

  /** Done, or not done after all. */
  finish(task: RenewalTaskView, isDone: boolean): void {
    this.#act(task, async (api) => {
      await api.renewals.finishTask.mutate({ taskId: task.id, isDone });
      this.#mark(task.id, isDone ? new Date().toISOString() : null);
      this.#host.told(
        isDone
          ? { kind: 'taskDone', outlet: task.outletName, of: task.id, undo: () => this.finish(task, false) }
          : { kind: 'undone', outlet: task.outletName, of: task.id },
      );
    });
  }

  /** The call was made: logged with the renewal, and the task is done. */
  logCall(task: RenewalTaskView, call: CallLog): void {
    this.#act(task, async (api) => {
      await api.renewals.logCall.mutate({ id: task.renewalId, taskId: task.id, ...call });
      this.#mark(task.id, new Date().toISOString());
      this.#host.told({ kind: 'callLogged', outlet: task.outletName });
      if (call.followUpOn) this.load();
    });
  }

  #act(task: RenewalTaskView, act: (api: Api) => Promise<void>): void {
    const api = this.#host.api();
    if (!api || this.busy.has(task.id)) return;
    this.busy = new Set([...this.busy, task.id]);
    this.#host.changed();
    act(api)
      .catch((thrown: unknown) => {
        if (!EngageError.isAbort(thrown)) this.#host.told({ kind: 'failed', error: EngageError.from(thrown) });
      })
      .finally(() => {
        this.busy = new Set([...this.busy].filter((id) => id !== task.id));
        this.#host.changed();
      })
      .catch(() => undefined);
  }

  #mark(id: string, doneAt: string | null): void {
    this.tasks = this.tasks.map((task) => (task.id === id ? { ...task, doneAt } : task));
  }
}
