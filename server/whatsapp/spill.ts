import { createHash } from 'node:crypto';
import { database } from '../platform/database.ts';
import { AppError } from '../platform/app-error.ts';
import type { Log } from '../platform/log.ts';
import { withLock } from '../platform/with-lock.ts';
import type { DeliveryItem } from './delivery-types.ts';
import { splitDelivery } from './split-delivery.ts';

const AT_ONCE = 50;
const PAUSE_MS = 100;

interface Waiting {
  row: [provider: string, type: string, hash: string, raw: Buffer, receivedAt: Date, status: string];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Where deliveries go while the broker is away. */
export interface Spill {
  /** true from the first failed publish until everything spilled has been handed to the broker: new deliveries queue behind it, so order is kept */
  isActive(): boolean;
  activate(): void;
  /** resolves once the raw delivery is committed in webhook_event; rejects when the database cannot take it either */
  keep(body: Buffer, receivedAt: Date): Promise<void>;
  close(): Promise<void>;
}

/** Spills to `webhook_event` (status `received`) and drains it in id order, one process at a time (GET_LOCK). Starts active when rows are left from before. */
export function createSpill(options: { publish(items: readonly DeliveryItem[], at: number): Promise<void>; log: Log; brokerIsUp(): boolean }): Spill {
  const { log } = options;
  let active = true;
  let kept = 0;
  let writing = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let draining: Promise<void> | undefined;
  const waiting: Waiting[] = [];

  const write = async (): Promise<void> => {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, AT_ONCE);
      try {
        await database().execute('INSERT IGNORE INTO webhook_event (provider, event_type, payload_hash, raw, received_at, status) VALUES ?', [
          batch.map(({ row }) => row),
        ]);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = false;
  };

  const hand = async (row: { raw: Buffer; received_at: Date }): Promise<void> =>
    options.publish(splitDelivery(JSON.parse(row.raw.toString('utf8'))), row.received_at.getTime());

  const drainBatch = async (): Promise<boolean> => {
    const before = kept;
    const rows = await database().query<{ id: string; raw: Buffer; received_at: Date }>(
      "SELECT id, raw, received_at FROM webhook_event WHERE status = 'received' AND event_type = 'spilled' ORDER BY id LIMIT ?",
      [AT_ONCE],
    );
    if (rows.length === 0) {
      if (kept === before && waiting.length === 0 && !writing) active = false;
      return false;
    }
    const broken = new Set<string>();
    await Promise.all(
      rows.map((row) =>
        hand(row).catch((error: unknown) => {
          if (error instanceof AppError) throw error;
          broken.add(row.id);
        }),
      ),
    );
    const done = rows.map((row) => row.id).filter((id) => !broken.has(id));
    if (done.length > 0)
      await database().execute("UPDATE webhook_event SET status = 'processed', processed_at = ?, raw = NULL WHERE id IN (?)", [new Date(), done]);
    if (broken.size > 0) await database().execute("UPDATE webhook_event SET status = 'failed', error = 'cannot be split' WHERE id IN (?)", [[...broken]]);
    log.info({ count: done.length, broken: broken.size }, 'spilled deliveries handed to the broker');
    return true;
  };

  const drain = async (): Promise<void> => {
    while (!closed && active && (await withLock('engage-spill', drainBatch))) {
      // one batch after the other, until nothing is left or another process drains
    }
  };

  const tick = (): void => {
    if (closed) return;
    if (active && !draining && options.brokerIsUp()) {
      draining = drain()
        .catch((error: unknown) => log.debug({ err: error }, 'spill not drained yet'))
        .finally(() => {
          draining = undefined;
        });
    }
    timer = setTimeout(tick, PAUSE_MS).unref();
  };
  tick();

  return {
    isActive: () => active,
    activate() {
      if (!active) log.warn('the broker is away: webhook deliveries go to the database');
      active = true;
    },
    keep(body, receivedAt) {
      kept++;
      active = true;
      return new Promise((resolve, reject) => {
        const hash = createHash('sha256').update(body).digest('hex');
        waiting.push({ row: ['whatsapp', 'spilled', hash, body, receivedAt, 'received'], resolve, reject });
        void write();
      });
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await draining;
    },
  };
}
