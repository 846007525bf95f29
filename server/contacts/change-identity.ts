import { recordAudit } from '../platform/record-audit.ts';
import type { Sql } from '../platform/sql.ts';
import { mergeContacts } from './merge-contacts.ts';
import { resolveContacts } from './resolve-contacts.ts';
import type { KnownContact, Sender } from './sender-types.ts';

/**
 * A person got a new number or user id. The contact known by the old ids keeps its history and takes the new ones; when the new
 * ids were known already, that contact is joined into it. The old ids stop counting, so that whoever gets the old number next is a new contact.
 * Says null when nobody is known by either.
 */
export async function changeIdentity(
  sql: Sql,
  input: { tenantId: string; previous: Sender; next: Sender; at: Date; detail: string },
): Promise<KnownContact | null> {
  const { tenantId, previous, next, at } = input;
  const oldId = await findContact(sql, tenantId, previous);
  const newId = await findContact(sql, tenantId, next);
  if (oldId === null && newId === null) return null;
  const contactId = oldId ?? newId;
  if (oldId !== null && newId !== null && oldId !== newId) await mergeContacts(sql, { tenantId, fromId: newId, intoId: oldId, at });
  const retired = [
    ['bsuid', previous.bsuid, next.bsuid],
    ['parent_bsuid', previous.parentBsuid, next.parentBsuid],
    ['phone_e164', previous.phone, next.phone],
  ] as const;
  for (const [kind, before, after] of retired) {
    if (before && before !== after)
      await sql.execute('UPDATE contact_identity SET valid_to = ? WHERE tenant_id = ? AND kind = ? AND value = ? AND contact_id = ?', [
        at,
        tenantId,
        kind,
        before,
        contactId,
      ]);
  }
  const learned = (
    [
      ['bsuid', next.bsuid],
      ['parent_bsuid', next.parentBsuid],
      ['phone_e164', next.phone],
    ] as const
  ).flatMap(([kind, value]) => (value ? [[tenantId, kind, value, contactId, at]] : []));
  if (learned.length > 0) {
    await sql.execute(
      `INSERT INTO contact_identity (tenant_id, kind, value, contact_id, first_seen_at) VALUES ?
       ON DUPLICATE KEY UPDATE contact_id = VALUES(contact_id), first_seen_at = VALUES(first_seen_at), valid_to = NULL`,
      [learned],
    );
  }
  if (next.phone) await sql.execute('UPDATE contact SET wa_phone_e164 = ? WHERE tenant_id = ? AND id = ?', [next.phone, tenantId, contactId]);
  await recordAudit(sql, [
    {
      tenantId,
      actor: { kind: 'system', name: 'whatsapp' },
      entityType: 'contact',
      entityId: contactId ?? '',
      action: input.detail,
      before: idsOf(previous),
      after: idsOf(next),
      at,
    },
  ]);
  const [contact] = await resolveContacts(sql, tenantId, [next], at);
  return contact ?? null;
}

async function findContact(sql: Sql, tenantId: string, sender: Sender): Promise<string | null> {
  const rows = await sql.query<{ kind: string; contact_id: string }>(
    `SELECT kind, contact_id FROM contact_identity WHERE tenant_id = ? AND valid_to IS NULL
       AND ((kind = 'bsuid' AND value = ?) OR (kind = 'parent_bsuid' AND value = ?) OR (kind = 'phone_e164' AND value = ?)) FOR UPDATE`,
    [tenantId, sender.bsuid, sender.parentBsuid, sender.phone],
  );
  for (const kind of ['bsuid', 'parent_bsuid', 'phone_e164']) {
    const match = rows.find((row) => row.kind === kind);
    if (match) return match.contact_id;
  }
  if (!sender.phone) return null;
  const [byPhone] = await sql.query<{ id: string }>('SELECT id FROM contact WHERE tenant_id = ? AND wa_phone_e164 = ? FOR UPDATE', [tenantId, sender.phone]);
  return byPhone?.id ?? null;
}

function idsOf({ phone, bsuid }: Sender): Record<string, unknown> {
  return { ...(phone ? { phone } : {}), ...(bsuid ? { userId: bsuid } : {}) };
}
