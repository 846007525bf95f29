import { scopeSql } from '../access/scope-sql.ts';
import { LINK_CONFIDENCE, UNCONFIRMED_CONFIDENCE } from '../outlets/decide-link-trust.ts';
import { tellPeopleChanged } from '../outlets/tell-people-changed.ts';
import { AppError } from '../platform/app-error.ts';
import type { Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { findOrCreateContacts } from './find-or-create-contacts.ts';
import { isContactUnseen } from './is-contact-unseen.ts';
import { normalisePhone } from './normalise-phone.ts';
import { unmarkErased } from './unmark-erased.ts';

/**
 * Links a person to an outlet by their number, as a colleague typed it (POS-11); a contact is made when we know none. A link that had
 * expired, or was said to be wrong, is right again, and so is somebody who was erased. Where the number's owner belongs to outlets
 * the colleague does not see (`isContactUnseen`), and for people to whom personal data is masked where we know the owner at all, the link is unconfirmed: it tells nothing and sends nothing. Throws `invalid_input` when it is no phone, `not_found` outside the person's scope.
 */
export async function addOutletLink(ctx: UserCtx, input: { oid: string; phone: string; name?: string | undefined }): Promise<{ contactId: string }> {
  const phone = normalisePhone(input.phone);
  return inTransaction(ctx, async ({ tx, tenantId, now }) => {
    const scope = scopeSql(ctx.actor.scope, 'o');
    const [outlet] = await tx.query<{ oid: string; fid: string }>(`SELECT o.oid, o.fid FROM outlet o WHERE o.tenant_id = ? AND o.oid = ? AND ${scope.sql}`, [
      tenantId,
      input.oid,
      ...scope.params,
    ]);
    if (!outlet) throw new AppError('not_found', 'There is no such outlet.');
    if (phone === null) throw new AppError('invalid_input', 'This is not a phone number.', { field: 'phone' });
    await unmarkErased(tx, tenantId, [phone]);
    const mayKnow = ctx.actor.pii === 'full' || !(await isKnown(tx, tenantId, phone));
    const contactId = (await findOrCreateContacts(tx, tenantId, [{ phone, name: input.name ?? null }], now)).get(phone);
    if (contactId === undefined) throw new AppError('conflict', 'The contact changed meanwhile. Please try again.');
    const [link] = await tx.query<{ state: string; source: string; confidence: number; expires_at: Date | null; is_listed: number }>(
      'SELECT state, source, confidence, expires_at, is_listed FROM contact_outlet WHERE tenant_id = ? AND contact_id = ? AND oid = ? FOR UPDATE',
      [tenantId, contactId, outlet.oid],
    );
    const isUnconfirmed = !mayKnow || (await isContactUnseen({ ...ctx, tx }, contactId, outlet.oid));
    const confidence = isUnconfirmed ? UNCONFIRMED_CONFIDENCE : LINK_CONFIDENCE.agent;
    if (link?.state === 'active' && link.source === 'agent' && link.expires_at === null && link.confidence >= confidence) return { contactId };
    // what counts already is not made doubtful by who does not see why
    if (isUnconfirmed && link?.state === 'active' && (link.is_listed === 1 || link.expires_at === null || link.expires_at > now)) return { contactId };
    await tx.execute(
      `INSERT INTO contact_outlet (tenant_id, contact_id, oid, source, confidence, confirmed_at, actor_user_id) VALUES (?, ?, ?, 'agent', ?, ?, ?)
       ON DUPLICATE KEY UPDATE state = 'active', source = 'agent', confidence = VALUES(confidence), confirmed_at = VALUES(confirmed_at), expires_at = NULL, actor_user_id = VALUES(actor_user_id),
         is_primary = IF(?, 0, is_primary), is_payer = IF(?, 0, is_payer)`,
      [tenantId, contactId, outlet.oid, confidence, isUnconfirmed ? null : now, ctx.actor.userId, isUnconfirmed, isUnconfirmed],
    );
    await recordAudit(tx, [
      {
        tenantId,
        actor: ctx.actor,
        entityType: 'outlet',
        entityId: outlet.oid,
        action: 'person_added',
        before: link ? { contactId, state: link.state, source: link.source } : null,
        after: { contactId, state: 'active', source: 'agent', confidence },
        requestId: ctx.requestId,
        at: now,
      },
    ]);
    await tellPeopleChanged({ ...ctx, tx }, [outlet]);
    return { contactId };
  });
}

async function isKnown(tx: Tx, tenantId: string, phone: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM contact WHERE tenant_id = ? AND wa_phone_e164 = ?
     UNION ALL SELECT 1 FROM contact_identity WHERE tenant_id = ? AND kind = 'phone_e164' AND value = ? AND valid_to IS NULL LIMIT 1`,
    [tenantId, phone, tenantId, phone],
  );
  return rows.length > 0;
}
