import { checkIntegrity, type Integrity } from './check-integrity.ts';
import { checkStatuses, type StatusCheck } from './check-statuses.ts';
import { LoadProcess } from './load-process.ts';
import { ProcessorMeter, type ProcessorUse } from './processor-meter.ts';
import type { Stage } from './stage.ts';
import type { StatusGeneratorReport } from './status-generator.ts';
import { wireOutboundPrefix, wirePhone } from './wire.ts';

/** What is asked of the mixed run. */
export interface MixedOptions {
  itemsPerSecond: number;
  seconds: number;
  batch: number;
  contacts: number;
  connections: number;
  services: Record<string, number[]>;
}

/** Statuses and messages, ten to one. */
export interface MixedResult {
  itemsPerSecond: number;
  seconds: number;
  itemsPerDelivery: number;
  items: number;
  acknowledged: number;
  ack: StatusGeneratorReport['ack'];
  /** from the last acknowledgement until every item has its effect */
  drainMs: number;
  /** messages missing, outbound messages not read, statuses nobody could match */
  lost: number;
  /** the run's own messages */
  integrity: Integrity;
  /** the messages the statuses are about */
  statuses: StatusCheck;
  processor: ProcessorUse;
}

/** Ten delivery statuses for every message: Meta's own sizing of a busy number. */
export async function runMixed(stage: Stage, options: MixedOptions): Promise<MixedResult> {
  const { services, ...rest } = options;
  const run = `m${Date.now().toString(36)}`;
  const ratio = 10;
  const outbound = Math.ceil((rest.itemsPerSecond * rest.seconds) / 3) + 10;
  await sendBefore(stage, run, outbound, rest.contacts);
  const generator = new LoadProcess<StatusGeneratorReport>();
  try {
    generator.order({ do: 'statuses', options: { ...rest, run, ratio, wire: stage.wire, timeoutMs: 20_000 } });
    await generator.startAt();
    const meter = new ProcessorMeter({
      ...services,
      ...Object.fromEntries(stage.servers.map((server) => [server.name, [server.pid]])),
      generator: [generator.pid],
    });
    const sent = await generator.report();
    const processor = meter.read();
    const effects = async (): Promise<number> => {
      const [row] = await stage.rows<{ n: string }>(
        `SELECT (SELECT COUNT(*) FROM message WHERE wa_message_id LIKE ? AND direction = 'in') + 3 * (SELECT COUNT(*) FROM message WHERE wa_message_id LIKE ? AND status = 'read' AND read_at IS NOT NULL) AS n`,
        [`wamid.${run}.%`, `${wireOutboundPrefix(run)}%`],
      );
      return Number(row?.n ?? 0);
    };
    const wanted = sent.messages + sent.outbound * 3;
    const drained = await stage.settle(wanted, 90_000, effects);
    await stage.settle(1, 10_000, async () => (Number((await stage.rows<{ n: string }>('SELECT COUNT(*) AS n FROM event'))[0]?.n ?? 1) === 0 ? 1 : 0));
    const plan = { count: sent.messages, contactOf: Uint32Array.from({ length: sent.messages }, (_, index) => index % rest.contacts) };
    return {
      itemsPerSecond: rest.itemsPerSecond,
      seconds: rest.seconds,
      itemsPerDelivery: rest.batch,
      items: sent.items,
      acknowledged: sent.acknowledged,
      ack: sent.ack,
      drainMs: drained.ms,
      lost: wanted - drained.value,
      // a message whose delivery was given up is missed all the same: none may be
      integrity: await checkIntegrity(stage, run, plan, Uint32Array.from(plan.contactOf.keys())),
      statuses: await checkStatuses(stage, wireOutboundPrefix(run), sent.outbound),
      processor,
    };
  } finally {
    generator.kill();
  }
}

/** Messages as if sent earlier, one ticket for each contact: what the statuses are about. */
async function sendBefore(stage: Stage, run: string, count: number, contacts: number): Promise<void> {
  await stage.pool.query(`INSERT IGNORE INTO contact (tenant_id, wa_phone_e164, display_name) VALUES ?`, [
    Array.from({ length: contacts }, (_, index) => [1, `+${wirePhone(index)}`, `Merchant ${index}`]),
  ]);
  await stage.pool.query(
    `INSERT IGNORE INTO contact_identity (tenant_id, kind, value, contact_id) SELECT tenant_id, 'phone_e164', wa_phone_e164, id FROM contact WHERE tenant_id = 1 AND wa_phone_e164 IS NOT NULL`,
  );
  await stage.pool.query(
    `INSERT INTO ticket (tenant_id, number_id, contact_id, status, last_message_at) SELECT c.tenant_id, (SELECT MIN(id) FROM whatsapp_number), c.id, 'open', NOW(3) FROM contact c LEFT JOIN ticket t ON t.tenant_id = c.tenant_id AND t.contact_id = c.id AND t.is_open = 1 WHERE c.tenant_id = 1 AND t.id IS NULL`,
  );
  await stage.pool.query(
    `INSERT INTO conversation (tenant_id, number_id, contact_id, current_ticket_id, last_inbound_at) SELECT t.tenant_id, t.number_id, t.contact_id, t.id, NOW(3) FROM ticket t WHERE t.is_open = 1 ON DUPLICATE KEY UPDATE current_ticket_id = VALUES(current_ticket_id)`,
  );
  const tickets = await stage.rows<{ id: string; contact_id: string; number_id: string }>(
    `SELECT t.id, t.contact_id, t.number_id FROM ticket t JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.contact_id WHERE t.is_open = 1 AND c.wa_phone_e164 LIKE '+6011%' ORDER BY t.id LIMIT ?`,
    [contacts],
  );
  for (let from = 0; from < count; from += 2_000) {
    const rows = Array.from({ length: Math.min(2_000, count - from) }, (_, step) => {
      const ticket = tickets[(from + step) % tickets.length];
      return [
        1,
        ticket?.id,
        ticket?.contact_id,
        ticket?.number_id,
        'out',
        `${wireOutboundPrefix(run)}${from + step}`,
        'text',
        'We are looking into it',
        'sent',
        new Date(),
      ];
    });
    await stage.pool.query(
      'INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, wa_message_id, type, content_text, status, occurred_at) VALUES ?',
      [rows],
    );
  }
}
