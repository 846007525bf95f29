import { circuitBreaker, CircuitState, ConsecutiveBreaker, ExponentialBackoff, handleAll, type CircuitBreakerPolicy } from 'cockatiel';
import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import { patience } from '../platform/patience.ts';

const TIMEOUT_MS = 15_000;
/** A POS without `GET /contacts` is asked again after this: it may learn it. */
const NO_ENDPOINT_MS = 3_600_000;

const number = z.coerce.string().regex(/^[1-9]\d{0,18}$/);
/** Pages of one list; more than this is a POS that counts in circles. */
const MOST_PAGES = 1_000;

const contactsAnswer = z.array(z.object({ phone: z.string(), oids: z.array(number).max(200), primary_oid: number.nullish() }));

const outletAnswer = z.object({
  oid: number,
  expiry_date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}/)
    .transform((text) => text.slice(0, 10))
    .nullish(),
  status: z.enum(['active', 'suspended', 'closed']).catch('active'),
});
/** Outlets whose absence is remembered at most. */
const MOST_REMEMBERED = 10_000;

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
interface Page {
  json: unknown;
  link: string | null;
}

let handle: Pos | undefined;

/** The POS company's own API. Optional abilities are found out by asking. */
export class Pos {
  readonly #options: PosOptions;
  readonly #breaker: CircuitBreakerPolicy;
  #noEndpointUntil = 0;
  readonly #noOutletUntil = new Map<string, number>();

  constructor(options: PosOptions) {
    this.#options = { ...options, base: options.base.replace(/\/+$/, '') };
    this.#breaker = circuitBreaker(handleAll, {
      halfOpenAfter: new ExponentialBackoff({ initialDelay: 2_000, maxDelay: 60_000 }),
      breaker: new ConsecutiveBreaker(5),
    });
  }

  /** False while the circuit is open: five failures in a row. */
  get isAvailable(): boolean {
    return this.#breaker.state !== CircuitState.Open;
  }

  /** `GET /contacts?phone=`. Null when the POS has no such thing; throws AppError('unavailable') when it is away or talks nonsense. */
  async findPhone(phone: string, nowMs: number): Promise<PosPhone | null> {
    if (this.#noEndpointUntil > nowMs) return null;
    const answer = await this.#get(`/contacts?phone=${encodeURIComponent(phone)}`);
    if (answer === null) {
      this.#noEndpointUntil = nowMs + NO_ENDPOINT_MS;
      return null;
    }
    const parsed = contactsAnswer.safeParse(answer);
    if (!parsed.success) throw new AppError('unavailable', 'The POS gave an answer nobody understands.');
    const primary = parsed.data.find((contact) => contact.primary_oid)?.primary_oid ?? null;
    return { oids: [...new Set(parsed.data.flatMap((contact) => contact.oids))], primaryOid: primary };
  }

  /**
   * `GET /outlets/{oid}`: the outlet's row as it is there now, when the POS can tell one alone: asked right before a reminder is sent, so that
   * nobody is reminded of what was paid a minute ago. Null when it cannot, or does not know the outlet; the answer "no such thing" is
   * remembered for an hour, per outlet. Throws AppError('unavailable') when it is away or talks nonsense.
   */
  async findOutlet(oid: string, nowMs: number): Promise<PosOutletFacts | null> {
    if ((this.#noOutletUntil.get(oid) ?? 0) > nowMs) return null;
    const answer = await this.#get(`/outlets/${oid}`);
    if (answer === null) {
      if (this.#noOutletUntil.size >= MOST_REMEMBERED) this.#noOutletUntil.clear();
      this.#noOutletUntil.set(oid, nowMs + NO_ENDPOINT_MS);
      return null;
    }
    const parsed = outletAnswer.safeParse(answer);
    if (!parsed.success || parsed.data.oid !== oid) throw new AppError('unavailable', 'The POS gave an answer nobody understands.');
    return { oid, expiryDate: parsed.data.expiry_date ?? null, status: parsed.data.status };
  }

  /** `GET /franchises` or `GET /outlets`, every page (`Link: <…>; rel="next"`), rows as they come. Throws AppError('unavailable'). */
  async list(what: 'franchises' | 'outlets'): Promise<unknown[]> {
    const rows: unknown[] = [];
    const first = `${this.#options.base}/${what}`;
    let next: string | null = first;
    for (let pages = 0; next !== null; pages++) {
      // the token goes to the POS and nowhere else, whatever a Link header says
      if (pages >= MOST_PAGES || new URL(next).origin !== new URL(first).origin)
        throw new AppError('unavailable', 'The POS pages its lists in a way nobody understands.');
      const page: Page | null = await this.#fetch(next);
      if (!page || !Array.isArray(page.json)) throw new AppError('unavailable', `The POS does not list its ${what}.`);
      rows.push(...(page.json as unknown[]));
      const link: string | undefined = /<([^>]+)>\s*;\s*rel="?next"?/.exec(page.link ?? '')?.[1];
      next = link === undefined ? null : new URL(link, next).href;
    }
    return rows;
  }

  /** Null for 404. */
  async #get(path: string): Promise<unknown> {
    return (await this.#fetch(this.#options.base + path))?.json ?? null;
  }

  async #fetch(address: string): Promise<Page | null> {
    try {
      return await this.#breaker.execute(async () => {
        const response = await fetch(address, {
          redirect: 'error',
          headers: { authorization: `Bearer ${this.#options.token}`, accept: 'application/json' },
          signal: patience.signal(TIMEOUT_MS),
        });
        if (response.status === 404) return null;
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        return { json: (await response.json()) as unknown, link: response.headers.get('link') };
      });
    } catch (error) {
      throw new AppError('unavailable', `The POS does not answer (${error instanceof Error ? error.message.slice(0, 100) : 'unknown'}).`);
    }
  }
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
