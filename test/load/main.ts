/**
 * `npm run bench`: the numbers of the README. Every scenario prints one JSON object on standard output, with its targets beside
 * it; what happens meanwhile goes to standard error. Ends with 1 when integrity is broken or, without --smoke, a must is missed.
 */
import { parseArgs } from 'node:util';
import type { Integrity } from './check-integrity.ts';
import type { StatusCheck } from './check-statuses.ts';
import { judge, type Verdict } from './judge.ts';
import { linkContacts } from './link-contacts.ts';
import { openBulkGraph } from './open-bulk-graph.ts';
import { runBulk } from './run-bulk.ts';
import { runInbox } from './run-inbox.ts';
import { runConsole } from './run-console.ts';
import { runIngest } from './run-ingest.ts';
import { runMixed } from './run-mixed.ts';
import { runPos } from './run-pos.ts';
import { runRenewals } from './run-renewals.ts';
import { runSockets } from './run-sockets.ts';
import { Stage } from './stage.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'ingest,mixed,sockets,inbox,pos,renewals,console,bulk' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '1500' },
    contacts: { type: 'string', default: '5000' },
    sockets: { type: 'string', default: '5000' },
    batch: { type: 'string', default: '10' },
    search: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
    prof: { type: 'string' },
    lanes: { type: 'string' },
    roles: { type: 'string', default: 'web+worker,scheduler' },
  },
});
const isSmoke = values.smoke;
const seconds = isSmoke ? 4 : Number(values.seconds);
const contacts = isSmoke ? 300 : Number(values.contacts);
const connections = 64;
const services = JSON.parse(process.env['ENGAGE_SERVICE_PIDS'] ?? '{}') as Record<string, number[]>;
const environment = Object.fromEntries(['DATABASE_URL', 'RABBITMQ_URL', 'REDIS_URL', 'ENGAGE_SERVICE_FOLDER'].map((name) => [name, process.env[name] ?? '']));
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const roles = values.roles.split('+');
const execArgv = values.prof ? ['--cpu-prof', `--cpu-prof-dir=${values.prof}`] : [];
const more: Record<string, string> = values.lanes ? { INGEST_LANES: values.lanes } : {};
const verdicts: Verdict[] = [];

/** How many things are wrong: all its numbers but `messages`, and one at least when it is not clean. */
function faultsIn(found: Integrity | StatusCheck): number {
  const sum = Object.entries(found).reduce((total, [name, count]) => (typeof count === 'number' && name !== 'messages' ? total + count : total), 0);
  return found.isClean ? sum : Math.max(1, sum);
}

function tell(name: string, result: object, targets: Parameters<typeof judge>[0]): void {
  const verdict = judge(targets);
  verdicts.push(verdict);
  process.stdout.write(`${JSON.stringify({ scenario: name, ...verdict, result })}\n`);
  for (const row of verdict.rows)
    say(`  ${row.isMet ? 'met   ' : 'MISSED'} ${row.what}: ${row.value} (must ${row.must}${row.aim === undefined ? '' : `, aim ${row.aim}`})`);
}

/** Every contact has a ticket, and the code has run, before the minute that counts. */
async function warmUp(stage: Stage): Promise<void> {
  say(`warming up (${contacts} contacts write for the first time)`);
  await runIngest(stage, { seed: 1, contacts, rate: isSmoke ? 300 : 800, seconds: isSmoke ? 2 : 8, connections, services });
}

