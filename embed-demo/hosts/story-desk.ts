import { z } from 'zod';
import { dateInDays } from '../seed/date-in-days.ts';
import type { DemoOutlet, DemoPerson } from '../seed/demo-world-types.ts';
import { demoWorld } from '../seed/demo-world.ts';

/** What is played: the outlet, when its subscription ends, the date Engage believes in, what was sent, and where renewal, phone and pay page are. */
export interface StoryState {
  oid: string;
  outlet: string;
  merchant: string;
  dueOn: string;
  isPaid: boolean;
  /** another outlet that ends soon can be played */
  hasNext: boolean;
  now: string;
  /** id of the outlet's renewal in Engage; null: none is known yet */
  renewalId: string | null;
  /** the merchant's phone has had a message since the last step */
  isSent: boolean;
  phoneUrl: string;
  payUrl: string;
}

/** Days after the due date at which each step is told, at ten in the morning; the others pay, put the calendar back, and take another outlet. */
const DAYS = { d14: -14, d7: -7, d1: -1, d3: 3 } as const;
/** What a presenter may do. */
export const storyStepSchema = z.object({ step: z.enum(['d14', 'd7', 'd1', 'd3', 'pay', 'today', 'again']) });

const DAY_MS = 86_400_000;
/** An outlet that can be played ends so many days from today: all of its reminders are to come, and no step moves the calendar far. */
const SOONEST = 15;
const LATEST = 37;
const expiries = z.record(z.string(), z.object({ expiry_date: z.string().nullable(), status: z.string() }));
const renewals = z.object({ result: z.object({ data: z.object({ current: z.object({ id: z.string() }).nullable() }) }) });
const chats = z.array(z.object({ direction: z.string(), at: z.string() }));

interface Hero {
  person: DemoPerson;
  outlet: DemoOutlet;
}

/**
 * The demo's story, one outlet from two weeks before its end until it is paid: moves Engage's calendar, and pays at the POS. Once it has paid
 * (also before a restart), another one that ends soon takes its place. Both hosts play the same. Never in production.
 */
export class StoryDesk {
  readonly #engageUrl: string;
  readonly #posUrl: string;
  readonly #phoneUrl: string;
  readonly #token: () => string;
  #played: { hero: Hero; dueOn: string } | null = null;
  #steppedAt = Number.POSITIVE_INFINITY;

  /** `token` vouches to Engage for somebody who may see every renewal. */
  constructor(parts: { engageUrl: string; posUrl: string; phoneUrl: string; token: () => string }) {
    this.#engageUrl = parts.engageUrl;
    this.#posUrl = parts.posUrl;
    this.#phoneUrl = parts.phoneUrl;
    this.#token = parts.token;
  }

