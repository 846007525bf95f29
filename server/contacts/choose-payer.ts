import { tellPeopleChanged } from '../outlets/tell-people-changed.ts';
import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { lockOutletLink } from './lock-outlet-link.ts';
import { refuseUnseenContact } from './refuse-unseen-contact.ts';

/** From now on the outlet's renewal reminders go to this person, and to nobody else. Audited; said twice it changes nothing. `conflict` while the link is said to be wrong, `forbidden` for a typed number of somebody they do not see. */
export async function choosePayer(ctx: UserCtx, input: { oid: string; contactId: string }): Promise<void> {
  await inTransaction(ctx, async ({ tx, tenantId, now }) => {
    const link = await lockOutletLink({ ...ctx, tx }, input);
    if (link.isRejected) throw new AppError('conflict', 'This person was said not to belong to the outlet.');
    if (link.isUnconfirmed) await refuseUnseenContact({ ...ctx, tx }, link);
    const payers = await tx.query<{ contact_id: string }>('SELECT contact_id FROM contact_outlet WHERE tenant_id = ? AND oid = ? AND is_payer = 1 FOR UPDATE', [
      tenantId,
      link.oid,
    ]);
    const isFresh = link.isListed || link.expiresAt === null || link.expiresAt > now;
    if (payers.length === 1 && payers[0]?.contact_id === link.contactId && isFresh) return;
    await tx.execute(
      `UPDATE contact_outlet SET is_payer = (contact_id = ?), expires_at = IF(contact_id = ? AND NOT ?, NULL, expires_at)
       WHERE tenant_id = ? AND oid = ? AND (contact_id = ? OR is_payer = 1)`,
      [link.contactId, link.contactId, isFresh, tenantId, link.oid, link.contactId],
    );
    await recordAudit(tx, [
      {
        tenantId,
        actor: ctx.actor,
        entityType: 'outlet',
        entityId: link.oid,
        action: 'payer_chosen',
        before: { contactIds: payers.map((payer) => payer.contact_id) },
        after: { contactIds: [link.contactId] },
        requestId: ctx.requestId,
        at: now,
      },
    ]);
    await tellPeopleChanged({ ...ctx, tx }, [link]);
  });
}
