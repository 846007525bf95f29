import { setTimeout as pause } from 'node:timers/promises';
import { clock } from './clock.ts';
import { Histogram, type Percentiles } from './histogram.ts';
import { WebhookClient } from './webhook-client.ts';
import { wireOutboundPrefix, type Wire, wireMessage, wireRequest, wireStatus } from './wire.ts';

/** Statuses of messages sent before, and new messages, mixed; several items to a delivery, as Meta batches them under load. */
export interface StatusGeneratorOptions {
  run: string;
  wire: Wire;
  connections: number;
  timeoutMs: number;
  itemsPerSecond: number;
  seconds: number;
  /** statuses for each message */
  ratio: number;
  /** items of one delivery */
  batch: number;
  contacts: number;
}

/** Every item was acknowledged or is counted as lost. */
export interface StatusGeneratorReport {
  startedAt: number;
  endedAt: number;
  items: number;
  messages: number;
  statuses: number;
  acknowledged: number;
  /** outbound messages whose three statuses were sent */
  outbound: number;
  ack: Percentiles;
}

const steps = ['sent', 'delivered', 'read'] as const;

/** Open loop: delivery `n` is due `n × batch / itemsPerSecond` after the start. Ten statuses of each kind of age, one message. */
export async function statusGenerator(options: StatusGeneratorOptions, started: (startAt: number) => void): Promise<StatusGeneratorReport> {
  const { run, wire, batch, itemsPerSecond, seconds, ratio } = options;
  const deliveries = Math.floor((itemsPerSecond * seconds) / batch);
  const startAt = Math.ceil(clock()) + 500 + deliveries * batch * 0.02;
  const requests: Buffer[] = [];
  let [message, status, item] = [0, 0, 0];
  for (let delivery = 0; delivery < deliveries; delivery += 1) {
    const at = startAt + (delivery * batch * 1000) / itemsPerSecond;
    const content = { contacts: [] as object[], messages: [] as object[], statuses: [] as object[] };
    for (let step = 0; step < batch; step += 1, item += 1) {
      if (item % (ratio + 1) === ratio) {
        const built = wireMessage(run, message, message % options.contacts, at);
        content.contacts.push(built.contact);
        content.messages.push(built.message);
        message += 1;
      } else {
        const outbound = Math.floor(status / 3);
        content.statuses.push(wireStatus(`${wireOutboundPrefix(run)}${outbound}`, steps[status % 3] ?? 'sent', outbound % options.contacts, at));
        status += 1;
      }
    }
    requests.push(
      wireRequest(wire, {
        ...(content.messages.length > 0 && { contacts: content.contacts, messages: content.messages }),
        ...(content.statuses.length > 0 && { statuses: content.statuses }),
      }),
    );
  }
  started(startAt);
  const client = new WebhookClient({ host: wire.host, port: wire.port, connections: options.connections, timeoutMs: options.timeoutMs });
  const ack = new Histogram();
  let acknowledged = 0;
  const open: Promise<void>[] = [];
  await pause(Math.max(0, startAt - clock()));
  for (let next = 0; next < requests.length; ) {
    for (; next < requests.length && startAt + (next * batch * 1000) / itemsPerSecond <= clock(); next += 1) {
      const dueAt = startAt + (next * batch * 1000) / itemsPerSecond;
      const request = requests[next];
      if (!request) continue;
      open.push(
        client.send(request).then((answer) => {
          ack.record(clock() - dueAt);
          if (answer.status === 200) acknowledged += 1;
        }),
      );
    }
    await pause(1);
  }
  await Promise.all(open);
  client.close();
  return {
    startedAt: startAt,
    endedAt: clock(),
    items: item,
    messages: message,
    statuses: status,
    acknowledged: acknowledged * batch,
    outbound: Math.floor(status / 3),
    ack: ack.percentiles(),
  };
}
