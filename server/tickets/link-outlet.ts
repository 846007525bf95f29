import { scopeSql } from '../access/scope-sql.ts';
import { refuseUnseenContact } from '../contacts/refuse-unseen-contact.ts';
import { announce } from '../platform/announce.ts';
import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { rememberOutlet } from '../outlets/remember-outlet.ts';
import { lockTicket } from './lock-ticket.ts';
import { publishTicket } from './publish-ticket.ts';

/**
 * Says which outlet a ticket is about (TICKET-09, POS-10): audited with what it was before. With `remember` the outlet becomes the
 * contact's default for new tickets. Both ticket and outlet must be within the person's scope;
 * `forbidden` to remember it for somebody whose other outlets they do not see.
 */
export async function linkOutlet(ctx: UserCtx, input: { ticketId: string; oid: string; remember: boolean }): Promise<void> {
  await inTransaction(ctx, async ({ tx }) => {
    const ticket = await lockTicket({ ...ctx, tx }, input.ticketId);
    const scope = scopeSql(ctx.actor.scope, 'o');
    const [outlet] = await tx.query<{ oid: string; fid: string; name: string }>(
      `SELECT o.oid, o.fid, o.name FROM outlet o WHERE o.tenant_id = ? AND o.oid = ? AND ${scope.sql}`,
      [ctx.tenantId, input.oid, ...scope.params],
    );
    if (!outlet) throw new AppError('not_found', 'There is no such outlet.');
    if (input.remember) {
      await refuseUnseenContact({ ...ctx, tx }, { contactId: ticket.contact_id, oid: outlet.oid, isUnconfirmed: false });
      await rememberOutlet({ ...ctx, tx }, ticket.contact_id, outlet);
    }
    if (ticket.oid === outlet.oid && ticket.link_state === 'linked') return;
    const [former] =
      ticket.oid === null ? [] : await tx.query<{ name: string }>('SELECT name FROM outlet WHERE tenant_id = ? AND oid = ?', [ctx.tenantId, ticket.oid]);
    await tx.execute("UPDATE ticket SET oid = ?, fid = ?, link_state = 'linked', revision = revision + 1 WHERE tenant_id = ? AND id = ?", [
      outlet.oid,
      outlet.fid,
      ctx.tenantId,
      ticket.id,
    ]);
    await recordAudit(tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'ticket',
        entityId: ticket.id,
        action: 'outlet_linked',
        requestId: ctx.requestId,
        at: ctx.now,
        before: ticket.oid === null ? { linkState: ticket.link_state } : { oid: ticket.oid, fid: ticket.fid, outlet: former?.name ?? ticket.oid },
        after: { oid: outlet.oid, fid: outlet.fid, outlet: outlet.name },
      },
    ]);
    await announce(tx, [{ tenantId: ctx.tenantId, type: 'ticket.changed', payload: { ticketId: ticket.id, fields: ['outlet'] } }], ctx.now);
    tx.afterCommit(() => publishTicket(ctx, ticket.id, { refetch: true, movedFrom: ticket, requestId: ctx.requestId }));
  });
}
