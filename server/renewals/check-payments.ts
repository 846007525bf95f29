import { setTimeout as wait } from 'node:timers/promises';
import { decidePosHold } from '../outlets/decide-pos-hold.ts';
import { hasHeldPosRun } from '../outlets/has-held-pos-run.ts';
import { pos, type Pos } from '../outlets/pos.ts';
import { readPosSettings } from '../outlets/read-pos-settings.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { companyToday } from './company-today.ts';
import { decideDigest } from './decide-digest.ts';
import { decideExpiryChange } from './decide-expiry-change.ts';
import { loadReminderInputs } from './load-reminder-inputs.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import type { ReminderInput } from './reminder-types.ts';
import type { ReminderJob } from './send-types.ts';
import { settleRenewal } from './settle-renewal.ts';
import type { Settlement } from './settlement-types.ts';

/** So long a reminder waits for one answer of the POS; away, it goes by what we know. */
const PATIENCE_MS = 3_000;
/** So many outlets are asked about at once, and so long together. */
const AT_ONCE = 10;
const TOGETHER_MS = 20_000;
const DAY_MS = 86_400_000;
/** So many outlets nobody asked about are asked whether the POS still tells what we know. */
const CONTROLS = 3;

/** Why a renewal is not written about in this round: the POS says something else than we know, or its outlet's turn to be asked did not come. */
export type PaymentDoubt = 'moved' | 'not_asked';

interface Told {
  input: ReminderInput;
  change: ReturnType<typeof decideExpiryChange>;
  expiryDate: string | null;
  /** the POS knows the outlet, and tells the day we know */
  isAgreed: boolean;
}

/**
 * Right before prompts go, the POS is asked about those outlets once more (it may have been paid a minute ago): a newer expiry settles the
 * renewal as paid. Answers the renewals that wait: the day moved a little, the outlet was closed, a load is held or so much would be paid
 * that it would be held, the POS tells nothing as we know it (the next load says what that means), or the outlet could not be asked in time.
 * A POS that is away, or cannot tell one outlet alone, holds nothing up.
 */
export async function checkPayments(ctx: Ctx, job: ReminderJob): Promise<ReadonlyMap<string, PaymentDoubt>> {
  const doubts = new Map<string, PaymentDoubt>();
  const point = pos();
  if (!point?.isAvailable || job.renewalIds.length === 0) return doubts;
  const settings = await readRenewalSettings(ctx.tenantId);
  const inputs = await loadReminderInputs(database(), ctx.tenantId, job.renewalIds, settings, ctx.now);
  const round = decideDigest(inputs.map((input) => ({ ...input, mode: job.mode, settings, now: ctx.now })));
  const due = new Set(round.messages.flatMap(({ parts }) => parts.map(({ renewalId }) => renewalId)));
  const { told, left } = await askAll(
    ctx,
    point,
    inputs.filter(({ renewal }) => due.has(renewal.id)),
    settings.cycleMonths,
  );
  for (const input of left) doubts.set(input.renewal.id, 'not_asked');
  for (const { input, change } of told) if (change === 'moved' || change === 'cancelled') doubts.set(input.renewal.id, 'moved');
  const paid = told.filter(({ change }) => change === 'paid');
  const isHeld = paid.length > 0 && ((await areTooMany(ctx, paid.length, told.length)) || (await isTalkingNonsense(ctx, point, told)));
  for (const { input, expiryDate } of paid) {
    if (isHeld) {
      doubts.set(input.renewal.id, 'moved');
      continue;
    }
    const evidence = { kind: 'expiry_moved', from: input.outlet.expiresOn, to: expiryDate, asked: 'before_sending' };
    await settle(ctx, input.renewal.id, { kind: 'paid', paidOn: companyToday(ctx.now), evidence });
  }
  return doubts;
}

/** In small crowds, until the time is up. Those left over wait when the POS answers at all. */
async function askAll(ctx: Ctx, point: Pos, inputs: readonly ReminderInput[], usualMonths: number): Promise<{ told: Told[]; left: ReminderInput[] }> {
  const waiting = [...inputs];
  const told: Told[] = [];
  const until = Date.now() + TOGETHER_MS;
  let answers = 0;
  const askOn = async (): Promise<void> => {
    while (Date.now() < until && point.isAvailable) {
      const input = waiting.shift();
      if (!input) return;
      const { renewal } = input;
      const answer = await ask(point, renewal.oid);
      if (answer === 'nothing') continue;
      answers += 1;
      if (answer === null || (answer.expiryDate === renewal.dueOn && answer.status !== 'closed')) {
        told.push({ input, change: 'nothing', expiryDate: renewal.dueOn, isAgreed: answer !== null });
        continue;
      }
      const { expiryDate, status } = answer;
      const cycleMonths = await cycleOf(ctx, renewal.oid, usualMonths);
      told.push({ input, change: decideExpiryChange({ dueOn: renewal.dueOn, expiresOn: expiryDate, status, cycleMonths }), expiryDate, isAgreed: false });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, inputs.length) }, askOn));
  return { told, left: answers > 0 && point.isAvailable ? waiting : [] };
}

