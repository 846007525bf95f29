import type { LinkSource } from '../../types/outlets.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { decideLinkTrust } from '../outlets/decide-link-trust.ts';
import { AppError } from '../platform/app-error.ts';
import type { Tx } from '../platform/context.ts';
import type { UserCtx } from '../platform/trpc.ts';

/** A link between a person and an outlet, locked for a change. */
export interface LockedLink {
  oid: string;
  fid: string;
  outletName: string;
  contactId: string;
  isRejected: boolean;
  isPayer: boolean;
  isPrimary: boolean;
  isListed: boolean;
  source: LinkSource;
  expiresAt: Date | null;
  /** only a typed number stands behind it */
  isUnconfirmed: boolean;
}

/** Locks a link of an outlet the person may see; `not_found` whether outlet or link is missing, or the outlet out of scope. */
export async function lockOutletLink(ctx: UserCtx & { tx: Tx }, { oid, contactId }: { oid: string; contactId: string }): Promise<LockedLink> {
  const scope = scopeSql(ctx.actor.scope, 'o');
  const [row] = await ctx.tx.query<{
    fid: string;
    name: string;
    state: string;
    is_payer: number;
    is_primary: number;
    is_listed: number;
    source: LinkSource;
    confidence: number;
    expires_at: Date | null;
  }>(
    `SELECT o.fid, o.name, l.state, l.is_payer, l.is_primary, l.is_listed, l.source, l.confidence, l.expires_at
     FROM contact_outlet l JOIN outlet o ON o.tenant_id = l.tenant_id AND o.oid = l.oid WHERE l.tenant_id = ? AND l.contact_id = ? AND l.oid = ? AND ${scope.sql} FOR UPDATE`,
    [ctx.tenantId, contactId, oid, ...scope.params],
  );
  if (!row) throw new AppError('not_found', 'There is no such link.');
  const isListed = row.is_listed === 1;
  const { isUnconfirmed } = decideLinkTrust({ source: row.source, confidence: row.confidence, isListed, expiresAt: row.expires_at }, ctx.now);
  return {
    oid,
    fid: row.fid,
    outletName: row.name,
    contactId,
    isRejected: row.state === 'rejected',
    isPayer: row.is_payer === 1,
    isPrimary: row.is_primary === 1,
    isListed,
    source: row.source,
    expiresAt: row.expires_at,
    isUnconfirmed,
  };
}
