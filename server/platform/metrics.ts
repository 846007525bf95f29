import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const registry = new Registry();
const registers = [registry];
collectDefaultMetrics({ register: registry, prefix: 'engage_' });

/** Everything /metrics tells (OBS-02). Labels are words from closed lists, never ids or personal data. */
export const metrics = {
  registry,
  /** from the first byte of a delivery to our answer */
  webhookSeconds: new Histogram({
    name: 'engage_webhook_seconds',
    help: 'Time to answer a webhook delivery',
    labelNames: ['result'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers,
  }),
  webhookItems: new Counter({ name: 'engage_webhook_items_total', help: 'Items received by webhook', registers }),
  spilledDeliveries: new Counter({ name: 'engage_webhook_spilled_total', help: 'Deliveries kept in the database while the broker was away', registers }),
  batchItems: new Histogram({
    name: 'engage_batch_items',
    help: 'Items per ingestion batch',
    labelNames: ['lane'],
    buckets: [1, 2, 5, 10, 25, 50, 100, 200],
    registers,
  }),
  batchSeconds: new Histogram({
    name: 'engage_batch_seconds',
    help: 'Time of an ingestion batch, start to commit',
    labelNames: ['lane'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  }),
  laneLagSeconds: new Histogram({
    name: 'engage_lane_lag_seconds',
    help: 'From the webhook to the commit',
    labelNames: ['lane'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30, 300],
    registers,
  }),
  retriedItems: new Counter({ name: 'engage_retried_items_total', help: 'Items sent to the retry queues', labelNames: ['queue'], registers }),
  deadLettered: new Counter({ name: 'engage_dead_lettered_total', help: 'Items given up', labelNames: ['queue'], registers }),
  sendResults: new Counter({ name: 'engage_send_results_total', help: 'Answers of the Graph API to sends', labelNames: ['result'], registers }),
  sendSeconds: new Histogram({ name: 'engage_send_seconds', help: 'Time of one Graph API send', buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15], registers }),
  refusedSends: new Counter({
    name: 'engage_refused_sends_total',
    help: 'Messages failed by us without asking the Graph API',
    labelNames: ['reason'],
    registers,
  }),
  channelAlerts: new Counter({
    name: 'engage_channel_alerts_total',
    help: 'News of a number, account or template somebody must look at',
    labelNames: ['code'],
    registers,
  }),
  throttledSends: new Counter({ name: 'engage_throttled_sends_total', help: 'Sends that waited for a rate limit', registers }),
  liveSockets: new Gauge({ name: 'engage_live_sockets', help: 'Open live sockets', registers }),
  liveFrames: new Counter({ name: 'engage_live_frames_total', help: 'Frames pushed to sockets', registers }),
  liveDropped: new Counter({ name: 'engage_live_dropped_total', help: 'Sockets closed by us, or not let in (no_room)', labelNames: ['reason'], registers }),
  httpSeconds: new Histogram({
    name: 'engage_http_seconds',
    help: 'Time of HTTP requests',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  }),
  failures: new Counter({ name: 'engage_failures_total', help: 'Failed procedures by error code', labelNames: ['code'], registers }),
  signIns: new Counter({
    name: 'engage_sign_ins_total',
    help: 'Sign-ins with a password, and copies of refresh tokens noticed',
    labelNames: ['result'],
    registers,
  }),
  outboxRows: new Gauge({ name: 'engage_outbox_rows', help: 'Events not yet published', registers }),
  outboxAgeSeconds: new Gauge({ name: 'engage_outbox_age_seconds', help: 'Age of the oldest event not yet published', registers }),
  outboundState: new Gauge({ name: 'engage_outbound_messages', help: 'Outbound messages under way', labelNames: ['state'], registers }),
  outboundAgeSeconds: new Gauge({ name: 'engage_outbound_age_seconds', help: 'Age of the oldest outbound message under way', registers }),
  numbersStopped: new Gauge({ name: 'engage_number_stopped', help: 'Numbers whose sending is stopped until an operator resumes it', registers }),
  webhookBacklog: new Gauge({ name: 'engage_webhook_backlog', help: 'Kept deliveries by state', labelNames: ['status'], registers }),
  queueMessages: new Gauge({ name: 'engage_queue_messages', help: 'Messages waiting in a queue', labelNames: ['queue'], registers }),
  posSyncAgeSeconds: new Gauge({ name: 'engage_pos_sync_age_seconds', help: 'Since the last load of the POS that worked began; 0 without one', registers }),
  posRuns: new Gauge({ name: 'engage_pos_runs', help: 'Loads of the POS that are running, or wait for approval (held)', labelNames: ['kind'], registers }),
  posFailures: new Counter({ name: 'engage_pos_failures_total', help: 'Loads of the POS that were given up', registers }),
  posDrift: new Gauge({ name: 'engage_pos_drift', help: 'Where our data and the lists of the POS part ways', labelNames: ['kind'], registers }),
  renewalSettingsBroken: new Gauge({
    name: 'engage_renewal_settings_broken',
    help: 'Companies whose stored settings of renewals are not understood',
    registers,
  }),
  serviceUp: new Gauge({ name: 'engage_service_up', help: '1 while the service answers', labelNames: ['service'], registers }),
};
