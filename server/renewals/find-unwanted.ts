import { loadRecipients } from '../contacts/load-recipients.ts';
import type { ReminderReason } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { clock } from '../platform/clock.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { companyToday } from './company-today.ts';
import { decidePressure } from './decide-pressure.ts';
import { decideSendTime } from './decide-send-time.ts';
import { decideUnwanted, type UnwantedFacts } from './decide-unwanted.ts';
import { loadComplaints } from './load-complaints.ts';
import { loadTouches } from './load-touches.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import { takeBackPrompts } from './take-back-prompts.ts';
import { toldExpirySql } from './told-expiry-sql.ts';

interface Row extends Omit<UnwantedFacts, 'isInTrouble'> {
  id: string;
  renewal_id: string;
  oid: string;
}

/** Taken back for good, or not at this hour: look again after `waitMs`. */
export type Unwanted = { kind: 'withdrawn'; reason: ReminderReason | 'taken_back' } | { kind: 'later'; waitMs: number };

/** What left so soon after it was written was counted when it was: only what waited longer is counted anew, on the day it goes. */
const FRESH_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const PROMPTS = `SELECT a.id, a.renewal_id, a.result, a.step, a.author_user_id, a.contact_id, a.created_at, r.oid, r.status, r.due_date, r.answered_at, r.snoozed_until,
    o.timezone, o.status AS outlet_status, o.missing_since, o.expiry_date, ${toldExpirySql} AS told_on, c.opted_out_at,
    EXISTS (SELECT 1 FROM renewal_task k WHERE k.tenant_id = r.tenant_id AND k.renewal_id = r.id AND k.reason = 'part_payment' AND k.done_at IS NULL) AS has_part_payment,
    (SELECT j.state FROM renewal_job j WHERE j.tenant_id = a.tenant_id AND j.id = CAST(SUBSTRING(a.claim_key, 5) AS UNSIGNED) AND a.claim_key LIKE 'job-%') AS job_state
  FROM renewal_attempt a JOIN renewal r ON r.tenant_id = a.tenant_id AND r.id = a.renewal_id
  JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid LEFT JOIN contact c ON c.tenant_id = a.tenant_id AND c.id = a.contact_id
  WHERE a.tenant_id = ? AND a.message_id = ?`;

/**
 * Asked right before an automatic message goes out: why it is not wanted any more, or null. One outlet of a digest that was paid meanwhile
 * takes the whole message back: the others are prompted again without it. What is told here has happened to the prompts already. A reminder that
 * was kept waiting (a broken connection, a stopped number) until its outlet's quiet hours or a holiday waits for the next morning; gap and
 * budget are asked again for the day on which it really goes.
 */
export async function findUnwanted(ctx: Ctx, messageId: string): Promise<Unwanted | null> {
  const [automatic] = await database().query<{ kind: string; created_at: Date }>(
    'SELECT kind, created_at FROM automatic_message WHERE tenant_id = ? AND message_id = ?',
    [ctx.tenantId, messageId],
  );
  if (!automatic || (automatic.kind !== 'renewal' && automatic.kind !== 'winback')) return null;
  const prompts = await database().query<Row>(PROMPTS, [ctx.tenantId, messageId]);
  if (prompts.every((prompt) => prompt.result === 'withdrawn')) return { kind: 'withdrawn', reason: 'taken_back' };
  const now = clock.now();
  const settings = await readRenewalSettings(ctx.tenantId);
  const oids = [...new Set(prompts.map(({ oid }) => oid))];
  const recipients = await loadRecipients(database(), ctx.tenantId, oids, now);
  const contactIds = [...new Set(prompts.flatMap(({ contact_id: id }) => id ?? []))];
  const trouble = await loadComplaints(database(), ctx.tenantId, { oids, contactIds });
  const isInTrouble = (prompt: Row): boolean => trouble.oids.has(prompt.oid) || (prompt.contact_id !== null && trouble.contactIds.has(prompt.contact_id));
  const frame = { today: companyToday(now), now, settings };
  const judged = prompts.map((prompt) => ({
    id: prompt.id,
    renewalId: prompt.renewal_id,
    reason: decideUnwanted({ ...prompt, isInTrouble: isInTrouble(prompt) }, { ...frame, recipientId: recipients.get(prompt.oid)?.contactId ?? null }),
  }));
  const reason = judged.find((prompt) => prompt.reason !== null)?.reason ?? null;
  if (reason !== null) {
    await takeBackPrompts(ctx, messageId, judged);
    return { kind: 'withdrawn', reason };
  }
  const opensAt = Math.max(...prompts.map(({ timezone }) => decideSendTime(settings, timezone, now.getTime()).at));
  if (opensAt > now.getTime()) return { kind: 'later', waitMs: opensAt - now.getTime() };
  if (now.getTime() - automatic.created_at.getTime() < FRESH_MS) return null;
  const late = await countAnew(ctx, messageId, prompts, settings, now);
  if (late === null) return null;
  await takeBackPrompts(
    ctx,
    messageId,
    prompts.map((prompt) => ({ id: prompt.id, renewalId: prompt.renewal_id, reason: late })),
  );
  return { kind: 'withdrawn', reason: late };
}

/**
 * It was counted on the day it was written, and goes today: behind the lock under which everything to this person is counted, gap and budget
 * are asked without the message itself, and it counts for today from here on. What a person asked for goes, and counts.
 */
async function countAnew(ctx: Ctx, messageId: string, prompts: readonly Row[], settings: RenewalSettings, now: Date): Promise<'gap' | 'pressure' | null> {
  const [first] = prompts;
  if (!first || first.contact_id === null) return null;
  const { contact_id: contactId, timezone } = first;
  return inTransaction(ctx, async ({ tx, tenantId }) => {
    await tx.query('SELECT id FROM contact WHERE tenant_id = ? AND id = ? FOR UPDATE', [tenantId, contactId]);
    if (prompts.some((prompt) => prompt.author_user_id === null)) {
      const others = await tx.query(
        `SELECT id FROM renewal_attempt WHERE tenant_id = ? AND renewal_id IN (?) AND message_id <> ? AND channel <> 'call' AND created_at > ?
           AND result NOT IN ('failed', 'bounced', 'withdrawn') LIMIT 1`,
        [tenantId, prompts.map((prompt) => prompt.renewal_id), messageId, new Date(now.getTime() - settings.minimumGapHours * HOUR_MS)],
      );
      if (others.length > 0) return 'gap';
      const since = new Date(now.getTime() - settings.pressure.days * DAY_MS);
      const touches = (await loadTouches(tx, tenantId, [contactId], since, { exceptMessageId: messageId })).get(contactId) ?? [];
      if (decidePressure(touches, settings, timezone, now.getTime()) !== null) return 'pressure';
    }
    await tx.execute('UPDATE automatic_message SET created_at = ? WHERE tenant_id = ? AND message_id = ?', [now, tenantId, messageId]);
    await tx.execute('UPDATE renewal_attempt SET created_at = ? WHERE tenant_id = ? AND message_id = ?', [now, tenantId, messageId]);
    return null;
  });
}
