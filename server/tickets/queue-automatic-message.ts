import { randomUUID } from 'node:crypto';
import type { OutboundContent } from '../../types/messages.ts';
import { queueMessage } from '../messages/queue-message.ts';
import type { OutboundLane } from '../messages/outbound-types.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { findPromptTicket } from './find-prompt-ticket.ts';
import { lockConversation } from './lock-conversation.ts';

/** What is written to somebody without a person asking for this one message. */
export interface AutomaticMessage {
  contactId: string;
  /** from this number of ours; else the one they last wrote to, else the tenant's first */
  numberId?: string;
  /** what a new ticket is about; of several outlets only the franchise they share, null when that is the question */
  outlet: { oid: string | null; fid: string } | null;
  kind: 'renewal' | 'winback' | 'outlet_question' | 'csat';
  /** the same key is never written twice; up to 100 characters */
  claimKey: string;
  content: OutboundContent;
  lane: OutboundLane;
  /** name of the category a new ticket gets, when there is one of that name */
  categoryName?: string;
  /** what a new ticket is called; up to 255 characters */
  subject?: string | null;
  /** the ticket it belongs into, when the caller knows (a question about that very ticket) */
  ticketId?: string;
  /** refused when this person has had so many automatic messages of any kind within so many days */
  pressure?: { most: number; days: number; mostPerDay: number };
}

/** `messageId` and `ticketId` of what will be sent, or why nothing was written. `taken`: this key was used before. */
export type AutomaticOutcome =
  | { kind: 'queued'; messageId: string; ticketId: string }
  | { kind: 'refused'; reason: 'taken' | 'pressure' | 'no_number' | 'number_stopped' | 'opted_out' | 'template' | 'window_closed'; detail?: string };

const DAY_MS = 86_400_000;

/**
 * Writes an automatic message, in the caller's transaction and behind the locks of conversation and contact, so that two of them never count the same budget:
 * number and ticket are chosen, the message is queued on its lane, and counted (`ctx.now` is the calendar's time). A refusal leaves nothing behind
 * but, at most, an empty outreach ticket. Errors other than the refusals above are thrown.
 */
export async function queueAutomaticMessage(ctx: Ctx & { tx: Tx }, input: AutomaticMessage): Promise<AutomaticOutcome> {
  const { tx, tenantId } = ctx;
  const number = await lockConversation(tx, tenantId, input.contactId, input.numberId);
  await tx.query('SELECT id FROM contact WHERE tenant_id = ? AND id = ? FOR UPDATE', [tenantId, input.contactId]);
  const [taken] = await tx.query('SELECT id FROM automatic_message WHERE tenant_id = ? AND claim_key = ?', [tenantId, input.claimKey]);
  if (taken) return { kind: 'refused', reason: 'taken' };
  if (input.pressure && (await isPressed(ctx, input.contactId, input.pressure))) return { kind: 'refused', reason: 'pressure' };
  const numberId = input.numberId ?? number?.numberId;
  if (numberId === undefined) return { kind: 'refused', reason: 'no_number' };
  if (numberId === number?.numberId && number.stoppedReason !== null) return { kind: 'refused', reason: 'number_stopped', detail: number.stoppedReason };
  const ticketId = input.ticketId ?? (await findPromptTicket(ctx, { ...input, numberId }));
  const queued = await queue(ctx, input, ticketId);
  if ('reason' in queued) return { kind: 'refused', ...queued };
  await tx.execute('INSERT INTO automatic_message (tenant_id, contact_id, kind, claim_key, message_id, created_at) VALUES (?, ?, ?, ?, ?, ?)', [
    tenantId,
    input.contactId,
    input.kind,
    input.claimKey,
    queued.messageId,
    ctx.now,
  ]);
  return { kind: 'queued', messageId: queued.messageId, ticketId };
}

type Refusal = Omit<Extract<AutomaticOutcome, { kind: 'refused' }>, 'kind'>;

/** Messages keep the real time: the customer service window is WhatsApp's, whatever the calendar of renewals says. */
async function queue(ctx: Ctx & { tx: Tx }, input: AutomaticMessage, ticketId: string): Promise<{ messageId: string } | Refusal> {
  // the claim is what is written once: a message that was taken back keeps its key, and the next one is another message
  const clientKey = `auto-${randomUUID()}`;
  const system: Ctx & { tx: Tx } = { ...ctx, now: new Date(), actor: { kind: 'system', name: input.kind === 'winback' ? 'renewal' : input.kind } };
  try {
    return await queueMessage(system, { ticketId, content: input.content, clientKey, lane: input.lane, asks: true });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'forbidden') return { reason: 'opted_out' };
    if (error.code === 'window_closed') return { reason: 'window_closed' };
    if (input.content.type === 'template' && (error.code === 'conflict' || error.code === 'invalid_input' || error.code === 'not_found'))
      return { reason: 'template', detail: error.message };
    throw error;
  }
}

async function isPressed(
  { tx, tenantId, now }: Ctx & { tx: Tx },
  contactId: string,
  pressure: { most: number; days: number; mostPerDay: number },
): Promise<boolean> {
  const [row] = await tx.query<{ week: string | number; day: string | number | null }>(
    `SELECT COUNT(*) AS week, SUM(a.created_at > ?) AS day FROM automatic_message a JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id
     WHERE a.tenant_id = ? AND a.contact_id = ? AND a.created_at > ? AND m.status <> 'failed'`,
    [new Date(now.getTime() - DAY_MS), tenantId, contactId, new Date(now.getTime() - pressure.days * DAY_MS)],
  );
  return Number(row?.week ?? 0) >= pressure.most || Number(row?.day ?? 0) >= pressure.mostPerDay;
}
