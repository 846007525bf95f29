import type { Sql } from '../platform/sql.ts';
import { inBatchTransaction } from '../platform/in-batch-transaction.ts';
import { database } from '../platform/database.ts';
import type { Recipient } from './recipient-types.ts';
import { resolveContacts } from './resolve-contacts.ts';

const REMEMBER = 50_000;
let seen = new Set<string>();
let tail: Promise<void> = Promise.resolve();

/**
 * Learns from our own messages who a contact is (whatsapp.md §2: ids are joined on the first webhook that has both): somebody known by
 * number alone is then recognised when they write under their user id only. What was seen before costs nothing, what is known already one
 * read; one person at a time, so that it never competes with the messages. A number that belongs to another user id by now teaches nothing.
 */
export async function learnRecipients(tenantId: string, recipients: readonly Recipient[], now: Date): Promise<void> {
  const fresh = new Map<string, Recipient>();
  for (const recipient of recipients) {
    const key = `${tenantId}|${recipient.contactId}|${recipient.phone}|${recipient.bsuid}|${recipient.parentBsuid}`;
    if (!seen.has(key)) fresh.set(key, recipient);
  }
  if (fresh.size === 0) return;
  if (seen.size > REMEMBER) seen = new Set();
  for (const key of fresh.keys()) seen.add(key);
  const work = tail.then(async () => {
    const unknown = await unknownOf(database(), tenantId, [...fresh.values()]);
    for (const recipient of unknown) await inBatchTransaction((sql) => learn(sql, tenantId, recipient, now));
  });
  tail = work.catch(() => undefined);
  try {
    await work;
  } catch (error) {
    for (const key of fresh.keys()) seen.delete(key);
    throw error;
  }
}

interface IdentityRow {
  kind: string;
  value: string;
  contact_id: string;
}

/** Those of whom at least one id is not on record as theirs. */
async function unknownOf(sql: Sql, tenantId: string, recipients: readonly Recipient[]): Promise<Recipient[]> {
  const of = [tenantId, recipients.map(({ contactId }) => contactId)];
  const rows = await sql.query<IdentityRow>(
    `SELECT kind, value, contact_id FROM contact_identity WHERE tenant_id = ? AND contact_id IN (?) AND valid_to IS NULL
     UNION ALL SELECT 'phone_e164', wa_phone_e164, id FROM contact WHERE tenant_id = ? AND id IN (?) AND wa_phone_e164 IS NOT NULL`,
    [...of, ...of],
  );
  const known = new Set(rows.map((row) => `${row.contact_id}|${row.kind}|${row.value}`));
  const isKnown = ({ contactId }: Recipient, kind: string, value: string | null): boolean => value === null || known.has(`${contactId}|${kind}|${value}`);
  return recipients.filter(
    (recipient) =>
      !isKnown(recipient, 'bsuid', recipient.bsuid) ||
      !isKnown(recipient, 'parent_bsuid', recipient.parentBsuid) ||
      !isKnown(recipient, 'phone_e164', recipient.phone),
  );
}

async function learn(sql: Sql, tenantId: string, { contactId: given, phone, bsuid, parentBsuid }: Recipient, now: Date): Promise<void> {
  const [contact] = await sql.query<{ id: string; wa_phone_e164: string | null }>(
    `SELECT c.id, c.wa_phone_e164 FROM contact g JOIN contact c ON c.tenant_id = g.tenant_id AND c.id = COALESCE(g.merged_into_id, g.id)
     WHERE g.tenant_id = ? AND g.id = ? FOR UPDATE`,
    [tenantId, given],
  );
  if (!contact) return;
  const own = await sql.query<IdentityRow>('SELECT kind, value, contact_id FROM contact_identity WHERE tenant_id = ? AND contact_id = ? AND valid_to IS NULL', [
    tenantId,
    contact.id,
  ]);
  const users = own.filter((row) => row.kind === 'bsuid').map((row) => row.value);
  if (bsuid !== null && users.length > 0 && !users.includes(bsuid)) return;
  // nothing else ties these ids to the contact
  if (contact.wa_phone_e164 === null && (bsuid === null || !users.includes(bsuid))) return;
  const address = contact.wa_phone_e164 ?? phone;
  if (phone !== null && phone !== address && !own.some((row) => row.kind === 'phone_e164' && row.value === phone))
    await learnAlias(sql, tenantId, contact.id, phone, now);
  if (bsuid === null && parentBsuid === null) return;
  await resolveContacts(sql, tenantId, [{ phone: address, bsuid, parentBsuid, name: null, username: null }], now);
}

/** The provider writes some numbers differently than people do (whatsapp.md §3.1): known as ours too, unless somebody else has it. */
async function learnAlias(sql: Sql, tenantId: string, contactId: string, phone: string, now: Date): Promise<void> {
  await sql.execute(
    `INSERT IGNORE INTO contact_identity (tenant_id, kind, value, contact_id, first_seen_at)
     SELECT c.tenant_id, 'phone_e164', ?, c.id, ? FROM contact c WHERE c.tenant_id = ? AND c.id = ?
       AND NOT EXISTS (SELECT 1 FROM contact h WHERE h.tenant_id = c.tenant_id AND h.wa_phone_e164 = ? AND h.id <> c.id)`,
    [phone, now, tenantId, contactId, phone],
  );
}
