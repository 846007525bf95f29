import type { LinkSource, OutletCard, OutletPerson } from '../../types/outlets.ts';
import { scopeSql } from '../access/scope-sql.ts';
import { provenLinkSql } from '../outlets/active-link-sql.ts';
import { decideLinkTrust } from '../outlets/decide-link-trust.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideRecipient } from './decide-recipient.ts';

const MOST = 100;

interface PersonRow {
  contact_id: string;
  state: 'active' | 'rejected';
  is_primary: number;
  is_payer: number;
  is_listed: number;
  is_listed_first: number;
  source: LinkSource;
  confidence: number;
  confirmed_at: Date | null;
  expires_at: Date | null;
  display_name: string | null;
  username: string | null;
  wa_phone_e164: string | null;
  email: string | null;
  opted_in_at: Date | null;
  opted_out_at: Date | null;
  has_user_id: number;
  others: string;
  seen: string;
}

/** Who speaks for an outlet the caller may see (checked before): who gets its reminders first, then whom is trusted most; and whom people said it is not. */
export async function listOutletPeople(ctx: UserCtx, oid: string): Promise<Pick<OutletCard, 'people' | 'rejected'>> {
  const scope = scopeSql(ctx.actor.scope, 'x');
  const proven = provenLinkSql('n', ctx.now);
  const rows = await database().query<PersonRow>(
    `SELECT l.contact_id, l.state, l.is_primary, l.is_payer, l.is_listed, l.is_listed_first, l.source, l.confidence, l.confirmed_at, l.expires_at,
       c.display_name, c.username, c.wa_phone_e164, c.email, c.opted_in_at, c.opted_out_at,
       EXISTS (SELECT 1 FROM contact_identity i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id AND i.kind IN ('bsuid', 'parent_bsuid') AND i.valid_to IS NULL) AS has_user_id,
       (SELECT COUNT(*) FROM contact_outlet n JOIN outlet x ON x.tenant_id = n.tenant_id AND x.oid = n.oid WHERE n.tenant_id = l.tenant_id AND n.contact_id = l.contact_id
          AND n.oid <> l.oid AND n.state = 'active' AND ${scope.sql}) AS others,
       (SELECT COUNT(*) FROM contact_outlet n JOIN outlet x ON x.tenant_id = n.tenant_id AND x.oid = n.oid WHERE n.tenant_id = l.tenant_id AND n.contact_id = l.contact_id
          AND n.oid <> l.oid AND ${proven.sql} AND ${scope.sql}) AS seen
     FROM contact_outlet l JOIN contact c ON c.tenant_id = l.tenant_id AND c.id = l.contact_id
     WHERE l.tenant_id = ? AND l.oid = ? ORDER BY l.is_payer DESC, l.is_listed DESC, l.confidence DESC, l.contact_id LIMIT ?`,
    [...scope.params, ...proven.params, ...scope.params, ctx.tenantId, oid, MOST],
  );
  const recipient = decideRecipient(
    rows.map((row) => recipientLink(row, ctx.now)),
    ctx.now,
  );
  const people = rows.filter((row) => row.state === 'active').map((row) => person(row, ctx, recipient?.contactId ?? null));
  return {
    people: people.sort((one, other) => Number(other.isRecipient) - Number(one.isRecipient) || other.confidence - one.confidence),
    rejected: rows
      .filter((row) => row.state === 'rejected')
      .map((row) => ({ contactId: row.contact_id, name: isHidden(row, ctx) ? (row.wa_phone_e164 ?? '') : nameOf(row), phone: row.wa_phone_e164 })),
  };
}

function trustOf(row: PersonRow, now: Date): ReturnType<typeof decideLinkTrust> {
  return decideLinkTrust({ source: row.source, confidence: row.confidence, isListed: row.is_listed === 1, expiresAt: row.expires_at }, now);
}

function recipientLink(row: PersonRow, now: Date): Parameters<typeof decideRecipient>[0][number] {
  const trust = trustOf(row, now);
  return {
    contactId: row.contact_id,
    isRejected: row.state === 'rejected' || trust.isUnconfirmed,
    expiresAt: trust.expiresAt,
    isPayer: row.is_payer === 1,
    isListedFirst: row.is_listed === 1 && row.is_listed_first === 1,
    confidence: trust.confidence,
    confirmedAt: row.confirmed_at,
    isOptedOut: row.opted_out_at !== null,
    isReachable: hasWhatsapp(row) || row.email !== null,
  };
}

/** Of a number somebody typed no more is told than was typed, but to who sees its owner elsewhere, or the whole company (and personal data). */
function isHidden(row: PersonRow, { actor, now }: UserCtx): boolean {
  return trustOf(row, now).isUnconfirmed && (actor.pii !== 'full' || (!('all' in actor.scope) && Number(row.seen) === 0));
}

function person(row: PersonRow, ctx: UserCtx, recipientId: string | null): OutletPerson {
  const trust = trustOf(row, ctx.now);
  const shown = {
    contactId: row.contact_id,
    name: nameOf(row),
    phone: row.wa_phone_e164,
    email: row.email,
    isPrimary: row.is_primary === 1 && trust.isFresh,
    isPayer: row.is_payer === 1 && !trust.isExpired,
    source: trust.source,
    confidence: trust.confidence,
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    expiresAt: trust.expiresAt?.toISOString() ?? null,
    isExpired: trust.isExpired,
    isListed: row.is_listed === 1,
    optedOut: row.opted_out_at !== null,
    optedIn: row.opted_in_at !== null && row.opted_out_at === null,
    isRecipient: row.contact_id === recipientId,
    hasWhatsapp: hasWhatsapp(row),
    otherOutlets: Number(row.others),
    isUnconfirmed: trust.isUnconfirmed,
  };
  if (!isHidden(row, ctx)) return shown;
  return { ...shown, name: row.wa_phone_e164 ?? '', email: null, optedOut: false, optedIn: false, hasWhatsapp: false, otherOutlets: 0 };
}

function hasWhatsapp(row: PersonRow): boolean {
  return row.wa_phone_e164 !== null || Number(row.has_user_id) === 1;
}

/** As in lists of tickets: a line is never without a name. */
function nameOf(row: PersonRow): string {
  return row.display_name ?? (row.username ? `@${row.username}` : row.wa_phone_e164) ?? '';
}
