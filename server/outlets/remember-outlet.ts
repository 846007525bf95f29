import type { Ctx, Tx } from '../platform/context.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { defaultLinkSql } from './active-link-sql.ts';
import { LINK_CONFIDENCE } from './decide-link-trust.ts';
import { tellPeopleChanged } from './tell-people-changed.ts';

/** How the choice was made: by a colleague, for good; by the merchant's tap, until it expires. */
export interface Choice {
  source: 'agent' | 'merchant';
  expiresAt: Date | null;
}

/**
 * Makes an outlet the contact's default for new tickets (POS-10); audited with the default it had before (POS-11). What a colleague chose
 * is certain and stays; a merchant's choice never weakens a colleague's link, and confirms one that was only a typed number.
 */
export async function rememberOutlet(
  ctx: Ctx & { tx: Tx },
  contactId: string,
  outlet: { oid: string; fid: string; name: string },
  choice: Choice = { source: 'agent', expiresAt: null },
): Promise<void> {
  const { tx, tenantId, now, actor } = ctx;
  const isDefault = defaultLinkSql('l', now);
  const defaults = await tx.query<{ oid: string; fid: string; name: string; source: string; expires_at: Date | null }>(
    `SELECT o.oid, o.fid, o.name, l.source, l.expires_at FROM contact_outlet l JOIN outlet o ON o.tenant_id = l.tenant_id AND o.oid = l.oid
     WHERE l.tenant_id = ? AND l.contact_id = ? AND ${isDefault.sql}`,
    [tenantId, contactId, ...isDefault.params],
  );
  const isKnown = defaults.length === 1 && defaults[0]?.oid === outlet.oid;
  if (isKnown && defaults[0]?.source === 'agent') return;
  // the source is written before the confidence, which so reads whether a colleague's word stayed
  const stays = "VALUES(source) = 'merchant' AND source = 'agent' AND state = 'active' AND confidence > VALUES(confidence)";
  await tx.execute(
    `INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, source, confidence, confirmed_at, expires_at, actor_user_id) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)
     ON DUPLICATE KEY UPDATE is_primary = 1,
       expires_at = IF(${stays}, expires_at, VALUES(expires_at)), actor_user_id = IF(${stays}, actor_user_id, VALUES(actor_user_id)),
       source = IF(${stays}, source, VALUES(source)), confidence = IF(VALUES(source) = 'merchant' AND source = 'agent', confidence, VALUES(confidence)),
       confirmed_at = VALUES(confirmed_at), state = 'active'`,
    [tenantId, contactId, outlet.oid, choice.source, LINK_CONFIDENCE[choice.source], now, choice.expiresAt, actor.kind === 'user' ? actor.userId : null],
  );
  await tx.execute('UPDATE contact_outlet SET is_primary = 0 WHERE tenant_id = ? AND contact_id = ? AND oid <> ? AND is_primary = 1', [
    tenantId,
    contactId,
    outlet.oid,
  ]);
  const [former] = defaults;
  await recordAudit(tx, [
    {
      tenantId,
      actor,
      entityType: 'contact',
      entityId: contactId,
      action: isKnown ? 'default_outlet_confirmed' : 'default_outlet_changed',
      before: former ? { oid: former.oid, fid: former.fid, outlet: former.name } : null,
      after: { oid: outlet.oid, fid: outlet.fid, outlet: outlet.name },
      requestId: ctx.requestId,
      at: now,
    },
  ]);
  await tellPeopleChanged(ctx, [outlet, ...defaults.filter(({ oid }) => oid !== outlet.oid)]);
}
