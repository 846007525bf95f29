import { seededRandom } from './seeded-random.ts';

/** What is sent, and when: the same in every process that knows the seed. */
export interface LoadPlanOptions {
  seed: number;
  contacts: number;
  /** messages per second */
  rate: number;
  seconds: number;
  /** share of deliveries that Meta sends a second time (at-least-once), 0…1 */
  duplicates?: number;
  /** mean number of messages a contact sends at once; 1 is no bursts */
  burst?: number;
}

/** An open-loop plan: message `i` belongs to contact `contactOf[i]` and is due `dueAt[i]` ms after the start, whatever happened to the others. */
export interface LoadPlan {
  options: LoadPlanOptions;
  count: number;
  dueAt: Float64Array;
  contactOf: Uint32Array;
  /** 1 when the delivery comes twice */
  twice: Uint8Array;
}

/** Arrivals as of independent people: exponential gaps, contacts at random; bursts keep to one contact, 20–200 ms apart. */
export function loadPlan(options: LoadPlanOptions): LoadPlan {
  const random = seededRandom(options.seed);
  const count = Math.round(options.rate * options.seconds);
  const burst = Math.max(1, options.burst ?? 1);
  const entries: { at: number; contact: number }[] = [];
  const gapMs = (1000 / options.rate) * burst;
  for (let at = 0; entries.length < count; ) {
    at += -Math.log(1 - random()) * gapMs;
    const contact = Math.floor(random() * options.contacts);
    const length = burst === 1 ? 1 : 1 + Math.floor(random() * (2 * burst - 1));
    for (let step = 0, when = at; step < length && entries.length < count; step += 1) {
      entries.push({ at: when, contact });
      when += 20 + random() * 180;
    }
  }
  entries.sort((one, other) => one.at - other.at);
  const twice = Uint8Array.from(entries, () => (random() < (options.duplicates ?? 0) ? 1 : 0));
  return { options, count, dueAt: Float64Array.from(entries, (entry) => entry.at), contactOf: Uint32Array.from(entries, (entry) => entry.contact), twice };
}