/** `nothing`: no answer, or none that is understood; null: the POS does not know the outlet. */
async function ask(point: Pos, oid: string): Promise<Awaited<ReturnType<Pos['findOutlet']>> | 'nothing'> {
  const impatience = new AbortController();
  const tooLate = wait(PATIENCE_MS, 'nothing' as const, { signal: impatience.signal }).catch(() => 'nothing' as const);
  const answer = await Promise.race([point.findOutlet(oid, Date.now()).catch(() => 'nothing' as const), tooLate]);
  impatience.abort();
  return answer;
}

/**
 * POS-13 for what is asked outlet by outlet: while a load is held nothing is settled, nor when so large a part of all that was asked in the
 * last day would be paid that a load of it would be held.
 */
async function areTooMany(ctx: Ctx, paid: number, asked: number): Promise<boolean> {
  if (await hasHeldPosRun(ctx.tenantId)) return true;
  const since = new Date(ctx.now.getTime() - DAY_MS);
  const [before] = await database().query<{ paid: number | string; sent: number | string }>(
    `SELECT (SELECT COUNT(*) FROM renewal WHERE tenant_id = ? AND paid_on >= ? AND status = 'paid' AND settled_at > ? AND JSON_UNQUOTE(JSON_EXTRACT(evidence, '$.asked')) = 'before_sending') AS paid,
       (SELECT COUNT(DISTINCT renewal_id) FROM renewal_attempt WHERE tenant_id = ? AND result IN ('queued', 'unknown', 'sent', 'delivered', 'read', 'replied')
         AND channel = 'whatsapp' AND created_at > ?) AS sent`,
    [ctx.tenantId, companyToday(since), since, ctx.tenantId, since],
  );
  const known = { franchises: 0, outlets: Number(before?.sent ?? 0) + Number(before?.paid ?? 0) + asked };
  const touched = { franchises: 0, outlets: Number(before?.paid ?? 0) + paid };
  return decidePosHold({ kind: 'incremental', listed: known, known, touched }, (await readPosSettings(ctx.tenantId)).holdShare).isHeld;
}

/**
 * Whether the POS, which says that these were paid, tells nothing at all as we know it: a POS that answers nonsense for everyone does so for
 * the first as well, before a share of anything can be counted. One outlet told as we know it is enough, of these or of a few others; who
 * really was paid among those waits for the next load, and is not written to.
 */
async function isTalkingNonsense(ctx: Ctx, point: Pos, told: readonly Told[]): Promise<boolean> {
  if (told.some(({ isAgreed }) => isAgreed)) return false;
  const asked = told.map(({ input }) => input.renewal.oid);
  const { tenantId } = ctx;
  const beside = (side: '>' | '<'): string =>
    `(SELECT oid, CAST(expiry_date AS CHAR) AS day FROM outlet WHERE tenant_id = ? AND oid ${side} ? AND oid NOT IN (?) AND expiry_date IS NOT NULL AND missing_since IS NULL
       AND status <> 'closed' ORDER BY oid LIMIT ?)`;
  const of = [tenantId, asked[0] ?? '0', asked, CONTROLS];
  const near = await database().query<{ oid: string; day: string }>(`${beside('>')} UNION ALL ${beside('<')}`, [...of, ...of]);
  const known = near.slice(0, CONTROLS);
  const answers = await Promise.all(known.map(async ({ oid, day }) => ({ day, answer: await ask(point, oid) })));
  const others = answers.flatMap(({ day, answer }) => (answer === 'nothing' || answer === null ? [] : [answer.expiryDate === day]));
  return others.length > 0 && !others.includes(true);
}

/** Somebody was faster: the decision that follows sees it. */
async function settle(ctx: Ctx, renewalId: string, settlement: Settlement): Promise<void> {
  await settleRenewal(ctx, renewalId, settlement).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}

async function cycleOf(ctx: Ctx, oid: string, usual: number): Promise<number> {
  const [row] = await database().query<{ months: number | null }>(
    `SELECT COALESCE(b.cycle_months, o.cycle_months) AS months FROM outlet o LEFT JOIN outlet_billing b ON b.tenant_id = o.tenant_id AND b.oid = o.oid
     WHERE o.tenant_id = ? AND o.oid = ?`,
    [ctx.tenantId, oid],
  );
  return row?.months ?? usual;
}
