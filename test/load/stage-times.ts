import type { Stage } from './stage.ts';

/** Means over a run, from the servers' own /metrics. */
export interface StageTimes {
  /** milliseconds to answer a delivery, inside the web process */
  webhookMs: number;
  batches: number;
  itemsPerBatch: number;
  /** milliseconds of a batch, start to commit */
  batchMs: number;
  /** milliseconds from the webhook to the commit */
  lagMs: number;
}

/** Starts watching; the answer reads what happened since. */
export async function stageTimes(stage: Stage): Promise<() => Promise<StageTimes>> {
  const before = await scrape(stage);
  return async () => {
    const after = await scrape(stage);
    const grown = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    const mean = (name: string, scale: number): number => Math.round((grown(`${name}_sum`) / Math.max(1, grown(`${name}_count`))) * scale * 10) / 10;
    return {
      webhookMs: mean('engage_webhook_seconds', 1000),
      batches: grown('engage_batch_seconds_count'),
      itemsPerBatch: mean('engage_batch_items', 1),
      batchMs: mean('engage_batch_seconds', 1000),
      lagMs: mean('engage_lane_lag_seconds', 1000),
    };
  };
}

/** Sums and counts of all processes and labels together. */
async function scrape(stage: Stage): Promise<Map<string, number>> {
  const totals = new Map<string, number>();
  for (const server of stage.servers) {
    const text = await fetch(`http://127.0.0.1:${server.port}/metrics`).then((answer) => answer.text());
    for (const match of text.matchAll(/^(engage_\w+_(?:sum|count))(?:\{[^}]*\})? ([\d.e+-]+)$/gm))
      totals.set(match[1] ?? '', (totals.get(match[1] ?? '') ?? 0) + Number(match[2]));
  }
  return totals;
}
