import type { Stage } from './stage.ts';

/** How much is loaded. */
export interface DatasetOptions {
  tickets: number;
  messages: number;
  franchises: number;
}

/** Fills an empty database with tickets and their messages over two years, most of them done; kept between runs. Seconds it took, 0 when there. */
export async function loadDataset(stage: Stage, options: DatasetOptions): Promise<number> {
  const [there] = await stage.rows<{ tickets: string; messages: string }>(
    'SELECT (SELECT COUNT(*) FROM ticket) AS tickets, (SELECT COUNT(*) FROM message) AS messages',
  );
  if (Number(there?.tickets) >= options.tickets && Number(there?.messages) >= options.messages) return 0;
  const began = performance.now();
  const connection = await stage.pool.getConnection();
  const sequence = (length: number): string =>
    `(SELECT d0.d + 10 * d1.d + 100 * d2.d + 1000 * d3.d + 10000 * d4.d + 100000 * d5.d AS n FROM ${[0, 1, 2, 3, 4, 5].map((place) => `(${[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `SELECT ${digit} AS d`).join(' UNION ALL ')}) d${place}`).join(' CROSS JOIN ')} HAVING n < ${length})`;
  try {
    await connection.query('SET SESSION foreign_key_checks = 0, SESSION unique_checks = 0');
    await connection.query(
      `INSERT IGNORE INTO franchise (tenant_id, fid, name) SELECT 1, s.n + 1, CONCAT('Franchise ', s.n + 1) FROM ${sequence(options.franchises)} s`,
    );
    await connection.query(
      `INSERT IGNORE INTO outlet (tenant_id, oid, fid, name) SELECT 1, s.n + 1, 1 + (s.n MOD ?), CONCAT('Outlet ', s.n + 1) FROM ${sequence(options.franchises * 5)} s`,
      [options.franchises],
    );
    await connection.query(
      `INSERT IGNORE INTO user (tenant_id, external_id, name, role, scope_all) SELECT 1, CONCAT('agent-', s.n), CONCAT('Agent ', s.n), 'agent', 0 FROM ${sequence(50)} s`,
    );
    await connection.query(
      `INSERT IGNORE INTO contact (tenant_id, wa_phone_e164, display_name) SELECT 1, CONCAT('+6011', 10000000 + s.n), CONCAT('Merchant ', s.n) FROM ${sequence(Math.ceil(options.tickets / 4))} s`,
    );
    const [first] = await stage.rows<{ contact: string; user: string; number: string }>(
      `SELECT (SELECT MIN(id) FROM contact) AS contact, (SELECT MIN(id) FROM user WHERE external_id LIKE 'agent-%') AS user, (SELECT MIN(id) FROM whatsapp_number) AS number`,
    );
    const contacts = Math.ceil(options.tickets / 4);
    // 8 % of the tickets are open; one in six has no outlet yet; a third of the open ones has nobody
    await connection.query(
      `INSERT INTO ticket (tenant_id, number_id, contact_id, fid, oid, link_state, status, priority, assigned_user_id, inbound_count, unread_count, awaiting_since, first_inbound_at, first_response_at, resolved_at, last_message_at, preview_type, preview_text, preview_direction, preview_status, created_at)
       SELECT 1, ?, ? + (s.n MOD ?), IF(s.n MOD 6 = 0, NULL, 1 + (s.n MOD ?)), IF(s.n MOD 6 = 0, NULL, 1 + (s.n MOD ?)), IF(s.n MOD 6 = 0, 'unknown', 'linked'),
         IF(s.n MOD 100 < 8, ELT(1 + s.n MOD 4, 'new', 'open', 'pending_merchant', 'pending_internal'), IF(s.n MOD 3 = 0, 'resolved', 'closed')), ELT(1 + s.n MOD 4, 'low', 'normal', 'normal', 'high'),
         IF(s.n MOD 3 = 0, NULL, ? + (s.n MOD 50)), 6, IF(s.n MOD 100 < 8, s.n MOD 4, 0), IF(s.n MOD 100 < 8 AND s.n MOD 2 = 0, NOW(3) - INTERVAL (s.n MOD 500) MINUTE, NULL),
         NOW(3) - INTERVAL (? - s.n) * 10 MINUTE, NOW(3) - INTERVAL (? - s.n) * 10 MINUTE, IF(s.n MOD 100 < 8, NULL, NOW(3) - INTERVAL (? - s.n) * 9 MINUTE), NOW(3) - INTERVAL (? - s.n) * 9 MINUTE,
         'text', 'My printer does not print the receipt', 'in', 'received', NOW(3) - INTERVAL (? - s.n) * 10 MINUTE
       FROM ${sequence(options.tickets)} s`,
      [first?.number, first?.contact, contacts, options.franchises, options.franchises * 5, first?.user, ...Array.from({ length: 5 }, () => options.tickets)],
    );
    await connection.query(`UPDATE ticket SET fid = 1 + ((oid - 1) MOD ?) WHERE oid IS NOT NULL`, [options.franchises]);
    const each = Math.ceil(options.messages / options.tickets);
    for (let step = 0; step < each; step += 1) {
      await connection.query(
        `INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, wa_message_id, type, content_text, author_user_id, status, occurred_at, received_at)
         SELECT 1, t.id, t.contact_id, t.number_id, IF(? MOD 2 = 0, 'in', 'out'), CONCAT('wamid.set.', t.id, '.', ?), 'text', CONCAT('Message ', ?, ' of ticket ', t.id, ': the printer at the counter does not print the receipt since this morning'),
           IF(? MOD 2 = 0, NULL, ?), IF(? MOD 2 = 0, 'received', 'read'), t.created_at + INTERVAL ? * 3 MINUTE, IF(? MOD 2 = 0, t.created_at + INTERVAL ? * 3 MINUTE, NULL) FROM ticket t`,
        [step, step, step, step, first?.user, step, step, step, step],
      );
    }
    await connection.query(
      `INSERT INTO conversation (tenant_id, number_id, contact_id, current_ticket_id, last_inbound_at) SELECT t.tenant_id, t.number_id, t.contact_id, MAX(t.id), MAX(t.last_message_at) FROM ticket t GROUP BY t.tenant_id, t.number_id, t.contact_id ON DUPLICATE KEY UPDATE current_ticket_id = VALUES(current_ticket_id)`,
    );
    for (const table of ['ticket', 'message', 'contact', 'conversation', 'outlet', 'franchise', 'user']) await connection.query(`ANALYZE TABLE ${table}`);
  } finally {
    connection.destroy();
  }
  return Math.round((performance.now() - began) / 1000);
}
