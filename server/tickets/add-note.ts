import type { NoteView } from '../../types/tickets.ts';
import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { isTakenKey } from '../platform/is-taken-key.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { lockTicket } from './lock-ticket.ts';
import { noteView, type NoteRow } from './note-view.ts';
import { publishTicket } from './publish-ticket.ts';

/** Adds an internal note (TICKET-07). The same `clientKey` adds it once, however often it is sent. */
export async function addNote(ctx: UserCtx, input: { ticketId: string; text: string; clientKey: string }): Promise<NoteView> {
  return inTransaction(ctx, async ({ tx }) => {
    const ticket = await lockTicket({ ...ctx, tx }, input.ticketId);
    const find = (): Promise<NoteRow[]> =>
      tx.query<NoteRow>(
        `SELECT n.id, n.ticket_id, n.author_user_id, u.name AS author_name, n.content_text, n.created_at
         FROM ticket_note n LEFT JOIN user u ON u.tenant_id = n.tenant_id AND u.id = n.author_user_id WHERE n.tenant_id = ? AND n.client_key = ?`,
        [ctx.tenantId, input.clientKey],
      );
    const [known] = await find();
    if (known) {
      if (known.ticket_id !== ticket.id || known.author_user_id !== ctx.actor.userId) throw new AppError('conflict', 'This key belongs to another note.');
      return noteView(known);
    }
    const values = [ctx.tenantId, ticket.id, ctx.actor.userId, input.text, input.clientKey, ctx.now];
    await tx
      .execute('INSERT INTO ticket_note (tenant_id, ticket_id, author_user_id, content_text, client_key, created_at) VALUES (?)', [values])
      .catch((error: unknown) => {
        // sent at the same moment for another ticket: what was asked before did not see it yet
        throw isTakenKey(error, 'uq_note_client_key') ? new AppError('conflict', 'This key belongs to another note.') : error;
      });
    await tx.execute('UPDATE ticket SET revision = revision + 1 WHERE tenant_id = ? AND id = ?', [ctx.tenantId, ticket.id]);
    const [note] = await find();
    if (!note) throw new Error('the note was not stored');
    await recordAudit(tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'ticket',
        entityId: ticket.id,
        action: 'note_added',
        after: { noteId: note.id },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    tx.afterCommit(() => publishTicket(ctx, ticket.id, { items: [noteView(note)] }));
    return noteView(note);
  });
}
