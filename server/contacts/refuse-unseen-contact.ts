import { AppError } from '../platform/app-error.ts';
import type { Tx } from '../platform/context.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { isContactUnseen } from './is-contact-unseen.ts';

/**
 * Before a colleague decides where a contact belongs: `forbidden` when the contact speaks for outlets of which they may see none
 * (`isContactUnseen`): a typed number must not take a merchant over. Of a link that only a typed number stands behind, people to whom
 * personal data is masked may say nothing either, or they would learn whose number it is.
 */
export async function refuseUnseenContact(ctx: UserCtx & { tx: Tx }, link: { contactId: string; oid: string; isUnconfirmed: boolean }): Promise<void> {
  const isHidden = link.isUnconfirmed && ctx.actor.pii !== 'full';
  if (!isHidden && !(await isContactUnseen(ctx, link.contactId, link.oid))) return;
  ctx.log.warn({ contactId: link.contactId, oid: link.oid, userId: ctx.actor.userId }, 'somebody may not decide where a contact belongs that they do not see');
  throw new AppError(
    'forbidden',
    isHidden
      ? 'This number has not been confirmed yet. The merchant, or a colleague who sees personal data, has to confirm it.'
      : 'This person belongs to outlets you do not look after. The merchant, or a supervisor who sees all of them, has to confirm it.',
    { reason: 'contact_unseen' },
  );
}
