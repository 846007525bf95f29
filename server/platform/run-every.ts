import type { Log } from './log.ts';

/** Runs a safety net over and over, `everyMs` after the last run ended, never twice at once. Failures are logged; the next run comes all the same. */
export function runEvery(everyMs: number, name: string, run: () => Promise<unknown>, log: Log): { close(): Promise<void> } {
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const schedule = (): void => {
    if (isClosed) return;
    timer = setTimeout(() => {
      running = run()
        .catch((error: unknown) => log.debug({ err: error, job: name }, 'a sweep failed'))
        .then(schedule);
    }, everyMs);
    timer.unref();
  };
  schedule();
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
