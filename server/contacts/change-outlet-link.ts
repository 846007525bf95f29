import { LINK_CONFIDENCE } from '../outlets/decide-link-trust.ts';
import { rememberOutlet } from '../outlets/remember-outlet.ts';
import { tellPeopleChanged } from '../outlets/tell-people-changed.ts';
import type { Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { lockOutletLink, type LockedLink } from './lock-outlet-link.ts';
import { refuseUnseenContact } from './refuse-unseen-contact.ts';

/**
 * What a colleague says of a link: `reject` it is wrong (no sync takes that back), `restore` it is right after all, `confirm` it is certain,
 * `default` the outlet is the one this person's new tickets are about.
 */
export type LinkWord = 'reject' | 'restore' | 'confirm' | 'default';

/** Changes a link by one click (POS-10, POS-11): audited, told live; said twice it changes nothing more. `not_found` outside the person's scope, `forbidden` where a contact they do not see would be taken over. */
export async function changeOutletLink(ctx: UserCtx, input: { oid: string; contactId: string; word: LinkWord }): Promise<void> {
  await inTransaction(ctx, async ({ tx }) => {
    const link = await lockOutletLink({ ...ctx, tx }, input);
    if (input.word === 'default' || (input.word === 'confirm' && link.isUnconfirmed)) await refuseUnseenContact({ ...ctx, tx }, link);
    if (input.word === 'default') await rememberOutlet({ ...ctx, tx }, link.contactId, { oid: link.oid, fid: link.fid, name: link.outletName });
    else if (await say({ ...ctx, tx }, link, input.word)) await tellPeopleChanged({ ...ctx, tx }, [link]);
  });
}

/** False when it is so already. */
async function say({ tx, tenantId, actor, now, requestId }: UserCtx & { tx: Tx }, link: LockedLink, word: Exclude<LinkWord, 'default'>): Promise<boolean> {
  const isCertain = !link.isRejected && link.source === 'agent' && link.expiresAt === null && !link.isUnconfirmed;
  if (word === 'reject' ? link.isRejected : word === 'restore' ? !link.isRejected : isCertain) return false;
  const of = [tenantId, link.contactId, link.oid];
  // a rejected link keeps what it was, so that the way back leads there
  if (word === 'confirm')
    await tx.execute(
      "UPDATE contact_outlet SET state = 'active', source = 'agent', confidence = ?, confirmed_at = ?, expires_at = NULL, actor_user_id = ? WHERE tenant_id = ? AND contact_id = ? AND oid = ?",
      [LINK_CONFIDENCE.agent, now, actor.userId, ...of],
    );
  else
    await tx.execute('UPDATE contact_outlet SET state = ?, actor_user_id = ? WHERE tenant_id = ? AND contact_id = ? AND oid = ?', [
      word === 'reject' ? 'rejected' : 'active',
      actor.userId,
      ...of,
    ]);
  await recordAudit(tx, [
    {
      tenantId,
      actor,
      entityType: 'outlet',
      entityId: link.oid,
      action: word === 'reject' ? 'person_rejected' : word === 'restore' ? 'person_restored' : 'person_confirmed',
      before: {
        contactId: link.contactId,
        state: link.isRejected ? 'rejected' : 'active',
        source: link.source,
        isPayer: link.isPayer,
        isDefault: link.isPrimary,
      },
      after: { contactId: link.contactId, state: word === 'reject' ? 'rejected' : 'active', source: word === 'confirm' ? 'agent' : link.source },
      requestId,
      at: now,
    },
  ]);
  return true;
}