  /** How far the story is. */
  async state(): Promise<StoryState> {
    const ends = await this.#ends();
    this.#played ??= begin(ends);
    const { hero, dueOn } = this.#played;
    const { person, outlet } = hero;
    const end = ends.get(outlet.oid) ?? dueOn;
    const [now, renewalId, isSent] = await Promise.all([this.#move(0), this.#renewalOf(outlet.oid), this.#hasSent(person.id)]);
    return {
      oid: String(outlet.oid),
      outlet: outlet.name,
      merchant: person.name,
      dueOn,
      // an end nobody can be reminded of for weeks was paid, before the hosts began if need be
      isPaid: Date.parse(end) - Date.parse(dueOn) > 20 * DAY_MS || dueOn > dateInDays(Date.now(), LATEST),
      hasNext: playable(ends).length > 0,
      now: now.toISOString(),
      renewalId,
      isSent,
      phoneUrl: `${this.#phoneUrl}/phone/#${person.id}`,
      payUrl: `${this.#posUrl}/pay/${outlet.oid}`,
    };
  }

  /** What the calendar says, in milliseconds. */
  async now(): Promise<number> {
    return (await this.#move(0)).getTime();
  }

  /** Plays one step; a day of an outlet that has paid is not played any more. */
  async play({ step }: z.output<typeof storyStepSchema>): Promise<StoryState> {
    const { oid, dueOn, isPaid } = await this.state();
    if (step === 'pay') await fetch(`${this.#posUrl}/_sim/pay`, { method: 'POST', body: JSON.stringify({ oid: Number(oid) }) });
    else if (step === 'today' || step === 'again') {
      if (step === 'again') this.#played = null;
      this.#steppedAt = Number.POSITIVE_INFINITY;
      await this.#moveTo(Date.now());
    } else if (!isPaid) {
      this.#steppedAt = Date.now();
      await this.#moveTo(Date.parse(`${dueOn}T02:00:00Z`) + DAYS[step] * DAY_MS);
    }
    return await this.state();
  }

  async #moveTo(at: number): Promise<void> {
    await this.#move((at - (await this.now())) / DAY_MS);
  }

  async #move(days: number): Promise<Date> {
    const body = JSON.stringify({ days });
    const answer = await fetch(`${this.#engageUrl}/api/dev/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return new Date(z.object({ now: z.string() }).parse(await answer.json()).now);
  }

  /** When each outlet that is open ends, as the POS says. */
  async #ends(): Promise<Map<number, string>> {
    const known = expiries.parse(await (await fetch(`${this.#posUrl}/_sim/expiries`)).json());
    return new Map(
      Object.entries(known).flatMap(([oid, { expiry_date, status }]): [number, string][] =>
        expiry_date !== null && status === 'active' ? [[Number(oid), expiry_date]] : [],
      ),
    );
  }

  async #renewalOf(oid: number): Promise<string | null> {
    const address = `${this.#engageUrl}/trpc/renewals.forOutlet?input=${encodeURIComponent(JSON.stringify({ oid: String(oid) }))}`;
    const found = renewals.safeParse(await json(address, { authorization: `Bearer ${this.#token()}` }));
    return found.success ? (found.data.result.data.current?.id ?? null) : null;
  }

  async #hasSent(who: string): Promise<boolean> {
    if (!Number.isFinite(this.#steppedAt)) return false;
    const chat = chats.safeParse(await json(`${this.#phoneUrl}/_sim/handsets/${who}/chat`));
    return chat.success && chat.data.some(({ direction, at }) => direction === 'out' && Date.parse(at) >= this.#steppedAt);
  }
}

/** Null where nobody answers: the story can be told without it. */
async function json(address: string, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await fetch(address, { headers, signal: AbortSignal.timeout(2_000) }).catch(() => null);
  return answer?.ok === true ? await answer.json().catch(() => null) : null;
}

function begin(ends: ReadonlyMap<number, string>): { hero: Hero; dueOn: string } {
  const [first] = playable(ends);
  const hero = first ?? heroes()[0];
  if (hero === undefined) throw new Error('the demo has no story');
  return { hero, dueOn: ends.get(hero.outlet.oid) ?? dateInDays(Date.now(), 0) };
}

/** Whose story can be told from its first reminder on: who the demo made for it, then whose outlet ends soonest. */
function playable(ends: ReadonlyMap<number, string>): Hero[] {
  const from = dateInDays(Date.now(), SOONEST);
  const until = dateInDays(Date.now(), LATEST);
  const endOf = ({ outlet }: Hero): string => ends.get(outlet.oid) ?? '';
  const fresh = heroes().filter((hero) => endOf(hero) >= from && endOf(hero) <= until);
  return fresh.sort((one, other) => Number(other.person.id === 'story') - Number(one.person.id === 'story') || endOf(one).localeCompare(endOf(other)));
}

/** The quiet owners of one outlet, who can be written to; the first is the one the demo made for the story. */
function heroes(): Hero[] {
  const { people, outlets } = demoWorld();
  const known = new Map(outlets.map((outlet) => [outlet.oid, outlet]));
  return people.flatMap((person) => {
    const outlet = known.get(person.oids[0] ?? 0);
    return person.isQuiet && person.oids.length === 1 && !person.hasOptedOut && person.phone !== null && outlet !== undefined ? [{ person, outlet }] : [];
  });
}
