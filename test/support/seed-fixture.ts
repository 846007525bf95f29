import type { TicketStatus } from '../../types/tickets.ts';
import type { Sql } from '../../server/platform/sql.ts';

/** One tenant of the fixture. Franchises 101 and 102 with outlets 1011, 1012 and 1021 (tenant two: 201, 202, 2011, 2012, 2021). */
export interface TenantFixture {
  tenantId: string;
  slug: string;
  numberId: string;
  fids: [string, string];
  /** the first two belong to the first franchise */
  oids: [string, string, string];
  /** one contact per outlet, and a last one without any */
  contactIds: [string, string, string, string];
  categoryIds: string[];
}

/** A ticket to insert straight into the tables. */
export interface TicketSeed {
  oid?: string | null;
  contactId?: string;
  status?: TicketStatus;
  text?: string;
  assigneeId?: string;
  subject?: string;
  unread?: number;
  at?: Date;
  /** answered already: nobody waits */
  answered?: boolean;
}

/** Two tenants with two franchises, three outlets and four contacts each. The first is the default tenant the server seeded itself. */
export async function seedFixture(sql: Sql): Promise<[TenantFixture, TenantFixture]> {
  await sql.execute("INSERT INTO tenant (slug, name) VALUES ('beta', 'Beta')");
  return [await seedTenant(sql, 'default', 100), await seedTenant(sql, 'beta', 200)];
}

async function seedTenant(sql: Sql, slug: string, base: number): Promise<TenantFixture> {
  const [tenant] = await sql.query<{ id: string }>('SELECT id FROM tenant WHERE slug = ?', [slug]);
  if (!tenant) throw new Error(`tenant ${slug} is missing`);
  const tenantId = tenant.id;
  const fids: TenantFixture['fids'] = [String(base + 1), String(base + 2)];
  const oids: TenantFixture['oids'] = [`${base + 1}1`, `${base + 1}2`, `${base + 2}1`];
  await sql.execute('INSERT IGNORE INTO whatsapp_number (tenant_id, phone_number_id, waba_id, display_phone, name) VALUES (?, ?, ?, ?, ?)', [
    tenantId,
    `number-of-${slug}`,
    'waba-1',
    '+60 3-2776 4100',
    'KedaiPOS',
  ]);
  const [number] = await sql.query<{ id: string }>('SELECT id FROM whatsapp_number WHERE tenant_id = ? ORDER BY id LIMIT 1', [tenantId]);
  if (slug !== 'default')
    await sql.execute('INSERT INTO category (tenant_id, name) VALUES ?', [
      [
        [tenantId, 'Billing'],
        [tenantId, 'Hardware'],
      ],
    ]);
  const categories = await sql.query<{ id: string }>('SELECT id FROM category WHERE tenant_id = ? ORDER BY id', [tenantId]);
  await sql.execute('INSERT INTO franchise (tenant_id, fid, name) VALUES ?', [
    [
      [tenantId, fids[0], `Kopi Kita ${slug}`],
      [tenantId, fids[1], `Roti Raja ${slug}`],
    ],
  ]);
  const address = JSON.stringify({ line1: '12 Jalan Ampang', city: 'Kuala Lumpur' });
  await sql.execute('INSERT INTO outlet (tenant_id, oid, fid, name, address) VALUES ?', [
    [
      [tenantId, oids[0], fids[0], `Kopi Kita Bangsar ${slug}`, address],
      [tenantId, oids[1], fids[0], `Kopi Kita Cheras ${slug}`, address],
      [tenantId, oids[2], fids[1], `Roti Raja Ipoh ${slug}`, address],
    ],
  ]);
  const contactIds: string[] = [];
  for (let index = 0; index < 4; index++) {
    const phone = `+6012${base}${String(5_550 + index)}`;
    const { insertId } = await sql.execute('INSERT INTO contact (tenant_id, wa_phone_e164, display_name, email) VALUES (?, ?, ?, ?)', [
      tenantId,
      phone,
      `Merchant ${index} ${slug}`,
      `merchant${index}@${slug}.example`,
    ]);
    contactIds.push(insertId);
    const oid = oids[index];
    if (oid)
      await sql.execute("INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, source) VALUES (?, ?, ?, 1, 'pos')", [tenantId, insertId, oid]);
  }
  return {
    tenantId,
    slug,
    numberId: number?.id ?? '',
    fids,
    oids,
    contactIds: contactIds as TenantFixture['contactIds'],
    categoryIds: categories.map((row) => row.id),
  };
}

/** Inserts a ticket with one inbound message (and its conversation); answers their ids. */
export async function seedTicket(sql: Sql, tenant: TenantFixture, seed: TicketSeed = {}): Promise<{ ticketId: string; messageId: string; contactId: string }> {
  const oid = seed.oid === undefined ? tenant.oids[0] : seed.oid;
  const fid = oid === null ? null : tenant.oids.indexOf(oid) === 2 ? tenant.fids[1] : tenant.fids[0];
  const index = oid === null ? 3 : Math.max(0, tenant.oids.indexOf(oid));
  const contactId = seed.contactId ?? tenant.contactIds[index] ?? tenant.contactIds[0];
  const at = seed.at ?? new Date();
  const status = seed.status ?? 'open';
  const isDone = status === 'resolved' || status === 'closed';
  const text = seed.text ?? 'The printer does not print';
  const { insertId: ticketId } = await sql.execute(
    `INSERT INTO ticket (tenant_id, number_id, contact_id, fid, oid, link_state, subject, status, assigned_user_id, inbound_count, unread_count, awaiting_since, first_inbound_at, resolved_at, last_message_at, preview_type, preview_text, preview_direction, preview_status, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, 'text', ?, 'in', 'received', ?)`,
    [
      tenant.tenantId,
      tenant.numberId,
      contactId,
      fid,
      oid,
      oid === null ? 'unknown' : 'linked',
      seed.subject ?? null,
      status,
      seed.assigneeId ?? null,
      seed.unread ?? 1,
      isDone || seed.answered ? null : at,
      at,
      isDone ? at : null,
      at,
      text,
      at,
    ],
  );
  const { insertId: messageId } = await sql.execute(
    "INSERT INTO message (tenant_id, ticket_id, contact_id, number_id, direction, wa_message_id, type, content_text, status, occurred_at, sent_at, received_at) VALUES (?, ?, ?, ?, 'in', ?, 'text', ?, 'received', ?, ?, ?)",
    [tenant.tenantId, ticketId, contactId, tenant.numberId, `wamid.seed-${tenant.slug}-${ticketId}`, text, at, at, at],
  );
  await sql.execute('UPDATE ticket SET preview_message_id = ? WHERE tenant_id = ? AND id = ?', [messageId, tenant.tenantId, ticketId]);
  await sql.execute(
    'INSERT INTO conversation (tenant_id, number_id, contact_id, current_ticket_id, last_inbound_at) VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE last_inbound_at = GREATEST(COALESCE(last_inbound_at, 0), VALUES(last_inbound_at)), current_ticket_id = VALUES(current_ticket_id)',
    [tenant.tenantId, tenant.numberId, contactId, isDone ? null : ticketId, at],
  );
  return { ticketId, messageId, contactId };
}
