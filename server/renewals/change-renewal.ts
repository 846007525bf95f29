import type { Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { SqlValue } from '../platform/sql.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { addNoteRow } from './add-note-row.ts';
import { lockRenewal } from './lock-renewal.ts';
import { planRenewals } from './plan-renewals.ts';
import { publishRenewals } from './publish-renewals.ts';
import { refuseStaleRenewal } from './refuse-stale-renewal.ts';
import type { LockedRenewal } from './renewal-record-types.ts';

/** Columns of a renewal people change; the audit keeps what they were, so that it can be undone. */
export type RenewalColumns = Partial<
  Pick<
    LockedRenewal,
    | 'status'
    | 'outcome'
    | 'paid_on'
    | 'reason'
    | 'owner_user_id'
    | 'snoozed_until'
    | 'next_at'
    | 'next_step'
    | 'next_reason'
    | 'settled_at'
    | 'settled_by_user_id'
  >
>;

/** A change by a person. */
interface RenewalChange {
  id: string;
  /** what the person saw; another one in between is a conflict */
  revision?: number;
  action: string;
  note?: string | undefined;
  /** words for the history, beside the columns */
  said?: Readonly<Record<string, string | number | null>>;
  /** what becomes of it; throws when it may not; null: nothing changes */
  decide(renewal: LockedRenewal): RenewalColumns | null;
}

/**
 * One change of a renewal by a person: locked, compared with what they saw, written, audited with before and after, told live. Errors:
 * not_found, conflict (details.current: how it is now).
 */
export async function changeRenewal(ctx: UserCtx, change: RenewalChange): Promise<void> {
  await inTransaction(ctx, async ({ tx }) => {
    const renewal = await lockRenewal({ ...ctx, tx }, change.id);
    refuseStaleRenewal(renewal, change.revision);
    const columns = change.decide(renewal);
    if (columns) {
      await write(ctx, tx, renewal, change, columns);
      // what happens next is shown at once, not after the scheduler's next round
      await planRenewals({ ...ctx, tx }, [renewal.id]);
    }
    if (change.note) await addNoteRow({ ...ctx, tx }, { renewalId: renewal.id, text: change.note });
    if (columns || change.note) tx.afterCommit(() => publishRenewals(ctx, [renewal.id]));
  });
}

async function write(ctx: UserCtx, tx: Tx, renewal: LockedRenewal, { action, said }: RenewalChange, columns: RenewalColumns): Promise<void> {
  const names = Object.keys(columns) as (keyof RenewalColumns)[];
  await tx.execute(`UPDATE renewal SET ${names.map((name) => `${name} = ?`).join(', ')}, revision = revision + 1 WHERE tenant_id = ? AND id = ?`, [
    ...names.map((name): SqlValue => columns[name] ?? null),
    ctx.tenantId,
    renewal.id,
  ]);
  await recordAudit(tx, [
    {
      tenantId: ctx.tenantId,
      actor: ctx.actor,
      entityType: 'renewal',
      entityId: renewal.id,
      action,
      before: Object.fromEntries(names.map((name) => [name, renewal[name]])),
      after: { ...columns, ...said },
      requestId: ctx.requestId,
      at: ctx.now,
    },
  ]);
}
