import { database } from '../../server/platform/database.ts';
import type { SqlValue } from '../../server/platform/sql.ts';
import { seededRandom } from './seeded-random.ts';

const AT_ONCE = 5_000;
const OUTLETS_OF_A_FRANCHISE = 50;
/** every second outlet belongs to somebody who has five */
const OUTLETS_OF_AN_OWNER = 5;

/** A portfolio to measure with: every outlet expires within the window of the refresh, which is more than a real year has. */
export async function seedRenewals(tenantId: string, outlets: number, now: Date): Promise<void> {
  const random = seededRandom(4);
  const sql = database();
  const insert = async (head: string, rows: SqlValue[][]): Promise<void> => {
    for (let start = 0; start < rows.length; start += AT_ONCE) await sql.execute(`${head} VALUES ?`, [rows.slice(start, start + AT_ONCE)]);
  };
  const franchises = Math.ceil(outlets / OUTLETS_OF_A_FRANCHISE);
  await insert(
    'INSERT INTO franchise (tenant_id, fid, name)',
    Array.from({ length: franchises }, (_, index) => [tenantId, 1_000 + index, `Franchise ${index}`]),
  );
  const owners: number[] = [];
  let people = 0;
  for (let index = 0; index < outlets; index++) {
    const isShared = index % 2 === 1;
    const former = isShared && (index >> 1) % OUTLETS_OF_AN_OWNER !== 0 ? owners[index - 2] : undefined;
    owners.push(former ?? people++);
  }
  const contact = (index: number): SqlValue[] => {
    const optedIn = index % 4 === 0 ? now : null;
    const optedOut = index % 50 === 0 ? now : null;
    const phone = index % 40 === 1 ? null : `+6012${String(2_000_000 + index)}`;
    return [1_000_000 + index, tenantId, phone, `Merchant ${index}`, index % 3 === 0 ? 'ms' : 'en', optedIn, optedOut];
  };
  await insert(
    'INSERT INTO contact (id, tenant_id, wa_phone_e164, display_name, locale, opted_in_at, opted_out_at)',
    Array.from({ length: people }, (_, index) => contact(index)),
  );
  const zones = ['Asia/Kuala_Lumpur', 'Asia/Kuala_Lumpur', 'Asia/Kuala_Lumpur', 'Asia/Kuching', 'Asia/Singapore'];
  await insert(
    'INSERT INTO outlet (tenant_id, oid, fid, name, timezone, expiry_date, amount)',
    Array.from({ length: outlets }, (_, index) => {
      const expiresOn = new Date(now.getTime() + (Math.floor(random() * 155) - 94) * 86_400_000).toISOString().slice(0, 10);
      return [
        tenantId,
        100_000 + index,
        1_000 + Math.floor(index / OUTLETS_OF_A_FRANCHISE),
        `Outlet ${index}`,
        zones[index % zones.length] ?? '',
        expiresOn,
        '480',
      ];
    }),
  );
  await insert(
    'INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, source)',
    owners.map((owner, index) => [tenantId, 1_000_000 + owner, 100_000 + index, 1, 'agent']),
  );
  await insert(
    'INSERT IGNORE INTO whatsapp_template (tenant_id, waba_id, name, language, category, status, components)',
    ['renewal_reminder_v1', 'renewal_overdue_v1', 'renewal_digest_v1', 'winback_v1'].flatMap((name) =>
      ['en', 'ms'].map((language) => [tenantId, '102290129340398', name, language, 'UTILITY', 'APPROVED', '[]']),
    ),
  );
}
