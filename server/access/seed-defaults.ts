import type { Sql } from '../platform/sql.ts';

/** What the first start writes into an empty database. */
export interface Defaults {
  phoneNumberId: string;
  wabaId: string;
  messagesPerSecond: number;
}

/** Seeded categories (TICKET-04); those of leads may be finished without an outlet. */
const CATEGORIES: readonly [name: string, isLead: boolean, isComplaint?: boolean][] = [
  ['General enquiry', false],
  ['Technical issue', false],
  ['Billing and payment', false],
  ['Renewal', false],
  ['Hardware', false],
  ['Menu and pricing', false],
  ['Training', false],
  ['New business', true],
  ['Complaint', false, true],
];

/** Default tenant, its number from WABA_PHONE_NUMBER_ID with the account and limit the environment says now, and the categories. Idempotent: what an administrator changed stays. */
export async function seedDefaults(sql: Sql, defaults: Defaults): Promise<{ tenantId: string }> {
  await sql.execute("INSERT IGNORE INTO tenant (slug, name) VALUES ('default', 'Default')");
  const [tenant] = await sql.query<{ id: string }>("SELECT id FROM tenant WHERE slug = 'default'");
  if (!tenant) throw new Error('the default tenant was not created');
  await sql.execute(
    `INSERT INTO whatsapp_number (tenant_id, phone_number_id, waba_id, messages_per_second) VALUES (?, ?, ?, ?)
     ON DUPLICATE KEY UPDATE waba_id = VALUES(waba_id), messages_per_second = VALUES(messages_per_second)`,
    [tenant.id, defaults.phoneNumberId, defaults.wabaId, defaults.messagesPerSecond],
  );
  const existing = await sql.query('SELECT 1 AS found FROM category WHERE tenant_id = ? LIMIT 1', [tenant.id]);
  if (existing.length === 0)
    await sql.execute('INSERT IGNORE INTO category (tenant_id, name, is_lead, is_complaint) VALUES ?', [
      CATEGORIES.map(([name, isLead, isComplaint]) => [tenant.id, name, isLead, isComplaint === true]),
    ]);
  return { tenantId: tenant.id };
}
