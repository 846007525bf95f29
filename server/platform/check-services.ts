import { cache } from './cache.ts';
import { database } from './database.ts';
import { queue } from './queue.ts';
import { store } from './store.ts';

export type ServiceName = 'database' | 'broker' | 'cache' | 'store';

/** Asks each of our own services whether it answers within a second. Meta and the POS are not asked: they may be away. */
export async function checkServices(): Promise<Record<ServiceName, boolean>> {
  const [hasDatabase, hasCache, hasStore] = await Promise.all([
    answers(() => database().query('SELECT 1 AS one')),
    answers(() => cache().ping()),
    answers(async () => {
      if (!(await store().ping())) throw new Error('the store does not answer');
    }),
  ]);
  return { database: hasDatabase, broker: isBrokerUp(), cache: hasCache, store: hasStore };
}

function isBrokerUp(): boolean {
  try {
    return queue().isUp();
  } catch {
    return false;
  }
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 1_000);
  });
  try {
    return await Promise.race([ask().then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
