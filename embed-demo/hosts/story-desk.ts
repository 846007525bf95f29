import { z } from 'zod';
import { demoWorld } from '../seed/demo-world.ts';

/** What is played: the outlet, when its subscription ends, the date Engage believes in, and where phone and pay page are. */
export interface StoryState {
  oid: string;
  outlet: string;
  merchant: string;
  dueOn: string;
  isPaid: boolean;
  now: string;
  phoneUrl: string;
  payUrl: string;
}

/** Days after the due date at which each step is told, at ten in the morning; the others pay and put the calendar back. */
const DAYS = { d14: -14, d7: -7, d1: -1, d3: 3 } as const;
/** What a presenter may do. */
export const storyStepSchema = z.object({ step: z.enum(['d14', 'd7', 'd1', 'd3', 'pay', 'today']) });

const DAY_MS = 86_400_000;
const expiries = z.record(z.string(), z.object({ expiry_date: z.string().nullable(), status: z.string() }));

/** The demo's story, one outlet from two weeks before its end until it is paid: moves Engage's calendar, and pays at the POS. Never in production. */
export class StoryDesk {
  readonly #engageUrl: string;
  readonly #posUrl: string;
  readonly #phoneUrl: string;
  #dueOn: string | null = null;

  constructor(parts: { engageUrl: string; posUrl: string; phoneUrl: string }) {
    this.#engageUrl = parts.engageUrl;
    this.#posUrl = parts.posUrl;
    this.#phoneUrl = parts.phoneUrl;
  }

  /** How far the story is. */
  async state(): Promise<StoryState> {
    const { person, outlet } = hero();
    const ends = await this.#endsOn(outlet.oid);
    this.#dueOn ??= ends;
    return {
      oid: String(outlet.oid),
      outlet: outlet.name,
      merchant: person.name,
      dueOn: this.#dueOn,
      isPaid: Date.parse(ends) - Date.parse(this.#dueOn) > 20 * DAY_MS,
      now: (await this.#move(0)).toISOString(),
      phoneUrl: `${this.#phoneUrl}/phone/#${person.id}`,
      payUrl: `${this.#posUrl}/pay/${outlet.oid}`,
    };
  }

  /** What the calendar says, in milliseconds. */
  async now(): Promise<number> {
    return (await this.#move(0)).getTime();
  }

  /** Plays one step. */
  async play({ step }: z.output<typeof storyStepSchema>): Promise<StoryState> {
    const { dueOn } = await this.state();
    if (step === 'pay') await fetch(`${this.#posUrl}/_sim/pay`, { method: 'POST', body: JSON.stringify({ oid: hero().outlet.oid }) });
    else {
      const now = await this.#move(0);
      const at = step === 'today' ? Date.now() : Date.parse(`${dueOn}T02:00:00Z`) + DAYS[step] * DAY_MS;
      await this.#move((at - now.getTime()) / DAY_MS);
    }
    return await this.state();
  }

  async #move(days: number): Promise<Date> {
    const body = JSON.stringify({ days });
    const answer = await fetch(`${this.#engageUrl}/api/dev/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return new Date(z.object({ now: z.string() }).parse(await answer.json()).now);
  }

  async #endsOn(oid: number): Promise<string> {
    const known = expiries.parse(await (await fetch(`${this.#posUrl}/_sim/expiries`)).json());
    return known[String(oid)]?.expiry_date ?? new Date().toISOString().slice(0, 10);
  }
}

function hero(): { person: ReturnType<typeof demoWorld>['people'][number]; outlet: ReturnType<typeof demoWorld>['outlets'][number] } {
  const world = demoWorld();
  const person = world.people.find((one) => one.id === 'story');
  const outlet = world.outlets.find((one) => one.oid === person?.oids[0]);
  if (person === undefined || outlet === undefined) throw new Error('the demo has no story');
  return { person, outlet };
}
