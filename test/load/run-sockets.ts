import { readFileSync } from 'node:fs';
import { checkIntegrity, type Integrity } from './check-integrity.ts';
import { LoadProcess } from './load-process.ts';
import { loadPlan, type LoadPlan } from './load-plan.ts';
import type { GeneratorReport } from './message-generator.ts';
import { ProcessorMeter, type ProcessorUse } from './processor-meter.ts';
import type { CrowdReport } from './socket-crowd.ts';
import type { Stage } from './stage.ts';

/** How many sockets, in how many franchises, at which rate. */
export interface SocketOptions {
  sockets: number;
  franchises: number;
  contacts: number;
  rate: number;
  seconds: number;
  connections: number;
  services: Record<string, number[]>;
  /** run with the sockets open, after memory is weighed and before the minute that counts */
  warmUp(): Promise<void>;
}

/** Every message goes to the sockets of its franchise and to nobody else's. */
export interface SocketResult {
  sockets: number;
  franchises: number;
  rate: number;
  seconds: number;
  /** to open the other four fifths */
  openMs: number;
  /** growth of the web process' resident memory for each signed-in socket after the first fifth */
  kilobytesPerSocket: number;
  frames: number;
  /** deltas that should have arrived and did not */
  missing: number;
  dropped: number;
  push: CrowdReport['push'];
  ack: GeneratorReport['ack'];
  /** given up without a 200 */
  unacknowledged: number;
  integrity: Integrity;
  processor: ProcessorUse;
}

/** Thousands of pages signed in, each seeing one franchise. */
export async function runSockets(stage: Stage, options: SocketOptions): Promise<SocketResult> {
  const run = `s${Date.now().toString(36)}`;
  const planOptions = { seed: 7, contacts: options.contacts, rate: options.rate, seconds: options.seconds };
  const crowd = new LoadProcess<CrowdReport>();
  const generator = new LoadProcess<GeneratorReport>();
  try {
    const tokens = Array.from({ length: options.sockets }, (_, index) =>
      stage.token({ sub: `load-${index}`, name: `Person ${index}`, role: 'agent', scope: { fids: [String(1 + (index % options.franchises))], oids: [] } }),
    );
    const web = stage.server('web');
    // a fifth of them first: code, pools and the heap's own reserves are there before memory is weighed
    const first = Math.ceil(options.sockets / 5);
    crowd.order({ do: 'crowd', options: { run, url: `ws://${stage.wire.host}:${stage.wire.port}/live`, tokens, plan: planOptions, abreast: 50, first } });
    await crowd.ready();
    const before = await settledMemory(web.pid);
    const began = performance.now();
    crowd.order({ do: 'more' });
    await crowd.ready();
    const openMs = Math.round(performance.now() - began);
    const after = await settledMemory(web.pid);
    await options.warmUp();
    generator.order({
      do: 'generate',
      options: { run, wire: stage.wire, plan: planOptions, connections: options.connections, retryForMs: 30_000, timeoutMs: 20_000 },
    });
    const startAt = await generator.startAt();
    crowd.order({ do: 'start', startAt });
    const meter = new ProcessorMeter({
      ...options.services,
      ...Object.fromEntries(stage.servers.map((server) => [server.name, [server.pid]])),
      generator: [generator.pid],
      crowd: [crowd.pid],
    });
    const sent = await generator.report();
    const processor = meter.read();
    const plan = loadPlan(planOptions);
    await stage.settle(sent.acknowledged.length, 30_000, async () =>
      Number((await stage.rows<{ n: string }>('SELECT COUNT(*) AS n FROM message WHERE wa_message_id LIKE ?', [`wamid.${run}.%`]))[0]?.n ?? 0),
    );
    await stage.settle(1, 1_000, () => Promise.resolve(0));
    crowd.order({ do: 'finish' });
    const seen = await crowd.report();
    return {
      sockets: seen.sockets,
      franchises: options.franchises,
      rate: options.rate,
      seconds: options.seconds,
      openMs,
      kilobytesPerSocket: Math.round(((after - before) / (options.sockets - first)) * 10) / 10,
      frames: seen.frames,
      missing: missing(plan, seen.seenBy, options),
      dropped: seen.dropped,
      push: seen.push,
      ack: sent.ack,
      unacknowledged: sent.unacknowledged.length,
      integrity: await checkIntegrity(stage, run, plan, sent.acknowledged),
      processor,
    };
  } finally {
    crowd.kill();
    generator.kill();
  }
}

/** Deltas nobody saw: neither the message's own nor a later one of its ticket, which says the same and more. */
function missing(plan: LoadPlan, seenBy: Uint16Array, options: SocketOptions): number {
  const overtaken = new Map<number, number>();
  let count = 0;
  for (let index = plan.count - 1; index >= 0; index -= 1) {
    const contact = plan.contactOf[index] ?? 0;
    const expected = socketsOf(1 + (contact % options.franchises), options);
    const later = overtaken.get(contact) ?? 0;
    const seen = seenBy[index] ?? 0;
    count += Math.max(0, expected - Math.max(seen, later));
    overtaken.set(contact, Math.max(seen, later));
  }
  return count;
}

const socketsOf = (fid: number, { sockets, franchises }: SocketOptions): number => Math.floor(sockets / franchises) + (fid - 1 < sockets % franchises ? 1 : 0);

/** Resident kilobytes, when they have stopped moving. */
async function settledMemory(pid: number): Promise<number> {
  const read = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  for (let [last, calm] = [read(), 0]; ; ) {
    await new Promise((resolve) => void setTimeout(resolve, 250));
    const now = read();
    calm = Math.abs(now - last) < 200 ? calm + 1 : 0;
    if (calm >= 4) return now;
    last = now;
  }
}
