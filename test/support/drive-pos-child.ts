import { connectPos } from '../../server/outlets/pos.ts';
import { drivePosRun } from '../../server/outlets/drive-pos-run.ts';
import { loadConfig } from '../../server/config.ts';
import { closeCache, connectCache } from '../../server/platform/cache.ts';
import { closeDatabase, connectDatabase } from '../../server/platform/database.ts';
import { createLog } from '../../server/platform/log.ts';
import { closeQueue, connectQueue } from '../../server/platform/queue.ts';
import { systemContext } from '../../server/platform/system-context.ts';

/** A process of its own that works on a load of the POS and prints how it ended: for tests that kill it, or let it stand still. */
const [tenantId = '', runId = ''] = process.argv.slice(2);
const config = loadConfig();
const log = createLog('fatal');
connectDatabase(config.DATABASE_URL, { poolSize: 4, hotPoolSize: 4 });
connectCache(config.REDIS_URL, { prefix: config.REDIS_PREFIX, log });
connectQueue(config.RABBITMQ_URL, { prefix: config.QUEUE_PREFIX, log });
connectPos({ base: config.POS_BASE_URL ?? '', token: config.POS_TOKEN ?? '' });
const state = await drivePosRun(systemContext(tenantId, 'child', log), runId);
process.stdout.write(`ended ${String(state)}\n`);
await closeQueue();
closeCache();
await closeDatabase();
