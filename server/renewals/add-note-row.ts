import { AppError } from '../platform/app-error.ts';
import type { Tx } from '../platform/context.ts';
import { isTakenKey } from '../platform/is-taken-key.ts';
import type { UserCtx } from '../platform/trpc.ts';

/** Writes a note about a renewal the caller has locked. False when this key wrote it before; `conflict` when the key belongs to another. */
export async function addNoteRow(ctx: UserCtx & { tx: Tx }, note: { renewalId: string; text: string; clientKey?: string }): Promise<boolean> {
  const { tx, tenantId, actor, now } = ctx;
  const taken = new AppError('conflict', 'This key belongs to another note.');
  if (note.clientKey !== undefined) {
    const [known] = await tx.query<{ renewal_id: string; author_user_id: string }>(
      'SELECT renewal_id, author_user_id FROM renewal_note WHERE tenant_id = ? AND client_key = ?',
      [tenantId, note.clientKey],
    );
    if (known && (known.renewal_id !== note.renewalId || known.author_user_id !== actor.userId)) throw taken;
    if (known) return false;
  }
  await tx
    .execute('INSERT INTO renewal_note (tenant_id, renewal_id, author_user_id, content_text, client_key, created_at) VALUES (?)', [
      [tenantId, note.renewalId, actor.userId, note.text, note.clientKey ?? null, now],
    ])
    .catch((error: unknown) => {
      throw isTakenKey(error, 'uq_renewal_note_key') ? taken : error;
    });
  return true;
}