const scenarios: Record<string, () => Promise<void>> = {
  async ingest() {
    const stage = await Stage.open({ environment, name: 'ingest', isFresh: true, roles, execArgv, more });
    try {
      await warmUp(stage);
      const rates = values.search
        ? [Number(values.rate), 2000, 2500, 3000, 3500, 4000].filter((rate) => rate >= Number(values.rate))
        : [isSmoke ? 300 : Number(values.rate)];
      for (const rate of rates) {
        say(`ingest: ${rate} messages/s for ${seconds} s from ${contacts} contacts`);
        const result = await runIngest(stage, { seed: 2 + rate, contacts, rate, seconds, connections, services });
        const integrity = [
          { what: 'messages not acknowledged', value: result.unacknowledged, must: 0 },
          { what: 'lost, duplicated, reordered, wrong counters', value: faultsIn(result.integrity), must: 0 },
          { what: 'messages no delta told of', value: result.missing, must: 0 },
        ];
        const speed = [
          { what: 'webhook ack p99 ms', value: result.ack.p99, must: 50, aim: 20 },
          { what: 'push p50 ms', value: result.push.p50, must: 25, aim: 15 },
          { what: 'push p99 ms', value: result.push.p99, must: 150, aim: 60 },
        ];
        tell(`ingest ${rate}/s`, result, isSmoke ? integrity : [...integrity, ...speed]);
        if (verdicts.at(-1)?.isMet === false) break;
      }
    } finally {
      await stage.close();
    }
  },
  async mixed() {
    const stage = await Stage.open({ environment, name: 'mixed', isFresh: true, roles, execArgv, more });
    try {
      const itemsPerSecond = isSmoke ? 330 : 3300;
      say(`mixed: ${itemsPerSecond} items/s for ${seconds} s, ten statuses to one message, ${values.batch} items a delivery`);
      const result = await runMixed(stage, { itemsPerSecond, seconds, batch: Number(values.batch), contacts, connections, services });
      const integrity = [
        { what: 'items not acknowledged', value: result.items - result.acknowledged, must: 0 },
        { what: 'items without their effect', value: result.lost, must: 0 },
        { what: 'messages lost, duplicated, reordered, wrong counters', value: faultsIn(result.integrity), must: 0 },
        { what: 'statuses duplicated, reordered, parked, wrong in the list', value: faultsIn(result.statuses), must: 0 },
      ];
      tell('mixed', result, isSmoke ? integrity : [...integrity, { what: 'drained after s', value: result.drainMs / 1000, must: 60, aim: 1 }]);
    } finally {
      await stage.close();
    }
  },
  async sockets() {
    const stage = await Stage.open({ environment, name: 'sockets', isFresh: true, roles, execArgv, more });
    try {
      const sockets = isSmoke ? 200 : Number(values.sockets);
      const rate = isSmoke ? 100 : 500;
      await linkContacts(stage, contacts, sockets / 10);
      say(`sockets: ${sockets} sockets in ${sockets / 10} franchises, ${rate} messages/s for ${seconds} s`);
      const result = await runSockets(stage, {
        sockets,
        franchises: sockets / 10,
        contacts,
        rate,
        seconds,
        connections,
        services,
        warmUp: () => warmUp(stage),
      });
      const integrity = [
        { what: 'messages not acknowledged', value: result.unacknowledged, must: 0 },
        { what: 'lost, duplicated, reordered, wrong counters', value: faultsIn(result.integrity), must: 0 },
        { what: 'deltas missing on a socket', value: result.missing, must: 0 },
        { what: 'sockets the server dropped', value: result.dropped, must: 0 },
      ];
      const speed = [
        { what: 'push p99 ms', value: result.push.p99, must: 50 },
        { what: 'kilobytes per socket', value: result.kilobytesPerSocket, must: 15 },
      ];
      tell('sockets', result, isSmoke ? integrity : [...integrity, ...speed]);
    } finally {
      await stage.close();
    }
  },
  async inbox() {
    const stage = await Stage.open({ environment, name: isSmoke ? 'inbox_small' : 'inbox', isFresh: false, roles: ['web'], execArgv });
    try {
      say('inbox: 1,000,000 messages in 100,000 tickets (loaded once, kept)');
      const result = await runInbox(
        stage,
        isSmoke ? { tickets: 1_000, messages: 10_000, franchises: 200, calls: 5 } : { tickets: 100_000, messages: 1_000_000, franchises: 200, calls: 200 },
      );
      const worst = (what: RegExp): number => Math.max(...result.rows.filter((row) => what.test(row.what)).map((row) => row.ms.p95));
      const speed = [
        { what: 'inbox page p95 ms', value: worst(/^inbox/), must: 50 },
        { what: 'thread p95 ms', value: worst(/^thread/), must: 20 },
        { what: 'merchants at risk p95 ms', value: worst(/^at risk/), must: 1_000, aim: 300 },
      ];
      tell('inbox', result, isSmoke ? [{ what: 'answers', value: result.rows.length > 0 ? 0 : 1, must: 0 }] : speed);
    } finally {
      await stage.close();
    }
  },
  async pos() {
    const outlets = isSmoke ? 3_000 : 100_000;
    const { first, second, missing } = await runPos({ environment, execArgv }, outlets, say);
    const integrity = [
      { what: 'outlets missing', value: missing + Number(first.state !== 'done') + Number(second.state !== 'done'), must: 0 },
      { what: 'outlets the second load took for new or different', value: second.added + second.changed, must: 0 },
    ];
    const speed = [
      { what: 'first load s', value: first.seconds, must: 60, aim: 30 },
      { what: 'second load s', value: second.seconds, must: 60, aim: 20 },
      {
        what: 'megabytes more than before',
        value: Math.max(first.residentPeak - first.residentBefore, second.residentPeak - second.residentBefore),
        must: 200,
        aim: 100,
      },
    ];
    tell('pos', { first, second }, isSmoke ? integrity : [...integrity, ...speed]);
  },
  async bulk() {
    const people = isSmoke ? 200 : 5_000;
    const rate = isSmoke ? 100 : 200;
    const { simulator, origin } = await openBulkGraph(contacts);
    const graph = { WABA_API_BASE: `${origin}/v26.0`, WABA_TIMEOUT_MS: '5000' };
    const stage = await Stage.open({ environment, name: 'bulk', isFresh: true, roles, execArgv, more: { ...more, ...graph } });
    try {
      simulator.control.configureWebhook(`${stage.origin}/webhook/whatsapp`);
      await warmUp(stage);
      say(`bulk: reminders for ${people} people, while merchants write ${rate} messages/s and agents answer`);
      const run = { people, rate, seconds: isSmoke ? 8 : 140, contacts, connections, repliesPerSecond: isSmoke ? 5 : 10, services };
      const result = await runBulk(stage, simulator, run);
      const { isClean, ...night } = result.night;
      const integrity = [
        {
          what: 'reminders missing, twice, over the cap',
          value: isClean ? 0 : Math.max(1, night.missing + night.doubled + night.sentTwice + night.overCap),
          must: 0,
        },
        { what: 'messages not acknowledged, lost, duplicated', value: result.support.unacknowledged + faultsIn(result.support.integrity), must: 0 },
        { what: 'reminders in the busiest second', value: result.busiestSecond, must: 60 },
      ];
      const speed = [
        { what: 'push p99 ms', value: result.support.push.p99, must: 300 },
        { what: 'reply p99 ms', value: result.reply.p99, must: 1_000, aim: 300 },
        { what: 'reminders out after s', value: result.reminderSeconds, must: 250, aim: 140 },
      ];
      tell('bulk', result, isSmoke ? integrity : [...integrity, ...speed]);
    } finally {
      await stage.close();
      await simulator.close();
    }
  },
  async console() {
    const stage = await Stage.open({ environment, name: isSmoke ? 'console_small' : 'console', isFresh: true, roles: ['web'], execArgv });
    try {
      const options = isSmoke ? { outlets: 1_000, calls: 5 } : { outlets: 50_000, calls: 50 };
      say(`console: three years of renewals of ${options.outlets} outlets`);
      const result = await runConsole(stage, options);
      const worst = (what: RegExp): number => Math.max(...result.rows.filter((row) => what.test(row.what)).map((row) => row.ms.p95));
      const integrity = [{ what: 'lines missing in the export', value: result.renewals - result.csv.lines, must: 0 }];
      const speed = [
        { what: 'first page p95 ms', value: worst(/^first page/), must: 100, aim: 50 },
        { what: 'next page p95 ms', value: worst(/^next page/), must: 100, aim: 50 },
        { what: 'filtered or searched page p95 ms', value: worst(/^(filtered|search)/), must: 100, aim: 75 },
        { what: 'overview p95 ms', value: worst(/^overview/), must: 150, aim: 100 },
        { what: 'merchants at risk p95 ms', value: worst(/^at risk/), must: 1_000, aim: 300 },
        { what: 'preview of a bulk sending p95 ms', value: worst(/^preview/), must: 2_000, aim: 1_000 },
        { what: 'megabytes more for the export', value: result.csv.residentPeak - result.csv.residentBefore, must: 50 },
      ];
      tell('console', result, isSmoke ? integrity : [...integrity, ...speed]);
    } finally {
      await stage.close();
    }
  },
  async renewals() {
    const outlets = isSmoke ? 1_000 : 50_000;
    const stage = await Stage.open({ environment, name: 'renewals', isFresh: true, roles: ['web'], execArgv });
    try {
      say(`renewals: ${outlets} outlets, all of them within the window of the refresh`);
      const url = new URL(environment['DATABASE_URL'] ?? '');
      url.pathname = '/engage_renewals';
      const result = await runRenewals(url.href, outlets);
      say(`  first ${result.firstRowsPerSecond} rows/s, again ${result.againRowsPerSecond} rows/s`);
      const integrity = [{ what: 'renewals missing, doubled or without a reason', value: result.wrong, must: 0 }];
      const speed = [
        { what: 'first refresh and decisions s', value: result.firstSeconds, must: 30 },
        { what: 'refresh and decisions of a night s', value: result.againSeconds, must: 30, aim: 10 },
        { what: 'round after everything was woken s', value: result.roundSeconds, must: 30, aim: 10 },
        { what: 'simulation of 30 days s', value: result.simulateSeconds, must: 10, aim: 5 },
        { what: 'longest breath of the simulation ms', value: result.longestBreathMs, must: 250, aim: 100 },
      ];
      tell('renewals', result, isSmoke ? integrity : [...integrity, ...speed]);
    } finally {
      await stage.close();
    }
  },
};

for (const name of values.only.split(',')) {
  const scenario = scenarios[name];
  if (!scenario) throw new Error(`There is no scenario ${name}; there are ${Object.keys(scenarios).join(', ')}`);
  await scenario();
}
process.exitCode = verdicts.every((verdict) => verdict.isMet) ? 0 : 1;
process.disconnect?.();
