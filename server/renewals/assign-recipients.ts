import type { Ctx } from '../platform/context.ts';
import { refreshRenewals } from './refresh-renewals.ts';

/** Who is written to about these outlets may be another person now (a payer was chosen, a link changed): their open renewals take the recipient of today and are decided anew. */
export async function assignRecipients(ctx: Ctx, oids: readonly string[]): Promise<void> {
  const { tx: _, ...rest } = ctx;
  await refreshRenewals(rest, { runId: null, oids });
}
