import type { Log } from './log.ts';
import { checkServices } from './check-services.ts';
import { database } from './database.ts';
import { metrics } from './metrics.ts';
import { queue } from './queue.ts';
import { DEAD_LETTER_QUEUES } from './dead-letter-queue-of.ts';
import { DIRECT_QUEUES, RETRY_DELAYS_MS, WORK_QUEUES } from './topology.ts';

const WAITING = [...new Set(WORK_QUEUES.map(({ name }) => name)), ...DIRECT_QUEUES, ...Object.keys(RETRY_DELAYS_MS)];

/** Brings the gauges that live in the database and the broker up to date; what is away keeps its last value and shows in `engage_service_up`. */
export async function measureServices(lanes: { ingest: number; status: number }, log: Log): Promise<void> {
  const services = await checkServices();
  for (const [service, isUp] of Object.entries(services)) metrics.serviceUp.set({ service }, isUp ? 1 : 0);
  const tasks = [...(services.database ? [measureDatabase()] : []), ...(services.broker ? [measureQueues(lanes)] : [])];
  for (const result of await Promise.allSettled(tasks)) if (result.status === 'rejected') log.debug({ err: result.reason as unknown }, 'gauges');
}

async function measureDatabase(): Promise<void> {
  const sql = database();
  const [outbox, outbound, webhooks, numbers, runs, [full], [missing]] = await Promise.all([
    sql.query<{ total: string; age: string | null }>('SELECT COUNT(*) AS total, TIMESTAMPDIFF(SECOND, MIN(created_at), UTC_TIMESTAMP(3)) AS age FROM event'),
    sql.query<{ state: string; total: string; age: string | null }>(
      'SELECT state, COUNT(*) AS total, TIMESTAMPDIFF(SECOND, MIN(next_attempt_at), UTC_TIMESTAMP(3)) AS age FROM outbound GROUP BY state',
    ),
    sql.query<{ status: string; total: string }>("SELECT status, COUNT(*) AS total FROM webhook_event WHERE status <> 'processed' GROUP BY status"),
    sql.query<{ total: string }>('SELECT COUNT(*) AS total FROM whatsapp_number WHERE stopped_reason IS NOT NULL'),
    sql.query<{ state: string; total: string; newest: Date }>('SELECT state, COUNT(*) AS total, MAX(started_at) AS newest FROM pos_sync_run GROUP BY state'),
    sql.query<{ rejected: number; duplicates: number }>(
      "SELECT rejected, duplicates FROM pos_sync_run WHERE state = 'done' AND kind = 'full' ORDER BY id DESC LIMIT 1",
    ),
    sql.query<{ franchises: string; outlets: string }>(
      `SELECT (SELECT COUNT(*) FROM franchise WHERE missing_since IS NOT NULL) AS franchises, (SELECT COUNT(*) FROM outlet WHERE missing_since IS NOT NULL) AS outlets`,
    ),
  ]);
  metrics.numbersStopped.set(Number(numbers[0]?.total ?? 0));
  const ofState = (...states: string[]): typeof runs => runs.filter((row) => states.includes(row.state));
  metrics.posSyncAgeSeconds.set(Math.max(0, ...ofState('done').map((row) => (Date.now() - row.newest.getTime()) / 1000)));
  for (const [kind, states] of Object.entries({ running: ['reading', 'comparing', 'applying'], held: ['held'] }))
    metrics.posRuns.set(
      { kind },
      ofState(...states).reduce((sum, row) => sum + Number(row.total), 0),
    );
  const drift = { vanishedFranchises: missing?.franchises, vanishedOutlets: missing?.outlets, rejected: full?.rejected, duplicates: full?.duplicates };
  for (const [kind, count] of Object.entries(drift)) metrics.posDrift.set({ kind }, Number(count ?? 0));
  metrics.outboxRows.set(Number(outbox[0]?.total ?? 0));
  metrics.outboxAgeSeconds.set(Math.max(0, Number(outbox[0]?.age ?? 0)));
  for (const state of ['queued', 'sending', 'unknown']) metrics.outboundState.set({ state }, Number(outbound.find((row) => row.state === state)?.total ?? 0));
  metrics.outboundAgeSeconds.set(Math.max(0, ...outbound.map((row) => Number(row.age ?? 0))));
  for (const status of ['received', 'failed']) metrics.webhookBacklog.set({ status }, Number(webhooks.find((row) => row.status === status)?.total ?? 0));
}

async function measureQueues(lanes: { ingest: number; status: number }): Promise<void> {
  const names = [
    ...DEAD_LETTER_QUEUES,
    ...WAITING,
    ...Array.from({ length: lanes.ingest }, (_, lane) => `wa.ingest.${lane}`),
    ...Array.from({ length: lanes.status }, (_, lane) => `wa.status.${lane}`),
  ];
  const { connection, nameOf } = queue();
  for (const name of names) {
    const { messageCount } = await connection.queueDeclare({ queue: nameOf(name), passive: true });
    metrics.queueMessages.set({ queue: name }, messageCount);
  }
}
