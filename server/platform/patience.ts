let over = new AbortController();

/**
 * How long this process waits for others. Calls to the outside carry `signal`, so that a stop does not wait out a POS or a Graph API
 * that does not answer: what is cut off counts as "no answer", exactly like a time-out.
 */
export const patience = {
  /** at the start: calls may take the time they are given */
  begin(): void {
    over = new AbortController();
  },
  /** ends a call after `ms`, or as soon as the process can wait no longer */
  signal: (ms: number): AbortSignal => AbortSignal.any([AbortSignal.timeout(ms), over.signal]),
  /** while stopping: the time is up for everything that still waits */
  end(): void {
    over.abort(new DOMException('The server is stopping.', 'TimeoutError'));
  },
  /** whether the time is up: nothing more is to be tried */
  isOver: (): boolean => over.signal.aborted,
  /** resolves when the time is up */
  ended: (): Promise<void> =>
    new Promise((resolve) => (over.signal.aborted ? resolve() : over.signal.addEventListener('abort', () => resolve(), { once: true }))),
};
