import type { TemplateFactValues } from '../messages/template-types.ts';
import type { Sql } from '../platform/sql.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { clock } from '../platform/clock.ts';
import { decideBilling } from './decide-billing.ts';
import { decideZoneTime, zoneDayText } from './decide-zone-time.ts';

interface Row {
  id: string;
  oid: string;
  fid: string;
  due_date: string;
  timezone: string;
  amount: string;
  currency: string;
  outlet_name: string;
  franchise_name: string;
  contact_name: string | null;
  locale: string | null;
  company_name: string | null;
  payment_url: string | null;
  pos_payment_url: string | null;
}

/** What a template may say of a renewal, and the language of the person it is for. */
export interface RenewalFacts {
  locale: string | null;
  facts: TemplateFactValues;
}

/** What templates may say of these renewals, by id; who is written to is the renewal's contact, or `contactId` for all of them; days are counted from `now`, the calendar's time. */
export async function loadRenewalFacts(
  sql: Sql,
  tenantId: string,
  renewalIds: readonly string[],
  { settings, contactId = null, now = clock.now() }: { settings: RenewalSettings; contactId?: string | null; now?: Date },
): Promise<Map<string, RenewalFacts>> {
  if (renewalIds.length === 0) return new Map();
  const rows = await sql.query<Row>(
    `SELECT r.id, r.oid, r.fid, DATE_FORMAT(r.due_date, '%Y-%m-%d') AS due_date, r.amount, r.currency, o.name AS outlet_name, o.timezone, f.name AS franchise_name,
       c.display_name AS contact_name, c.locale, b.payment_url, o.payment_url AS pos_payment_url,
       (SELECT n.name FROM whatsapp_number n WHERE n.tenant_id = r.tenant_id ORDER BY n.id LIMIT 1) AS company_name
     FROM renewal r
     JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid
     JOIN franchise f ON f.tenant_id = r.tenant_id AND f.fid = r.fid
     LEFT JOIN contact c ON c.tenant_id = r.tenant_id AND c.id = COALESCE(?, r.contact_id)
     LEFT JOIN outlet_billing b ON b.tenant_id = r.tenant_id AND b.oid = r.oid
     WHERE r.tenant_id = ? AND r.id IN (?)`,
    [contactId, tenantId, [...renewalIds]],
  );
  return new Map(
    rows.map((row) => {
      const pos = { amount: null, currency: null, cycleMonths: null, paymentUrl: row.pos_payment_url };
      const { paymentUrl } = decideBilling({ oid: row.oid, fid: row.fid, dueOn: row.due_date }, { ...pos, paymentUrl: row.payment_url }, pos, settings);
      const facts: TemplateFactValues = {
        contactName: row.contact_name,
        outletName: row.outlet_name,
        franchiseName: row.franchise_name,
        companyName: row.company_name,
        dueOn: row.due_date,
        today: zoneDayText(decideZoneTime(row.timezone, now.getTime()).day),
        paymentUrl,
        amount: { amount: row.amount, currency: row.currency },
        outlets: [{ name: row.outlet_name, dueOn: row.due_date }],
      };
      return [row.id, { locale: row.locale, facts }];
    }),
  );
}
