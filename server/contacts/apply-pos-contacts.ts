import type { LinkSource } from '../../types/outlets.ts';
import { LINK_CONFIDENCE } from '../outlets/decide-link-trust.ts';
import { publishOutlets } from '../outlets/publish-outlets.ts';
import { announce } from '../platform/announce.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { parseJson } from '../platform/parse-json.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { decidePosLinks, type HeldLink, type NamedContact, type PosLinkChanges } from './decide-pos-links.ts';
import { findErased } from './find-erased.ts';
import { findOrCreateContacts } from './find-or-create-contacts.ts';
import { keepContactRejects } from './keep-contact-rejects.ts';
import { lockErasures } from './lock-erasures.ts';
import { normalisePhone } from './normalise-phone.ts';

/** Outlets of one transaction. */
const AT_ONCE = 1_000;
/** What the POS names no longer stays so long, so that a slip of theirs loses nobody. */
const KEEP_MS = 90 * 86_400_000;
/** More than so many outlets are not told one by one to whoever is looking: the end of the load is. */
const MOST_TOLD = 500;

interface StagedContacts {
  oid: string;
  fid: string;
  contacts: string | NamedContact[];
}
interface OutletChanges extends PosLinkChanges {
  oid: string;
  fid: string;
  /** how many of those named asked to be forgotten */
  erased: number;
}

/**
 * Takes the contacts of a load into people and links (POS-09, X-24), page by page, each in its own transaction: people by their normalised
 * phone, links with the POS's word; what is no longer listed begins to expire, what people rejected or confirmed stays theirs. Who asked to
 * be forgotten (SEC-03) is left out and counted. Outlets that carry no list of contacts are left alone. Safe to repeat, and after a crash to go on. Returns how many outlets changed.
 */
export async function applyPosContacts(ctx: Ctx, runId: string): Promise<number> {
  const told: { oid: string; fid: string }[] = [];
  let changed = 0;
  let rejected = 0;
  for (let after = '0'; ; ) {
    const page = await database().query<StagedContacts>(
      `SELECT s.oid, o.fid, s.contacts FROM pos_staged_outlet s JOIN outlet o ON o.tenant_id = s.tenant_id AND o.oid = s.oid
       WHERE s.tenant_id = ? AND s.run_id = ? AND s.oid > ? AND s.contacts IS NOT NULL ORDER BY s.oid LIMIT ?`,
      [ctx.tenantId, runId, after, AT_ONCE],
    );
    const last = page.at(-1);
    if (!last) break;
    const { outlets, notTaken } = await inTransaction(ctx, (inside) => applyPage(inside, runId, page));
    changed += outlets.length;
    rejected += notTaken;
    if (changed <= MOST_TOLD) told.push(...outlets.map(({ oid, fid }) => ({ oid, fid })));
    after = last.oid;
  }
  // a load taken over a second time, after a crash, counts them once
  await database().execute(
    'UPDATE pos_sync_run SET rejected = rejected + GREATEST(0, ? - rejected_contacts), rejected_contacts = GREATEST(rejected_contacts, ?) WHERE tenant_id = ? AND id = ?',
    [rejected, rejected, ctx.tenantId, runId],
  );
  if (changed > 0) await inTransaction(ctx, ({ tx }) => settleDefaults(tx, ctx.tenantId));
  if (changed <= MOST_TOLD) await publishOutlets(ctx, told);
  return changed;
}

async function applyPage(ctx: Ctx & { tx: Tx }, runId: string, page: readonly StagedContacts[]): Promise<{ outlets: OutletChanges[]; notTaken: number }> {
  await lockErasures(ctx.tx, ctx.tenantId, 'shared');
  const held = await loadHeld(
    ctx,
    page.map(({ oid }) => oid),
  );
  const lists = page.map(({ oid, fid, contacts }) => ({ oid, fid, named: parseJson<NamedContact[]>(contacts) ?? [] }));
  const phones = readPhones(lists.flatMap(({ named }) => named));
  const read = (written: string): string | null => phones.get(written) ?? null;
  const known = new Set([...held.values()].flat().map(({ phone }) => phone));
  const strangers = [...new Set(phones.values())].flatMap((phone) => (phone === null || known.has(phone) ? [] : [phone]));
  const erased = await findErased(ctx.tx, ctx.tenantId, strangers);
  const outlets = lists.map(({ oid, fid, named }) => {
    const wanted = named.filter(({ phone }) => phone === null || !erased.has(read(phone) ?? ''));
    return { oid, fid, erased: named.length - wanted.length, ...decidePosLinks(wanted, held.get(oid) ?? [], read) };
  });
  const notTaken = await keepContactRejects(ctx, runId, outlets);
  const changes = outlets.filter(({ wanted, dropped }) => wanted.length > 0 || dropped.length > 0);
  if (changes.length === 0) return { outlets: [], notTaken };
  const people = changes.flatMap(({ wanted }) => wanted);
  const contactIds = await findOrCreateContacts(ctx.tx, ctx.tenantId, people, ctx.now);
  await learnEmails(ctx, contactIds, people);
  await list(ctx, contactIds, changes);
  await drop(ctx, changes);
  // with the change itself: after a crash nobody would know that who is written to may be somebody else
  const oids = changes.map(({ oid }) => oid);
  await announce(ctx.tx, [{ tenantId: ctx.tenantId, type: 'outlets.people_changed', payload: { runId, oids } }], ctx.now);
  const { tenantId, actor, requestId, now: at } = ctx;
  await recordAudit(
    ctx.tx,
    changes.map(({ oid, wanted, dropped }) => ({
      tenantId,
      actor,
      entityType: 'outlet' as const,
      entityId: oid,
      action: 'people_listed',
      before: dropped.length > 0 ? { contactIds: dropped } : null,
      after: wanted.length > 0 ? { contactIds: wanted.flatMap(({ phone }) => contactIds.get(phone) ?? []) } : null,
      requestId,
      at,
    })),
  );
  return { outlets: changes, notTaken };
}

