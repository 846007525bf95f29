import { seededRandom } from '../load/seeded-random.ts';

/** What can be done to the system. `freeze` stops the database for ten seconds without ending it. */
export type FaultKind = 'web' | 'worker' | 'broker' | 'database' | 'redis' | 'freeze';

/** One fault: when it begins after the one before has ended, and how long the thing stays away. */
export interface PlannedFault {
  kind: FaultKind;
  waitMs: number;
  awayMs: number;
}

const kinds: FaultKind[] = ['web', 'worker', 'broker', 'database', 'redis', 'freeze'];

/** Every kind once, in an order and with pauses that the seed decides; sometimes the next comes while the system still recovers. */
export function faultPlan(seed: number, options: { kinds?: FaultKind[]; freezeMs: number }): PlannedFault[] {
  const random = seededRandom(seed);
  const order = [...(options.kinds ?? kinds)];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [one, two] = [order[last], order[other]];
    if (one && two) [order[last], order[other]] = [two, one];
  }
  return order.map((kind) => ({
    kind,
    waitMs: Math.round(500 + random() * 3_000),
    awayMs: kind === 'freeze' ? options.freezeMs : Math.round(random() * 2_000),
  }));
}
