import { recordAudit } from '../platform/record-audit.ts';
import type { Sql } from '../platform/sql.ts';
import { mergeContacts } from './merge-contacts.ts';
import { resolveContacts } from './resolve-contacts.ts';
import type { KnownContact, Sender } from './sender-types.ts';

/** Clocks differ: a contact that appeared this long before the change may still be the same person writing from the new number. */
const SLACK_MS = 60_000;

/**
 * A person got a new number or user id. The contact known by the old ids keeps its history and takes the new ones; a contact known by the
 * new user id is the same person and is joined into it. Whoever was known by the new number before is somebody else, unless they appeared
 * after the change and have no user id of their own: numbers are given out again, so that contact keeps everything but the number.
 * The old ids stop counting, so that whoever gets the old number next is a new contact. Says null when nobody is known by either.
 */
export async function changeIdentity(
  sql: Sql,
  input: { tenantId: string; previous: Sender; next: Sender; at: Date; detail: string },
): Promise<KnownContact | null> {
  const { tenantId, previous, next, at } = input;
  const oldId = await findPrevious(sql, tenantId, previous);
  const userId = await findByUser(sql, tenantId, next);
  const holderId = await findByPhone(sql, tenantId, next.phone);
  const contactId = oldId ?? userId ?? holderId;
  if (contactId === null) return null;
  if (userId !== null && userId !== contactId) await mergeContacts(sql, { tenantId, fromId: userId, intoId: contactId, at });
  if (holderId !== null && holderId !== contactId && holderId !== userId) {
    if (await isSamePerson(sql, tenantId, holderId, at)) await mergeContacts(sql, { tenantId, fromId: holderId, intoId: contactId, at });
    else await noteRelease(sql, tenantId, holderId, at);
  }
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
  if (next.phone) {
    await sql.execute('UPDATE contact SET wa_phone_e164 = NULL WHERE tenant_id = ? AND wa_phone_e164 = ? AND id <> ?', [tenantId, next.phone, contactId]);
    await sql.execute('UPDATE contact SET wa_phone_e164 = ? WHERE tenant_id = ? AND id = ?', [next.phone, tenantId, contactId]);
  }
  await recordAudit(sql, [
    {
      tenantId,
      actor: { kind: 'system', name: 'whatsapp' },
      entityType: 'contact',
      entityId: contactId,
      action: input.detail,
      before: idsOf(previous),
      after: idsOf(next),
      at,
    },
  ]);
  const [contact] = await resolveContacts(sql, tenantId, [next], at);
  return contact ?? null;
}

/** By the old user id, else by the old number, unless that belongs to somebody with another user id by now. */
async function findPrevious(sql: Sql, tenantId: string, previous: Sender): Promise<string | null> {
  const byUser = await findByUser(sql, tenantId, previous);
  if (byUser !== null) return byUser;
  const byPhone = await findByPhone(sql, tenantId, previous.phone);
  return byPhone !== null && previous.bsuid !== null && (await hasUserId(sql, tenantId, byPhone)) ? null : byPhone;
}

async function findByUser(sql: Sql, tenantId: string, sender: Sender): Promise<string | null> {
  const rows = await sql.query<{ kind: string; contact_id: string }>(
    `SELECT kind, contact_id FROM contact_identity WHERE tenant_id = ? AND valid_to IS NULL AND ((kind = 'bsuid' AND value = ?) OR (kind = 'parent_bsuid' AND value = ?)) FOR UPDATE`,
    [tenantId, sender.bsuid, sender.parentBsuid],
  );
  return (rows.find((row) => row.kind === 'bsuid') ?? rows[0])?.contact_id ?? null;
}

async function findByPhone(sql: Sql, tenantId: string, phone: string | null): Promise<string | null> {
  if (phone === null) return null;
  const [known] = await sql.query<{ contact_id: string }>(
    "SELECT contact_id FROM contact_identity WHERE tenant_id = ? AND kind = 'phone_e164' AND value = ? AND valid_to IS NULL FOR UPDATE",
    [tenantId, phone],
  );
  if (known) return known.contact_id;
  const [typed] = await sql.query<{ id: string }>('SELECT id FROM contact WHERE tenant_id = ? AND wa_phone_e164 = ? FOR UPDATE', [tenantId, phone]);
  return typed?.id ?? null;
}

/** The contact behind the new number is the one that changed to it: no user id of its own says otherwise (as in `decideIdentity`), and it appeared after the change. */
async function isSamePerson(sql: Sql, tenantId: string, holderId: string, at: Date): Promise<boolean> {
  if (await hasUserId(sql, tenantId, holderId)) return false;
  const [holder] = await sql.query<{ created_at: Date }>('SELECT created_at FROM contact WHERE tenant_id = ? AND id = ?', [tenantId, holderId]);
  return holder !== undefined && holder.created_at.getTime() >= at.getTime() - SLACK_MS;
}

async function hasUserId(sql: Sql, tenantId: string, contactId: string): Promise<boolean> {
  const rows = await sql.query("SELECT 1 FROM contact_identity WHERE tenant_id = ? AND contact_id = ? AND kind = 'bsuid' AND valid_to IS NULL LIMIT 1", [
    tenantId,
    contactId,
  ]);
  return rows.length > 0;
}

/** The number changed hands: its former contact keeps its history, its user id and its tickets. */
async function noteRelease(sql: Sql, tenantId: string, contactId: string, at: Date): Promise<void> {
  await recordAudit(sql, [
    { tenantId, actor: { kind: 'system', name: 'whatsapp' }, entityType: 'contact', entityId: contactId, action: 'number_released', at },
  ]);
}

function idsOf({ phone, bsuid }: Sender): Record<string, unknown> {
  return { ...(phone ? { phone } : {}), ...(bsuid ? { userId: bsuid } : {}) };
}
