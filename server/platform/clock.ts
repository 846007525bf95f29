import { cache } from './cache.ts';
import type { Log } from './log.ts';
import { runEvery } from './run-every.ts';

const KEY = 'clock:offset';
const FOLLOW_MS = 500;

let isMovable = false;
let offsetMs = 0;
let moves = 0;

/**
 * The calendar's time: reminders, their decisions and attempts are dated by it, so that a test or the demo may live through months in
 * seconds. Messages, transport and sessions keep the real time. In production it is the real time and cannot be moved.
 */
export const clock = {
  now(): Date {
    return new Date(Date.now() + offsetMs);
  },

  /** Moves it for every process of the installation, by so many milliseconds (back too). Throws in production. */
  async moveBy(ms: number): Promise<Date> {
    if (!isMovable) throw new Error('the clock of this process cannot be moved');
    moves++;
    offsetMs = Number(await cache().incrby(KEY, Math.round(ms)));
    return clock.now();
  },

  /** Sets it to an instant from which it runs on. */
  async moveTo(at: Date): Promise<Date> {
    return clock.moveBy(at.getTime() - clock.now().getTime());
  },

  /** Begins to follow what other processes moved it to (never in production). Resolves when it has looked once; an absent Redis means the real time. */
  async follow(environment: string, log: Log): Promise<{ close(): Promise<void> }> {
    isMovable = environment !== 'production';
    offsetMs = 0;
    if (!isMovable) return { close: () => Promise.resolve() };
    const read = async (): Promise<void> => {
      const asked = moves;
      const known = Number((await cache().get(KEY)) ?? 0);
      if (asked === moves) offsetMs = known;
    };
    await read().catch((error: unknown) => log.debug({ err: error }, 'the clock is not moved'));
    return runEvery(FOLLOW_MS, 'clock', read, log);
  },
};
