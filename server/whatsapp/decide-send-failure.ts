/** What to do with a message the provider did not take. */
export type SendFailureDecision =
  | { action: 'retry'; delayMs: number; alert: boolean }
  /** the number itself is stopped: nothing more goes out until a person resumes it */
  | { action: 'stop'; alert: true }
  | { action: 'fail'; alert: boolean; effect: 'opt_out' | 'undeliverable' | 'template' | null }
  /** outside the customer service window: only a template may go */
  | { action: 'needs_template' };

export interface SendFailureInput {
  code: string;
  subcode: number | null;
  httpStatus: number | null;
  isTransient: boolean;
  retryAfterMs: number | null;
  /** automatic attempts since a person asked, this one included */
  tries: number;
  /** 0 ≤ random < 1, for the jitter */
  random: number;
}

interface Backoff {
  retries: number;
  firstMs: number;
  factor: number;
  capMs: number;
  alert?: true;
}
const temporary: Backoff = { retries: 9, firstMs: 1_000, factor: 2, capMs: 60_000 };
const generic: Backoff = { retries: 3, firstMs: 2_000, factor: 2, capMs: 30_000 };
const throughput: Backoff = { retries: 12, firstMs: 500, factor: 2, capMs: 30_000 };
const callRate: Backoff = { retries: 8, firstMs: 30_000, factor: 2, capMs: 300_000 };
const pair: Backoff = { retries: 5, firstMs: 1_000, factor: 4, capMs: 1_024_000 };
const waitLong: Backoff = { retries: 2, firstMs: 900_000, factor: 2, capMs: 3_600_000, alert: true };

/** whatsapp.md §3.4, classes R and W. */
const BACKOFFS: ReadonlyMap<string, Backoff> = new Map(
  Object.entries({
    '1': generic,
    '131000': generic,
    '135000': generic,
    '133000': { ...generic, retries: 1 },
    '2': temporary,
    '131016': temporary,
    '133004': temporary,
    '131057': temporary,
    unreachable: temporary,
    circuit_open: temporary,
    '4': callRate,
    '80007': callRate,
    '130429': throughput,
    '132069': callRate,
    '131056': pair,
    '131048': waitLong,
    '131064': waitLong,
    '133008': waitLong,
    '133009': waitLong,
    '133015': waitLong,
  }),
);
/** Class S: the token, the account, the number or the billing, not this message. */
const STOPS = new Set(['0', '3', '10', '33', '190', '368', '131005', '131031', '131037', '131042', '131044', '131045', '133010']);
const EFFECTS: ReadonlyMap<string, 'opt_out' | 'undeliverable' | 'template'> = new Map([
  ['131050', 'opt_out'],
  ['131026', 'undeliverable'],
  ['132001', 'template'],
  ['132015', 'template'],
  ['132016', 'template'],
]);

/** Graph error → retry, stop the number, fail, or ask for a template. Also for failures reported later by a status webhook (`tries` then has no meaning). */
export function decideSendFailure(input: SendFailureInput): SendFailureDecision {
  const { code } = input;
  if (code === '131047') return { action: 'needs_template' };
  if (STOPS.has(code) || /^2\d\d$/.test(code) || (code === '100' && input.subcode === 33)) return { action: 'stop', alert: true };
  const isServerFault = input.isTransient || input.httpStatus === 429 || (input.httpStatus !== null && input.httpStatus >= 500);
  const backoff = BACKOFFS.get(code) ?? (isServerFault && !isKnown(code) ? temporary : undefined);
  if (!backoff || input.tries > backoff.retries)
    return { action: 'fail', alert: backoff?.alert === true || code === '131063', effect: EFFECTS.get(code) ?? null };
  const exponential = Math.min(backoff.capMs, backoff.firstMs * backoff.factor ** (input.tries - 1));
  // The pair limit's 4^n is a floor (whatsapp.md §3.5); elsewhere half of the wait is left to chance, so that many do not come back at once.
  const jittered = backoff === pair ? exponential * (1 + 0.25 * input.random) : exponential * (0.5 + 0.5 * input.random);
  const asked = input.retryAfterMs === null ? 0 : input.retryAfterMs * (1 + 0.1 * input.random);
  return { action: 'retry', delayMs: Math.round(Math.max(jittered, asked)), alert: backoff.alert === true };
}

/** Codes of class F: repeating them never helps, whatever the HTTP status says. */
function isKnown(code: string): boolean {
  return /^(100|1304\d\d|1310\d\d|1312\d\d|1320\d\d|1330\d\d|134\d\d\d|137000|138\d\d\d|139\d\d\d|147\d\d\d|2388\d\d\d|2593\d\d\d|2494100|1752041)$/.test(code);
}
