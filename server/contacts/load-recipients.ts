import type { LinkSource } from '../../types/outlets.ts';
import { provenLinkSql } from '../outlets/active-link-sql.ts';
import { decideLinkTrust } from '../outlets/decide-link-trust.ts';
import type { Sql } from '../platform/sql.ts';
import { decideRecipient, type RecipientLink } from './decide-recipient.ts';
import type { OutletRecipient } from './outlet-recipient-types.ts';

const AT_ONCE = 2_000;

/** Who is written to about each of these outlets (`decideRecipient`): one statement per 2,000 outlets. Outlets without anybody are not in the answer. */
export async function loadRecipients(sql: Sql, tenantId: string, oids: readonly string[], now: Date): Promise<Map<string, OutletRecipient>> {
  const recipients = new Map<string, OutletRecipient>();
  for (let start = 0; start < oids.length; start += AT_ONCE) {
    const people = new Map<string, (RecipientLink & OutletRecipient)[]>();
    for (const person of await load(sql, tenantId, oids.slice(start, start + AT_ONCE), now)) {
      const others = people.get(person.oid);
      if (others) others.push(person);
      else people.set(person.oid, [person]);
    }
    for (const [oid, links] of people) {
      const chosen = decideRecipient(links, now);
      if (chosen) recipients.set(oid, recipientOf(chosen));
    }
  }
  return recipients;
}

interface LinkRow {
  oid: string;
  contact_id: string;
  is_payer: number;
  is_listed: number;
  is_listed_first: number;
  source: LinkSource;
  confidence: number;
  confirmed_at: Date | null;
  expires_at: Date | null;
  display_name: string | null;
  wa_phone_e164: string | null;
  username: string | null;
  email: string | null;
  locale: string | null;
  opted_in_at: Date | null;
  opted_out_at: Date | null;
  undeliverable_at: Date | null;
  has_user_id: number;
}

async function load(sql: Sql, tenantId: string, oids: readonly string[], now: Date): Promise<(RecipientLink & OutletRecipient)[]> {
  const proven = provenLinkSql('l', now);
  const rows = await sql.query<LinkRow>(
    `SELECT l.oid, l.contact_id, l.is_payer, l.is_listed, l.is_listed_first, l.source, l.confidence, l.confirmed_at, l.expires_at,
       c.display_name, c.wa_phone_e164, c.username, c.email, c.locale, c.opted_in_at, c.opted_out_at, c.undeliverable_at,
       c.wa_phone_e164 IS NULL AND EXISTS (SELECT 1 FROM contact_identity i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id AND i.kind IN ('bsuid', 'parent_bsuid') AND i.valid_to IS NULL) AS has_user_id
     FROM contact_outlet l JOIN contact c ON c.tenant_id = l.tenant_id AND c.id = l.contact_id
     WHERE l.tenant_id = ? AND l.oid IN (?) AND ${proven.sql}`,
    [tenantId, oids, ...proven.params],
  );
  return rows.map((row) => {
    const hasWhatsapp = row.wa_phone_e164 !== null || Number(row.has_user_id) === 1;
    const isListed = row.is_listed === 1;
    const trust = decideLinkTrust({ source: row.source, confidence: row.confidence, isListed, expiresAt: row.expires_at }, now);
    return {
      oid: row.oid,
      contactId: row.contact_id,
      isRejected: false,
      expiresAt: trust.expiresAt,
      isPayer: row.is_payer === 1,
      isListedFirst: isListed && row.is_listed_first === 1,
      confidence: trust.confidence,
      confirmedAt: row.confirmed_at,
      isReachable: hasWhatsapp || row.email !== null,
      name: row.display_name,
      phone: row.wa_phone_e164,
      username: row.username,
      email: row.email,
      locale: row.locale,
      hasWhatsapp,
      isOptedOut: row.opted_out_at !== null,
      isOptedIn: row.opted_in_at !== null && row.opted_out_at === null,
      undeliverableAt: row.undeliverable_at,
    };
  });
}

function recipientOf(person: OutletRecipient): OutletRecipient {
  const { oid, contactId, name, phone, username, email, locale, hasWhatsapp, isOptedOut, isOptedIn, undeliverableAt } = person;
  return { oid, contactId, name, phone, username, email, locale, hasWhatsapp, isOptedOut, isOptedIn, undeliverableAt };
}
