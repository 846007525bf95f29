import type { ReminderReason } from '../../types/renewals.ts';
import { clock } from '../platform/clock.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { companyToday } from './company-today.ts';
import { decideSendTime } from './decide-send-time.ts';
import { decideUnwanted, type UnwantedFacts } from './decide-unwanted.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import { takeBackPrompts } from './take-back-prompts.ts';

interface Row extends UnwantedFacts {
  id: string;
  renewal_id: string;
  timezone: string;
}

/** Taken back for good, or not at this hour: look again after `waitMs`. */
export type Unwanted = { kind: 'withdrawn'; reason: ReminderReason | 'taken_back' } | { kind: 'later'; waitMs: number };

/** What is asked of one prompt of a message; `has_complaint` by the same rule as decisions: an open ticket of the outlet or the person that is a complaint, or urgent or high. */
const PROMPTS = `SELECT a.id, a.renewal_id, a.result, a.step, a.author_user_id, a.created_at, r.status, r.due_date, r.answered_at, r.snoozed_until,
    o.timezone, o.status AS outlet_status, o.missing_since, o.expiry_date, c.opted_out_at,
    EXISTS (SELECT 1 FROM ticket t LEFT JOIN category g ON g.tenant_id = t.tenant_id AND g.id = t.category_id
      WHERE t.tenant_id = a.tenant_id AND t.is_open = 1 AND (t.oid = r.oid OR t.contact_id = a.contact_id) AND (g.is_complaint = 1 OR t.priority IN ('high', 'urgent'))) AS has_complaint
  FROM renewal_attempt a JOIN renewal r ON r.tenant_id = a.tenant_id AND r.id = a.renewal_id
  JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid LEFT JOIN contact c ON c.tenant_id = a.tenant_id AND c.id = a.contact_id
  WHERE a.tenant_id = ? AND a.message_id = ?`;

/**
 * Asked right before an automatic message goes out: why it is not wanted any more, or null. One outlet of a digest that was paid meanwhile
 * takes the whole message back: the others are prompted again without it. What is told here has happened to the prompts already. A reminder that
 * was kept waiting (a broken connection, a stopped number) until its outlet's quiet hours or a holiday waits for the next morning.
 */
export async function findUnwanted(ctx: Ctx, messageId: string): Promise<Unwanted | null> {
  const [automatic] = await database().query<{ kind: string }>('SELECT kind FROM automatic_message WHERE tenant_id = ? AND message_id = ?', [
    ctx.tenantId,
    messageId,
  ]);
  if (!automatic || (automatic.kind !== 'renewal' && automatic.kind !== 'winback')) return null;
  const prompts = await database().query<Row>(PROMPTS, [ctx.tenantId, messageId]);
  if (prompts.every((prompt) => prompt.result === 'withdrawn')) return { kind: 'withdrawn', reason: 'taken_back' };
  const today = companyToday(clock.now());
  const judged = prompts.map((prompt) => ({ id: prompt.id, renewalId: prompt.renewal_id, reason: decideUnwanted(prompt, today) }));
  const reason = judged.find((prompt) => prompt.reason !== null)?.reason ?? null;
  if (reason !== null) {
    await takeBackPrompts(ctx, messageId, judged);
    return { kind: 'withdrawn', reason };
  }
  const settings = await readRenewalSettings(ctx.tenantId);
  const now = clock.now().getTime();
  const opensAt = Math.max(...prompts.map(({ timezone }) => decideSendTime(settings, timezone, now).at));
  return opensAt > now ? { kind: 'later', waitMs: opensAt - now } : null;
}