/** E.164 of each number as it is written, or null; each is read once. */
function readPhones(named: readonly NamedContact[]): Map<string, string | null> {
  const phones = new Map<string, string | null>();
  for (const { phone } of named) if (phone !== null && !phones.has(phone)) phones.set(phone, normalisePhone(phone));
  return phones;
}

async function loadHeld({ tx, tenantId }: Ctx & { tx: Tx }, oids: readonly string[]): Promise<Map<string, HeldLink[]>> {
  const rows = await tx.query<{
    oid: string;
    contact_id: string;
    phone: string | null;
    source: LinkSource;
    is_listed: number;
    is_listed_first: number;
    expires_at: Date | null;
  }>(
    `SELECT l.oid, l.contact_id, c.wa_phone_e164 AS phone, l.source, l.is_listed, l.is_listed_first, l.expires_at
     FROM contact_outlet l JOIN contact c ON c.tenant_id = l.tenant_id AND c.id = l.contact_id WHERE l.tenant_id = ? AND l.oid IN (?)`,
    [tenantId, oids],
  );
  const held = new Map<string, HeldLink[]>();
  for (const row of rows) {
    const link = {
      contactId: row.contact_id,
      phone: row.phone,
      source: row.source,
      isListed: row.is_listed === 1,
      isListedFirst: row.is_listed_first === 1,
      expiresAt: row.expires_at,
    };
    const others = held.get(row.oid);
    if (others) others.push(link);
    else held.set(row.oid, [link]);
  }
  return held;
}

/** An address is given only to who has none. */
async function learnEmails({ tx, tenantId }: Ctx & { tx: Tx }, contactIds: Map<string, string>, people: PosLinkChanges['wanted']): Promise<void> {
  const known = people.flatMap(({ phone, email }) => {
    const id = contactIds.get(phone);
    return id !== undefined && email !== null && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? [{ id, email }] : [];
  });
  if (known.length === 0) return;
  await tx.execute(
    `UPDATE contact c JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', email VARCHAR(255) PATH '$.email')) d ON c.id = d.id
     SET c.email = d.email WHERE c.tenant_id = ? AND c.email IS NULL`,
    [JSON.stringify(known), tenantId],
  );
}

async function list({ tx, tenantId, now }: Ctx & { tx: Tx }, contactIds: Map<string, string>, changes: readonly OutletChanges[]): Promise<void> {
  const rows = changes.flatMap(({ oid, wanted }) =>
    wanted.flatMap(({ phone, isFirst }) => {
      const contactId = contactIds.get(phone);
      return contactId === undefined ? [] : [[tenantId, contactId, oid, 'pos', LINK_CONFIDENCE.pos, 1, isFirst ? 1 : 0, now]];
    }),
  );
  if (rows.length === 0) return;
  // each column is read before it is written: expires_at and confidence look at the source the link had
  await tx.execute(
    `INSERT INTO contact_outlet (tenant_id, contact_id, oid, source, confidence, is_listed, is_listed_first, created_at) VALUES ?
     ON DUPLICATE KEY UPDATE is_listed = 1, is_listed_first = VALUES(is_listed_first), expires_at = IF(source IN ('pos', 'import'), NULL, expires_at),
       confidence = IF(source IN ('pos', 'import'), VALUES(confidence), confidence), source = IF(source = 'import', 'pos', source)`,
    [rows],
  );
}

async function drop({ tx, tenantId, now }: Ctx & { tx: Tx }, changes: readonly OutletChanges[]): Promise<void> {
  const links = changes.flatMap(({ oid, dropped }) => dropped.map((contactId) => ({ oid, contactId })));
  if (links.length === 0) return;
  await tx.execute(
    `UPDATE contact_outlet l JOIN JSON_TABLE(?, '$[*]' COLUMNS (oid BIGINT PATH '$.oid', contact_id BIGINT PATH '$.contactId')) d ON l.contact_id = d.contact_id AND l.oid = d.oid
     SET l.is_listed = 0, l.is_listed_first = 0, l.expires_at = IF(l.source = 'pos', ?, l.expires_at) WHERE l.tenant_id = ?`,
    [JSON.stringify(links), new Date(now.getTime() + KEEP_MS), tenantId],
  );
}

/**
 * The default of who speaks for several outlets is the one where the POS turns to them first, when there is exactly one and nobody chose
 * another; with several such, or none, a new ticket asks. What the POS chose so, it takes back when it changes its mind.
 */
async function settleDefaults(tx: Tx, tenantId: string): Promise<void> {
  await tx.execute(
    "UPDATE contact_outlet SET is_primary = 0 WHERE tenant_id = ? AND is_primary = 1 AND source = 'pos' AND confirmed_at IS NULL AND is_listed = 1 AND is_listed_first = 0",
    [tenantId],
  );
  await tx.execute(
    `UPDATE contact_outlet l JOIN (
       SELECT contact_id FROM contact_outlet WHERE tenant_id = ? AND state = 'active' GROUP BY contact_id
       HAVING COUNT(*) > 1 AND SUM(is_listed_first) = 1 AND SUM(is_primary) = 0
     ) d ON d.contact_id = l.contact_id SET l.is_primary = 1 WHERE l.tenant_id = ? AND l.is_listed_first = 1 AND l.state = 'active'`,
    [tenantId, tenantId],
  );
}
