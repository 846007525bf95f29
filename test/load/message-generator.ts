import { setTimeout as pause } from 'node:timers/promises';
import { clock } from './clock.ts';
import { Histogram, type Percentiles } from './histogram.ts';
import { loadPlan, type LoadPlan, type LoadPlanOptions } from './load-plan.ts';
import { type Wire, wireMessage, wireRequest } from './wire.ts';
import { WebhookClient } from './webhook-client.ts';

/** What the generator is told. */
export interface GeneratorOptions {
  run: string;
  wire: Wire;
  plan: LoadPlanOptions;
  connections: number;
  /** like Meta: without a 200 the same delivery comes again; until this long after the plan's end */
  retryForMs: number;
  timeoutMs: number;
}

/** What it reports. Indices of messages that were answered 200 are the ones that must be in the database. */
export interface GeneratorReport {
  startedAt: number;
  sent: number;
  acknowledged: Uint32Array;
  /** given up without a 200: may or may not be there */
  unacknowledged: Uint32Array;
  retries: number;
  duplicates: number;
  statuses: Record<string, number>;
  ack: Percentiles;
  /** how late a delivery was written, because of the generator itself or of an earlier message of its contact */
  late: Percentiles;
  /** first moment after each fault at which answers came again, for the fault report: [at, status] changes */
  outages: { from: number; to: number }[];
}

/**
 * Sends an open-loop plan of signed messages. Latency counts from the moment a message was due. Messages of one contact never
 * travel at the same time, so that "in order" has a meaning: the next goes when the one before was acknowledged.
 */
export async function messageGenerator(options: GeneratorOptions, started: (startAt: number) => void): Promise<GeneratorReport> {
  const plan = loadPlan(options.plan);
  // building and signing takes ~25 µs each; the provider's time stands inside the signed body, so the start is fixed before
  const startAt = Math.ceil(clock()) + 400 + plan.count * 0.05;
  const requests = build(options, plan, startAt);
  started(startAt);
  return deliver(options, plan, requests, startAt);
}

function build({ run, wire }: GeneratorOptions, plan: LoadPlan, startAt: number): Buffer[] {
  return Array.from({ length: plan.count }, (_, index) => {
    const { message, contact } = wireMessage(run, index, plan.contactOf[index] ?? 0, startAt + (plan.dueAt[index] ?? 0));
    return wireRequest(wire, { contacts: [contact], messages: [message] });
  });
}

async function deliver(options: GeneratorOptions, plan: LoadPlan, requests: Buffer[], startAt: number): Promise<GeneratorReport> {
  const { host, port } = options.wire;
  const client = new WebhookClient({ host, port, connections: options.connections, timeoutMs: options.timeoutMs });
  const [ack, late] = [new Histogram(), new Histogram()];
  const acknowledged: number[] = [];
  const unacknowledged: number[] = [];
  const statuses: Record<string, number> = {};
  const outages: { from: number; to: number }[] = [];
  let [retries, duplicates, failingSince, lastGood] = [0, 0, 0, clock()];
  const giveUpAt = startAt + (plan.dueAt.at(-1) ?? 0) + options.retryForMs;
  const chains = new Map<number, Promise<void>>();

  const attempt = async (index: number): Promise<boolean> => {
    for (let tries = 0; ; tries += 1) {
      const request = requests[index];
      if (!request) return false;
      const { status } = await client.send(request);
      statuses[status] = (statuses[status] ?? 0) + 1;
      const now = clock();
      if (status === 200) {
        if (failingSince > 0) outages.push({ from: failingSince - startAt, to: now - startAt });
        [failingSince, lastGood] = [0, now];
        return true;
      }
      failingSince ||= lastGood;
      if (now > giveUpAt) return false;
      retries += 1;
      await pause(Math.min(100 * 2 ** tries, 2_000) * (0.75 + Math.random() * 0.5));
    }
  };
  const one = async (index: number): Promise<void> => {
    const dueAt = startAt + (plan.dueAt[index] ?? 0);
    late.record(Math.max(0, clock() - dueAt));
    const isAcknowledged = await attempt(index);
    if (!isAcknowledged) {
      unacknowledged.push(index);
      return;
    }
    ack.record(clock() - dueAt);
    acknowledged.push(index);
    if (plan.twice[index] === 1) {
      duplicates += 1;
      again.push(pause(Math.random() * 300).then(() => attempt(index)));
    }
  };
  const again: Promise<unknown>[] = [];

  await pause(Math.max(0, startAt - clock()));
  for (let next = 0; next < plan.count; ) {
    const now = clock() - startAt;
    for (; next < plan.count && (plan.dueAt[next] ?? 0) <= now; next += 1) {
      const index = next;
      const contact = plan.contactOf[index] ?? 0;
      const before = chains.get(contact);
      const mine = (before ? before.then(() => one(index)) : one(index)).then(() => {
        if (chains.get(contact) === mine) chains.delete(contact);
      });
      chains.set(contact, mine);
    }
    await pause(1);
  }
  await Promise.all(chains.values());
  await Promise.all(again);
  client.close();
  return {
    startedAt: startAt,
    sent: plan.count,
    acknowledged: Uint32Array.from(acknowledged),
    unacknowledged: Uint32Array.from(unacknowledged),
    retries,
    duplicates,
    statuses,
    ack: ack.percentiles(),
    late: late.percentiles(),
    outages,
  };
}
