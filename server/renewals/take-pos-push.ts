import { z } from 'zod';
import { clock } from '../platform/clock.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { readPosEvent, type PosEvent } from './read-pos-event.ts';
import { type SaidPayment, settlePosPayment } from './settle-pos-payment.ts';

const push = z.object({ events: z.array(z.unknown()).min(1).max(500) });

/** An event that did nothing and may come again: its place in the push, and why. */
export interface RefusedEvent {
  index: number;
  /** the field that cannot be read, `unreadable`, `unknown_outlet`, `too_early`, `too_late` */
  reason: string;
}

/** What a push did. `problem` is kept with it; null: everything in it was understood. */
export interface PosPushOutcome {
  paid: number;
  refused: RefusedEvent[];
  problem: string | null;
}

/**
 * Payments as the POS tells them: the open renewal a payment is for is paid, with the push as evidence. Each counts once, by the POS's own
 * number for it, whichever bodies it comes in. Events are judged one by one: what cannot be read, an outlet nobody knows and a time that
 * cannot be are told and not remembered, and may come again; the others count. Safe to repeat.
 */
export async function takePosPush(ctx: Ctx, body: unknown): Promise<PosPushOutcome> {
  const parsed = push.safeParse(body);
  if (!parsed.success) return { paid: 0, refused: [], problem: `not understood: ${parsed.error.issues[0]?.path.join('.') ?? ''}`.slice(0, 200) };
  const outcome: PosPushOutcome = { paid: 0, refused: [], problem: null };
  const problems = { unread: [] as string[], unknown: [] as string[], untimely: [] as string[] };
  for (const [index, given] of parsed.data.events.entries()) {
    const read = readPosEvent(given);
    if (read.kind === 'other') continue;
    const taken = read.kind === 'refused' ? read.reason : await take(ctx, read.payment);
    if (taken === 'paid') outcome.paid += 1;
    if (taken === 'paid' || taken === 'part' || taken === 'nothing') continue;
    outcome.refused.push({ index, reason: taken });
    if (read.kind === 'refused') problems.unread.push(`${index} (${taken})`);
    else if (taken === 'unknown_outlet') problems.unknown.push(read.payment.oid);
    else problems.untimely.push(`${read.payment.id.slice(0, 40)} (${taken})`);
  }
  const told = [
    ...tell('events not understood', problems.unread),
    ...tell('unknown outlets', problems.unknown),
    ...tell('paid_at cannot be', problems.untimely),
  ];
  return { ...outcome, problem: told.length > 0 ? told.join('; ').slice(0, 500) : null };
}

function tell(what: string, which: readonly string[]): string[] {
  return which.length > 0 ? [`${what}: ${which.slice(0, 5).join(', ')}${which.length > 5 ? ` and ${which.length - 5} more` : ''}`] : [];
}

/** One payment: remembered in the transaction that settles, so that neither is there without the other. */
async function take(ctx: Ctx, payment: PosEvent): Promise<'paid' | 'part' | 'nothing' | 'unknown_outlet' | 'too_early' | 'too_late'> {
  const { id: eventId, oid, paidAt, ...told } = payment;
  const [outlet] = await database().query('SELECT oid FROM outlet WHERE tenant_id = ? AND oid = ?', [ctx.tenantId, oid]);
  if (!outlet) return 'unknown_outlet';
  // the moment as the calendar of renewals has it
  const said: SaidPayment = { ...told, eventId, oid, paidAt: Date.parse(paidAt) + clock.now().getTime() - Date.now() };
  return inTransaction(ctx, async (ctx) => {
    const { tx, tenantId, now } = ctx;
    const { affectedRows } = await tx.execute('INSERT IGNORE INTO pos_event (tenant_id, event_id, oid, said, created_at) VALUES (?, ?, ?, ?, ?)', [
      ...[tenantId, eventId, oid, JSON.stringify(said), now],
    ]);
    if (affectedRows === 0) return 'nothing';
    const taken = await settlePosPayment(ctx, said);
    if (taken === 'too_early' || taken === 'too_late') await tx.execute('DELETE FROM pos_event WHERE tenant_id = ? AND event_id = ?', [tenantId, eventId]);
    return taken;
  });
}
