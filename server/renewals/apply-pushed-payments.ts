import type { Ctx, Tx } from '../platform/context.ts';
import { parseJson } from '../platform/parse-json.ts';
import { type SaidPayment, settlePosPayment } from './settle-pos-payment.ts';

/** A push that was on its way while the renewal was settled. */
const SLACK_MS = 60_000;

/**
 * What staff said of a renewal of this outlet is taken back: payments the POS pushed since then paid nothing, because nothing was open, and
 * are judged again. Audited as what they are, the POS's. Joins the transaction.
 */
export async function applyPushedPayments(ctx: Ctx & { tx: Tx }, oid: string, since: Date): Promise<void> {
  const rows = await ctx.tx.query<{ said: SaidPayment | string }>(
    `SELECT said FROM pos_event FORCE INDEX (idx_pos_event_oid) WHERE tenant_id = ? AND oid = ? AND created_at >= ? AND renewal_id IS NULL AND said IS NOT NULL
     ORDER BY created_at, event_id FOR UPDATE`,
    [ctx.tenantId, oid, new Date(since.getTime() - SLACK_MS)],
  );
  for (const row of rows) {
    const said = parseJson(row.said);
    if (said) await settlePosPayment({ ...ctx, actor: { kind: 'system', name: 'pos' } }, said);
  }
}
