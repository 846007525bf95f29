import { companyToday } from '../../server/renewals/company-today.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
import { renewalSettingsSchema } from '../../types/renewal-settings.ts';
import type { Stage } from './stage.ts';

/** Reminders that are due now: people with outlets of their own. */
export interface Night {
  /** oids from here on belong to this night */
  firstOid: number;
  outlets: number;
  people: number;
  phones: string[];
}

const AT_ONCE = 2_000;

/**
 * A sending night: so many people, one in four with three outlets, all of them due in 14 days, so that their first reminder goes now whatever
 * the hour (nothing is quiet here). Templates are approved; repeated with another seed, others are due.
 */
export async function seedNight(stage: Stage, options: { seed: number; people: number }): Promise<Night> {
  const settings = renewalSettingsSchema.parse({ sendFrom: '00:00', sendUntil: '23:59', holidays: [] });
  await stage.pool.query("INSERT INTO setting (tenant_id, name, value) VALUES (1, 'renewals', ?) ON DUPLICATE KEY UPDATE value = VALUES(value)", [
    JSON.stringify(settings),
  ]);
  await stage.pool.query("UPDATE whatsapp_template SET status = 'APPROVED' WHERE tenant_id = 1");
  const dueOn = moveDay(companyToday(new Date()), 14);
  const firstOid = options.seed * 1_000_000;
  const fid = 900_000 + options.seed;
  const phones = Array.from({ length: options.people }, (_, index) => `+6019${String(options.seed % 100).padStart(2, '0')}${String(index).padStart(6, '0')}`);
  await stage.pool.query('INSERT IGNORE INTO franchise (tenant_id, fid, name) VALUES (1, ?, ?)', [fid, `Night ${options.seed}`]);
  await inParts(phones, (part) =>
    stage.pool.query('INSERT INTO contact (tenant_id, wa_phone_e164, display_name) VALUES ?', [part.map((phone) => [1, phone, `Owner ${phone.slice(-6)}`])]),
  );
  const outlets = phones.flatMap((phone, index) => Array.from({ length: index % 4 === 0 ? 3 : 1 }, (_, nth) => ({ oid: firstOid + index * 4 + nth, phone })));
  await inParts(outlets, (part) =>
    stage.pool.query('INSERT INTO outlet (tenant_id, oid, fid, name, expiry_date, amount, currency) VALUES ?', [
      part.map(({ oid }) => [1, oid, fid, `Outlet ${oid}`, dueOn, '588.00', 'MYR']),
    ]),
  );
  const rows = await stage.rows<{ id: string; wa_phone_e164: string }>('SELECT id, wa_phone_e164 FROM contact WHERE tenant_id = 1 AND wa_phone_e164 LIKE ?', [
    `${phones[0]?.slice(0, 7)}%`,
  ]);
  const ids = new Map(rows.map((row) => [row.wa_phone_e164, row.id]));
  await inParts(outlets, (part) =>
    stage.pool.query('INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, is_payer, source, confidence) VALUES ?', [
      part.map(({ oid, phone }) => [1, ids.get(phone), oid, 1, 1, 'agent', 100]),
    ]),
  );
  return { firstOid, outlets: outlets.length, people: options.people, phones };
}

async function inParts<T>(rows: readonly T[], insert: (part: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += AT_ONCE) await insert(rows.slice(start, start + AT_ONCE));
}
