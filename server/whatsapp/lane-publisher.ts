import { queue } from '../platform/queue.ts';
import type { DeliveryItem } from './delivery-types.ts';
import { laneOf } from './lane-of.ts';

const MOST_ITEMS = 100;
const MOST_BYTES = 256 * 1024;
const AT_ONCE = 1;

interface Waiting {
  json: string;
  settle: (error: Error | null) => void;
}
interface Lane {
  waiting: Waiting[];
  underWay: number;
}

/** Publishes items to their lanes. Items that wait for the same lane travel in one message, so the broker is asked less often the busier it gets. */
export interface LanePublisher {
  /** resolves when the broker has confirmed every item; rejects when one of them could not be placed */
  publish(items: readonly DeliveryItem[], at: number): Promise<void>;
}

/** `timeoutMs` is how long the broker may take to confirm. Order per lane is the order of `publish` calls. */
export function createLanePublisher(options: { lanes: { ingest: number; status: number }; timeoutMs: number }): LanePublisher {
  const lanes = new Map<string, Lane>();

  const place = async (name: string, batch: readonly Waiting[]): Promise<Error | null> => {
    try {
      await queue().publish({ routingKey: name, body: Buffer.from(`{"items":[${batch.map(({ json }) => json).join(',')}]}`), timeoutMs: options.timeoutMs });
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error('publish failed');
    }
  };

  const send = (name: string, lane: Lane): void => {
    while (lane.waiting.length > 0 && lane.underWay < AT_ONCE) {
      const batch = takeBatch(lane.waiting);
      lane.underWay++;
      void place(name, batch).then((error) => {
        lane.underWay--;
        for (const { settle } of batch) settle(error);
        // what waits behind a failure fails with it, in order: it goes to the spill in the order it came
        if (error) for (const { settle } of lane.waiting.splice(0)) settle(error);
        else send(name, lane);
      });
    }
  };

  return {
    publish(items, at) {
      return new Promise((resolve, reject) => {
        let open = items.length;
        let failure: Error | null = null;
        const settle = (error: Error | null): void => {
          failure ??= error;
          if (--open > 0) return;
          if (failure) reject(failure);
          else resolve();
        };
        if (open === 0) resolve();
        // all of it before any of it is queued: an item that cannot be written down fails the delivery as a whole
        const written = items.map((item) => ({ name: laneOf(item, options.lanes), json: JSON.stringify({ at, item }) }));
        for (const { name, json } of written) {
          const lane = lanes.get(name) ?? { waiting: [], underWay: 0 };
          lanes.set(name, lane);
          if (lane.waiting.length === 0) setImmediate(send, name, lane);
          lane.waiting.push({ json, settle });
        }
      });
    },
  };
}

function takeBatch(waiting: Waiting[]): Waiting[] {
  let bytes = 0;
  let count = 0;
  while (count < waiting.length && count < MOST_ITEMS) {
    bytes += waiting[count]?.json.length ?? 0;
    if (count > 0 && bytes > MOST_BYTES) break;
    count++;
  }
  return waiting.splice(0, count);
}
