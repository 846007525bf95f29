import type { LoadPlan } from './load-plan.ts';
import type { Stage } from './stage.ts';

/** What the database says after a run; every number but `messages` should be 0. */
export interface Integrity {
  /** messages of the run in the database */
  messages: number;
  /** acknowledged with 200, not in the database */
  lost: number;
  /** more than once in the database */
  duplicated: number;
  /** pairs of one contact that stand the wrong way round in the thread (occurred_at, id) */
  reordered: number;
  /** tickets or contacts that exist twice for one merchant */
  doubles: number;
  /** tickets whose inbound_count, unread_count or last_message_at differ from their messages */
  wrongCounters: number;
  /** outbox rows, spilled deliveries and dead letters left behind */
  leftovers: number;
  isClean: boolean;
}

/** Counts in the database what a run left there. */
export async function checkIntegrity(stage: Stage, run: string, plan: Pick<LoadPlan, 'count' | 'contactOf'>, acknowledged: Uint32Array): Promise<Integrity> {
  const rows = await stage.rows<{ wa_message_id: string; contact_id: string }>(
    'SELECT wa_message_id, contact_id FROM message WHERE wa_message_id LIKE ? ORDER BY contact_id, occurred_at, id',
    [`wamid.${run}.%`],
  );
  const times = new Uint8Array(plan.count);
  const rowOf = new Map<number, string>();
  let [reordered, before, contactBefore] = [0, -1, ''];
  for (const row of rows) {
    const index = Number(row.wa_message_id.split('.')[2]);
    times[index] = (times[index] ?? 0) + 1;
    if (row.contact_id === contactBefore && index < before) reordered += 1;
    [before, contactBefore] = [index, row.contact_id];
    const contact = plan.contactOf[index] ?? 0;
    rowOf.set(contact, row.contact_id);
  }
  const lost = acknowledged.reduce((sum, index) => sum + (times[index] === 0 ? 1 : 0), 0);
  const duplicated = times.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  const [doubled] = await stage.rows<{ n: string }>(
    `SELECT (SELECT COUNT(*) FROM (SELECT wa_phone_e164 FROM contact GROUP BY tenant_id, wa_phone_e164 HAVING wa_phone_e164 IS NOT NULL AND COUNT(*) > 1) c)
          + (SELECT COUNT(*) FROM (SELECT contact_id FROM ticket WHERE is_open = 1 GROUP BY tenant_id, contact_id, number_id HAVING COUNT(*) > 1) t) AS n`,
  );
  const wrongCounters = await countWrong(stage);
  const [left] = await stage.rows<{ n: string }>(
    `SELECT (SELECT COUNT(*) FROM event) + (SELECT COUNT(*) FROM webhook_event WHERE status IN ('received', 'dlq')) AS n`,
  );
  const contacts = new Set(plan.contactOf).size;
  const found = {
    messages: rows.length,
    lost,
    duplicated,
    reordered,
    doubles: Number(doubled?.n ?? 0) + Math.max(0, new Set(rowOf.values()).size - contacts),
    wrongCounters,
    leftovers: Number(left?.n ?? 0),
  };
  return { ...found, isClean: lost + duplicated + reordered + found.doubles + wrongCounters + found.leftovers === 0 };
}

/** Tickets whose counters differ from their messages. A reply sets unread to 0: what counts is what came after the last one. */
async function countWrong(stage: Stage): Promise<number> {
  // of one moment: colleagues may still be answering
  return stage.snapshot((rows) => countWrongIn(rows));
}

async function countWrongIn(rows: Stage['rows']): Promise<number> {
  const truth = new Map<string, { inbound: number; unread: number; newest: number }>();
  // two plain scans and a count here: joined in SQL the same takes minutes; ids are given under the ticket's lock
  const messages = await rows<{ ticket_id: string; direction: string; type: string; at: string }>(
    'SELECT ticket_id, direction, type, UNIX_TIMESTAMP(occurred_at) AS at FROM message ORDER BY id',
  );
  for (const { ticket_id, direction, type, at } of messages) {
    const ticket = truth.get(ticket_id) ?? { inbound: 0, unread: 0, newest: 0 };
    truth.set(ticket_id, ticket);
    if (direction === 'out') ticket.unread = 0;
    else if (type !== 'reaction') {
      ticket.inbound += 1;
      ticket.unread += 1;
      ticket.newest = Math.max(ticket.newest, Number(at));
    }
  }
  const tickets = await rows<{ id: string; inbound_count: number; unread_count: number; at: string }>(
    'SELECT id, inbound_count, unread_count, UNIX_TIMESTAMP(last_message_at) AS at FROM ticket',
  );
  return tickets.filter((row) => {
    const ticket = truth.get(row.id) ?? { inbound: 0, unread: 0, newest: 0 };
    return row.inbound_count !== ticket.inbound || row.unread_count !== ticket.unread || Number(row.at) < ticket.newest;
  }).length;
}
