import type { EventPayloads } from '../../types/events.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { decideNextLook } from './decide-next-look.ts';
import { decideReminder } from './decide-reminder.ts';
import { keepDecisions } from './keep-decisions.ts';
import { loadReminderInputs } from './load-reminder-inputs.ts';
import { publishRenewals } from './publish-renewals.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import { saveNextLooks } from './save-next-looks.ts';
import { takeUpAnswer } from './take-up-answer.ts';

interface Asked {
  id: string;
  renewal_id: string;
  message_id: string;
}

/** An answer to something sent longer ago is not counted as one. */
const ANSWERABLE_MS = 90 * 86_400_000;
const OPEN = "a.channel = 'whatsapp' AND a.answered_at IS NULL AND a.result NOT IN ('failed', 'bounced', 'withdrawn')";

/**
 * The merchant wrote where a prompt had asked (RENEW-09): every prompt in that ticket is answered (the last of each renewal reads so, the others go on saying how they arrived), the cadence of those cycles stops, and the
 * ticket goes to whoever works on the renewal. A ticket that was archived since: the prompts of this person in such tickets. Safe to repeat. `ctx.now` is the calendar's time.
 */
export async function hearAnswer(ctx: Ctx, { ticketId, contactId, messageId }: EventPayloads['prompt.answered']): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const { tx, tenantId, now, log } = ctx;
    // as everybody locks them: conversation, person, renewals, ticket
    await tx.query(
      'SELECT v.contact_id FROM conversation v WHERE v.tenant_id = ? AND v.contact_id = ? AND v.number_id = (SELECT t.number_id FROM ticket t WHERE t.tenant_id = ? AND t.id = ?) FOR UPDATE',
      [tenantId, contactId, tenantId, ticketId],
    );
    await tx.query('SELECT id FROM contact WHERE tenant_id = ? AND id = ? FOR UPDATE', [tenantId, contactId]);
    const asked = await findAsked(ctx, ticketId, contactId, messageId);
    if (asked.length === 0) return 0;
    const ids = [...new Set(asked.map((attempt) => attempt.renewal_id))];
    const rows = await tx.query<{ id: string }>('SELECT id FROM renewal FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN (?) ORDER BY id FOR UPDATE', [
      tenantId,
      ids,
    ]);
    await tx.execute(
      "UPDATE renewal_attempt SET answered_at = ?, result = IF(result <> 'paid' AND id IN (?), 'replied', result) WHERE tenant_id = ? AND id IN (?) AND answered_at IS NULL",
      [now, lastOf(asked), tenantId, asked.map((attempt) => attempt.id)],
    );
    await tx.execute('UPDATE renewal SET answered_at = ?, revision = revision + 1 WHERE tenant_id = ? AND id IN (?)', [now, tenantId, ids]);
    const settings = await readRenewalSettings(tenantId);
    const inputs = await loadReminderInputs(
      tx,
      tenantId,
      rows.map(({ id }) => id),
      settings,
      now,
    );
    const decided = inputs.map((input) => ({ renewalId: input.renewal.id, decision: decideReminder({ ...input, mode: 'cadence', settings, now }) }));
    await keepDecisions(tx, tenantId, decided, now);
    await saveNextLooks(
      tx,
      tenantId,
      decided.map(({ renewalId, decision }) => ({ renewalId, ...decideNextLook(decision, now) })),
    );
    await takeUpAnswer(ctx, ticketId, ids);
    tx.afterCommit(() => publishRenewals({ tenantId, log }, ids));
    return asked.length;
  });
}

/** The last prompt of each renewal: what was answered, as people see it. */
function lastOf(asked: readonly Asked[]): string[] {
  const last = new Map<string, string>();
  for (const { id, renewal_id: renewalId } of asked) if (Number(id) > Number(last.get(renewalId) ?? 0)) last.set(renewalId, id);
  return [...last.values()];
}

async function findAsked(ctx: Ctx & { tx: Tx }, ticketId: string, contactId: string, messageId: string): Promise<Asked[]> {
  const since = new Date(ctx.now.getTime() - ANSWERABLE_MS);
  const inTicket = await ctx.tx.query<Asked>(
    `SELECT a.id, a.renewal_id, a.message_id FROM renewal_attempt a WHERE a.tenant_id = ? AND a.ticket_id = ? AND ${OPEN} AND a.created_at > ? AND a.message_id < ?`,
    [ctx.tenantId, ticketId, since, messageId],
  );
  if (inTicket.length > 0) return inTicket;
  return ctx.tx.query<Asked>(
    `SELECT a.id, a.renewal_id, a.message_id FROM renewal r JOIN renewal_attempt a ON a.tenant_id = r.tenant_id AND a.renewal_id = r.id
     JOIN ticket p ON p.tenant_id = a.tenant_id AND p.id = a.ticket_id AND p.status IN ('resolved', 'closed')
     WHERE r.tenant_id = ? AND r.contact_id = ? AND r.status IN ('due', 'failed') AND a.contact_id = r.contact_id AND ${OPEN} AND a.created_at > ? AND a.message_id < ?`,
    [ctx.tenantId, contactId, since, messageId],
  );
}
