import { inTransaction } from '../platform/in-transaction.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { addNoteRow } from './add-note-row.ts';
import { lockRenewal } from './lock-renewal.ts';
import { publishRenewals } from './publish-renewals.ts';

/** Adds a note to a renewal (staff only, never sent). The same `clientKey` adds it once, however often it is sent. */
export async function addRenewalNote(ctx: UserCtx, input: { id: string; text: string; clientKey: string }): Promise<void> {
  await inTransaction(ctx, async ({ tx }) => {
    const renewal = await lockRenewal({ ...ctx, tx }, input.id);
    if (!(await addNoteRow({ ...ctx, tx }, { renewalId: renewal.id, text: input.text, clientKey: input.clientKey }))) return;
    await tx.execute('UPDATE renewal SET revision = revision + 1 WHERE tenant_id = ? AND id = ?', [ctx.tenantId, renewal.id]);
    tx.afterCommit(() => publishRenewals(ctx, [renewal.id]));
  });
}
