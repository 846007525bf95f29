import { setTimeout as wait } from 'node:timers/promises';
import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleAll, type CircuitBreakerPolicy } from 'cockatiel';
import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import { patience } from '../platform/patience.ts';
import { decidePosDay } from './decide-pos-day.ts';
import { readJsonRows } from './read-json-rows.ts';

/** What the POS is given to begin an answer, and between two parts of one (POS-04). */
const TIMEOUT_MS = 15_000;
/** A POS without an optional endpoint is asked again after this: it may learn it. */
const NO_ENDPOINT_MS = 3_600_000;
/** So many outlets it lists and cannot tell alone, one after the other, and it is the endpoint that is missing. */
const MISSING_OUTLETS = 3;
/** Rows handed over at a time, and asked for per page. */
const ROWS = 1_000;
/** Pages of one list are tried so often, waiting twice as long each time; a Retry-After is heeded up to a minute. */
const TRIES = 5;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 60_000;
/** A POS that is away is asked once in so long. Less than the waits of one page's tries together: a load begun when it is back again finds it back. */
const PROBE_MS = 2_000;
/** One page may take so long in all. */
const LONGEST_PAGE_MS = 600_000;
/** pos_sync_run.page_cursor has room for no more */
const LONGEST_ADDRESS = 900;
/** More pages than this is a POS that counts in circles. */
const MOST_PAGES = 50_000;

const number = z.coerce.string().regex(/^[1-9]\d{0,18}$/);
const contactsAnswer = z.array(z.object({ phone: z.string(), oids: z.array(number).max(200), primary_oid: number.nullish() }));
const outletAnswer = z.object({
  oid: number,
  // read as the lists are; what is no day says nothing
  expiry_date: z.unknown().transform((day) => decidePosDay(day) ?? null),
  status: z.preprocess((text) => (typeof text === 'string' ? text.trim().toLowerCase() : text), z.enum(['active', 'suspended', 'closed']).catch('active')),
});

/** Which outlets a phone speaks for, as the POS says. */
export interface PosPhone {
  oids: string[];
  primaryOid: string | null;
}
/** What the POS says of one outlet now. */
export interface PosOutletFacts {
  oid: string;
  /** YYYY-MM-DD */
  expiryDate: string | null;
  status: 'active' | 'suspended' | 'closed';
}
export interface PosOptions {
  base: string;
  token: string;
}
/** Where reading a list goes on: `done` rows of the page at `address` are dealt with. Null: the list is read to its end. */
export interface PosPlace {
  address: string;
  done: number;
}

let handle: Pos | undefined;

