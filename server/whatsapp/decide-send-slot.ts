/** One bucket as a virtual clock (GCRA): the instant, in ms, at which it would be empty again. */
export interface SendBucket {
  /** ms one message costs */
  intervalMs: number;
  /** messages that may go at once after a rest */
  burst: number;
}

export interface SendSlot {
  isGranted: boolean;
  /** granted: wait this long before sending; refused: ask again after this long */
  waitMs: number;
  numberAt: number;
  pairAt: number;
}

/**
 * Takes one place in the number's bucket and one in the pair's (whatsapp.md §3.5), or none. The number's place may lie up to
 * `patienceMs` ahead; the pair's must be free now, because other contacts should not wait behind one. The same rule runs in Redis.
 */
export function decideSendSlot(state: { numberAt: number; pairAt: number }, now: number, number: SendBucket, pair: SendBucket, patienceMs: number): SendSlot {
  const numberAt = Math.max(state.numberAt, now) + number.intervalMs;
  const pairAt = Math.max(state.pairAt, now) + pair.intervalMs;
  const numberWait = Math.max(0, numberAt - number.burst * number.intervalMs - now);
  const pairWait = Math.max(0, pairAt - pair.burst * pair.intervalMs - now);
  if (pairWait > 0 || numberWait > patienceMs)
    return { isGranted: false, waitMs: Math.max(pairWait, numberWait), numberAt: state.numberAt, pairAt: state.pairAt };
  return { isGranted: true, waitMs: numberWait, numberAt, pairAt };
}
