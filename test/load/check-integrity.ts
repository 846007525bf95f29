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
export async function checkIntegrity(stage: Stage, run: string, plan: LoadPlan, acknowledged: Uint32Array): Promise<Integrity> {
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
  const [wrong] = await stage.rows<{ n: string }>(
    // a reply sets unread to 0: what counts is what came after the last one (ids are given under the ticket's lock)
    `SELECT COUNT(*) AS n FROM ticket t JOIN (
       SELECT m.tenant_id, m.ticket_id, COUNT(*) AS inbound, SUM(m.id > COALESCE(o.last_out, 0)) AS unread, MAX(m.occurred_at) AS newest
       FROM message m LEFT JOIN (SELECT tenant_id, ticket_id, MAX(id) AS last_out FROM message WHERE direction = 'out' GROUP BY tenant_id, ticket_id) o ON o.tenant_id = m.tenant_id AND o.ticket_id = m.ticket_id
       WHERE m.direction = 'in' AND m.type <> 'reaction' GROUP BY m.tenant_id, m.ticket_id
     ) m ON m.tenant_id = t.tenant_id AND m.ticket_id = t.id WHERE t.inbound_count <> m.inbound OR t.unread_count <> m.unread OR t.last_message_at < m.newest`,
  );
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
    wrongCounters: Number(wrong?.n ?? 0),
    leftovers: Number(left?.n ?? 0),
  };
  return { ...found, isClean: lost + duplicated + reordered + found.doubles + found.wrongCounters + found.leftovers === 0 };
}
