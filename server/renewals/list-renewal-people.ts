import type { ReminderReason, RenewalView } from '../../types/renewals.ts';
import { loadRecipients } from '../contacts/load-recipients.ts';
import { provenLinkSql } from '../outlets/active-link-sql.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';

const MOST = 50;
/** who WhatsApp could not reach is not tried again within a day */
const UNREACHABLE_MS = 86_400_000;

interface PersonRow {
  contact_id: string;
  display_name: string | null;
  username: string | null;
  wa_phone_e164: string | null;
  email: string | null;
  opted_out_at: Date | null;
  undeliverable_at: Date | null;
  has_user_id: number;
}

/** People who may be written to about an outlet, the one who will be first, and what stands against the others. The caller has checked the scope. */
export async function listRenewalPeople(ctx: UserCtx, oid: string): Promise<RenewalView['people']> {
  const proven = provenLinkSql('l', ctx.now);
  const [rows, recipients] = await Promise.all([
    database().query<PersonRow>(
      `SELECT l.contact_id, c.display_name, c.username, c.wa_phone_e164, c.email, c.opted_out_at, c.undeliverable_at,
         EXISTS (SELECT 1 FROM contact_identity i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id AND i.kind IN ('bsuid', 'parent_bsuid') AND i.valid_to IS NULL) AS has_user_id
       FROM contact_outlet l JOIN contact c ON c.tenant_id = l.tenant_id AND c.id = l.contact_id
       WHERE l.tenant_id = ? AND l.oid = ? AND ${proven.sql} ORDER BY l.is_payer DESC, l.confidence DESC, l.contact_id LIMIT ?`,
      [ctx.tenantId, oid, ...proven.params, MOST],
    ),
    loadRecipients(database(), ctx.tenantId, [oid], ctx.now),
  ]);
  const chosenId = recipients.get(oid)?.contactId;
  const people = rows.map((row) => {
    const problem = problemOf(row, ctx.now);
    const name = row.display_name ?? (row.username === null ? null : `@${row.username}`) ?? row.wa_phone_e164 ?? row.email ?? '';
    return { contactId: row.contact_id, name, phone: row.wa_phone_e164, isChosen: row.contact_id === chosenId, canReceive: problem === null, problem };
  });
  return people.toSorted((one, other) => Number(other.isChosen) - Number(one.isChosen));
}

function problemOf(row: PersonRow, now: Date): ReminderReason | null {
  if (row.opted_out_at !== null) return 'opted_out';
  if (row.wa_phone_e164 === null && Number(row.has_user_id) === 0) return 'no_whatsapp';
  if (row.undeliverable_at !== null && now.getTime() - row.undeliverable_at.getTime() < UNREACHABLE_MS) return 'undeliverable';
  return null;
}
