import type { Ctx, Tx } from '../platform/context.ts';
import { recordAudit } from '../platform/record-audit.ts';

interface Current {
  id: string;
  status: string;
  prompt_state: string;
  is_open: number | string;
  fid: string | null;
  oid: string | null;
}

const OUTREACH_STATUSES = "('new', 'open', 'pending_merchant', 'pending_internal')";

/**
 * The ticket an automatic message goes into: the conversation's current one while it is open, unless it belongs to another franchise, whose
 * people must not read what is written about this one; else an outreach ticket of the same outlet; else a new one. An outreach ticket becomes
 * the conversation's current one: what the merchant writes next answers the newest prompt, and is heard there. Locks the conversation first.
 */
export async function findPromptTicket(
  ctx: Ctx & { tx: Tx },
  input: { contactId: string; numberId: string; outlet: { oid: string | null; fid: string } | null; categoryName?: string; subject?: string | null },
): Promise<string> {
  const { tx, tenantId } = ctx;
  const key = [tenantId, input.numberId, input.contactId];
  const conversation = 'SELECT current_ticket_id FROM conversation WHERE tenant_id = ? AND number_id = ? AND contact_id = ? FOR UPDATE';
  let [talk] = await tx.query<{ current_ticket_id: string | null }>(conversation, key);
  if (!talk) {
    await tx.execute('INSERT IGNORE INTO conversation (tenant_id, number_id, contact_id) VALUES (?, ?, ?)', key);
    [talk] = await tx.query<{ current_ticket_id: string | null }>(conversation, key);
  }
  const current = talk?.current_ticket_id ? await ticketOf(ctx, 'id = ?', [talk.current_ticket_id]) : null;
  if (current && Number(current.is_open) === 1 && isSeenByTheirs(current, input.outlet)) return current.id;
  const oid = input.outlet?.oid ?? null;
  if (current && isOutreach(current) && current.oid === oid) return current.id;
  const known = await ticketOf(
    ctx,
    `number_id = ? AND contact_id = ? AND oid <=> ? AND prompt_state = 'outreach' AND status IN ${OUTREACH_STATUSES} ORDER BY id DESC LIMIT 1`,
    [input.numberId, input.contactId, oid],
  );
  const ticketId = known?.id ?? (await insertOutreach(ctx, input, current?.id ?? null));
  await tx.execute('UPDATE conversation SET current_ticket_id = ? WHERE tenant_id = ? AND number_id = ? AND contact_id = ?', [ticketId, ...key]);
  return ticketId;
}

async function ticketOf({ tx, tenantId }: Ctx & { tx: Tx }, where: string, params: readonly (string | null)[]): Promise<Current | null> {
  const [row] = await tx.query<Current>(`SELECT id, status, prompt_state, is_open, fid, oid FROM ticket WHERE tenant_id = ? AND ${where}`, [
    tenantId,
    ...params,
  ]);
  return row ?? null;
}

/** A ticket without a franchise is seen by those who see the whole company only. */
function isSeenByTheirs(ticket: Current, outlet: { fid: string } | null): boolean {
  return ticket.fid === null || ticket.fid === outlet?.fid;
}

function isOutreach(ticket: Current): boolean {
  return ticket.prompt_state === 'outreach' && ticket.status !== 'closed' && ticket.status !== 'resolved';
}

async function insertOutreach(
  ctx: Ctx & { tx: Tx },
  input: { contactId: string; numberId: string; outlet: { oid: string | null; fid: string } | null; categoryName?: string; subject?: string | null },
  formerTicketId: string | null,
): Promise<string> {
  const { tx, tenantId } = ctx;
  // transport time: a thread is ordered by it
  const at = new Date();
  const [category] =
    input.categoryName === undefined
      ? []
      : await tx.query<{ id: string }>('SELECT id FROM category WHERE tenant_id = ? AND name = ?', [tenantId, input.categoryName]);
  const { insertId } = await tx.execute(
    `INSERT INTO ticket (tenant_id, number_id, contact_id, fid, oid, link_state, status, prompt_state, category_id, subject, former_ticket_id, last_message_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, 'new', 'outreach', ?, ?, ?, ?, ?)`,
    [
      tenantId,
      input.numberId,
      input.contactId,
      input.outlet?.fid ?? null,
      input.outlet?.oid ?? null,
      input.outlet?.oid ? 'linked' : input.outlet ? 'ambiguous' : 'unknown',
      category?.id ?? null,
      input.subject ?? null,
      formerTicketId,
      at,
      at,
    ],
  );
  await recordAudit(tx, [
    {
      tenantId,
      actor: ctx.actor,
      entityType: 'ticket',
      entityId: insertId,
      action: 'created',
      requestId: ctx.requestId,
      at,
      after: formerTicketId === null ? { status: 'new' } : { formerTicketId },
    },
  ]);
  return insertId;
}