/** The POS refused for good, or for the moment. */
class PosFault extends Error {
  readonly isFinal: boolean;
  readonly retryAfterMs: number;
  constructor(message: string, isFinal: boolean, retryAfterMs = 0) {
    super(message);
    this.isFinal = isFinal;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The POS company's own API. Optional abilities are found out by asking. */
export class Pos {
  readonly #options: PosOptions;
  readonly #breaker: CircuitBreakerPolicy;
  #noContactsUntil = 0;
  #noOutletUntil = 0;
  #missingOutlets = 0;

  constructor(options: PosOptions) {
    this.#options = { ...options, base: options.base.replace(/\/+$/, '') };
    this.#breaker = circuitBreaker(handleAll, { halfOpenAfter: PROBE_MS, breaker: new ConsecutiveBreaker(5) });
  }

  /** False while the circuit is open: five failures in a row. */
  get isAvailable(): boolean {
    return this.#breaker.state !== CircuitState.Open;
  }

  /** `GET /contacts?phone=`. Null when the POS has no such thing; throws AppError('unavailable') when it is away or talks nonsense. */
  async findPhone(phone: string, nowMs: number): Promise<PosPhone | null> {
    if (this.#noContactsUntil > nowMs) return null;
    const answer = await this.#get(`/contacts?phone=${encodeURIComponent(phone)}`);
    if (answer === null) {
      this.#noContactsUntil = nowMs + NO_ENDPOINT_MS;
      return null;
    }
    const parsed = contactsAnswer.safeParse(answer);
    if (!parsed.success) throw new AppError('unavailable', 'The POS gave an answer nobody understands.');
    const primary = parsed.data.find((contact) => contact.primary_oid)?.primary_oid ?? null;
    return { oids: [...new Set(parsed.data.flatMap((contact) => contact.oids))], primaryOid: primary };
  }

  /**
   * `GET /outlets/{oid}`: one outlet as it is there now, asked right before a reminder goes out, so that nobody is reminded of what was paid
   * a minute ago. Null when the POS does not know it, or cannot tell one alone (then not asked again for an hour). Throws AppError('unavailable').
   */
  async findOutlet(oid: string, nowMs: number): Promise<PosOutletFacts | null> {
    if (this.#noOutletUntil > nowMs) return null;
    const answer = await this.#get(`/outlets/${oid}`);
    this.#missingOutlets = answer === null ? this.#missingOutlets + 1 : 0;
    if (this.#missingOutlets >= MISSING_OUTLETS) this.#noOutletUntil = nowMs + NO_ENDPOINT_MS;
    if (answer === null) return null;
    const parsed = outletAnswer.safeParse(answer);
    if (!parsed.success || parsed.data.oid !== oid) throw new AppError('unavailable', 'The POS gave an answer nobody understands.');
    return { oid, expiryDate: parsed.data.expiry_date, status: parsed.data.status };
  }

  /** Where `GET /franchises` or `GET /outlets` begins; `since`: only what changed from then on. */
  begin(what: 'franchises' | 'outlets', since: Date | null): PosPlace {
    const address = new URL(`${this.#options.base}/${what}`);
    address.searchParams.set('limit', String(ROWS));
    if (since) address.searchParams.set('updated_since', since.toISOString());
    return { address: address.href, done: 0 };
  }

  /**
   * Reads a list page by page (`Link: <…>; rel="next"`), at most 1,000 rows in memory. Each part carries the place to go on from once its rows
   * are kept: after a crash, or when a page breaks off in the middle and is asked for again. What does not answer, or not to the end, is
   * tried again a few times; then it throws AppError('unavailable').
   */
  async *read(from: PosPlace): AsyncGenerator<{ rows: unknown[]; next: PosPlace | null }> {
    const origin = new URL(this.#options.base).origin;
    const seen = new Set<string>();
    let failures = 0;
    for (let place: PosPlace | null = from; place !== null; ) {
      // the token goes to the POS and nowhere else, whatever a Link header says
      if (seen.has(place.address) || seen.size >= MOST_PAGES || place.address.length > LONGEST_ADDRESS || new URL(place.address).origin !== origin)
        throw new AppError('unavailable', 'The POS pages its lists in a way nobody understands.');
      const { address }: PosPlace = place;
      try {
        for await (const part of this.#readPage(place)) {
          failures = 0;
          place = part.next;
          yield part;
        }
        seen.add(address);
      } catch (error) {
        if ((error instanceof PosFault && error.isFinal) || ++failures >= TRIES || patience.isOver()) throw away(error);
        const least = error instanceof PosFault ? error.retryAfterMs : 0;
        await wait(Math.min(Math.max(least, FIRST_WAIT_MS * 2 ** (failures - 1) * (0.8 + Math.random() * 0.4)), LONGEST_WAIT_MS));
      }
    }
  }

  async *#readPage({ address, done }: PosPlace): AsyncGenerator<{ rows: unknown[]; next: PosPlace | null }> {
    const stop = new AbortController();
    // only waiting for the POS counts, not what is done with its rows meanwhile
    const within = <T>(run: () => Promise<T>): Promise<T> =>
      this.#breaker.execute(async () => {
        const timer = setTimeout(() => stop.abort(new DOMException('no answer in time', 'TimeoutError')), TIMEOUT_MS);
        try {
          return await run();
        } finally {
          clearTimeout(timer);
        }
      });
    try {
      const response = await within(() => this.#ask(address, AbortSignal.any([stop.signal, patience.signal(LONGEST_PAGE_MS)])));
      if (response?.body === null || response?.body === undefined) throw new PosFault('there is no such list', true);
      const link = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
      const nextPage = link === undefined ? null : { address: new URL(link, address).href, done: 0 };
      const rows = readJsonRows(response.body);
      let count = 0;
      let ahead = await within(() => rows.next());
      for (let isEnd = false; !isEnd; ) {
        const part: unknown[] = [];
        ahead = await within(async () => {
          let row = ahead;
          for (; !row.done && part.length < ROWS; row = await rows.next()) if (count++ >= done) part.push(row.value);
          return row;
        });
        isEnd = ahead.done === true;
        yield { rows: part, next: isEnd ? nextPage : { address, done: count } };
      }
    } finally {
      stop.abort();
    }
  }

  /** Null for 404. */
  async #get(path: string): Promise<unknown> {
    try {
      return await this.#breaker.execute(async () => {
        const response = await this.#ask(this.#options.base + path, patience.signal(TIMEOUT_MS));
        return response ? ((await response.json()) as unknown) : null;
      });
    } catch (error) {
      throw away(error);
    }
  }

  /** Null for 404; throws PosFault for every other answer that is none. */
  async #ask(address: string, signal: AbortSignal): Promise<Response | null> {
    const response = await fetch(address, {
      redirect: 'error',
      headers: { authorization: `Bearer ${this.#options.token}`, accept: 'application/json' },
      signal,
    });
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404) return null;
    const retryAfter = Number(response.headers.get('retry-after'));
    throw new PosFault(`HTTP ${response.status}`, response.status < 500 && ![408, 425, 429].includes(response.status), retryAfter > 0 ? retryAfter * 1_000 : 0);
  }
}

function away(error: unknown): AppError {
  return new AppError('unavailable', `The POS does not answer (${error instanceof Error ? error.message.slice(0, 100) : 'unknown'}).`);
}

/** Sets the POS of this process; without options there is none. */
export function connectPos(options: PosOptions | null): Pos | undefined {
  handle = options ? new Pos(options) : undefined;
  return handle;
}

/** The POS of this process, or null when none is configured. */
export function pos(): Pos | null {
  return handle ?? null;
}
