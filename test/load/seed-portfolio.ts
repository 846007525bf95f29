import { seededRandom } from './seeded-random.ts';
import type { Stage } from './stage.ts';

const AT_ONCE = 4_000;
const OUTLETS_OF_A_FRANCHISE = 100;
const YEARS = 3;
type Value = string | number | Date | null;

/** Three years of cycles of so many outlets, spread over the year, most of them paid: what the console reads. Answers how many cycles. */
export async function seedPortfolio(stage: Stage, outlets: number): Promise<number> {
  const random = seededRandom(12);
  const today = Math.floor(Date.now() / 86_400_000);
  const day = (offset: number): string => new Date((today + offset) * 86_400_000).toISOString().slice(0, 10);
  const insert = async (head: string, rows: Value[][]): Promise<void> => {
    for (let start = 0; start < rows.length; start += AT_ONCE) await stage.pool.query(`${head} VALUES ?`, [rows.slice(start, start + AT_ONCE)]);
  };
  const [tenant] = await stage.rows<{ id: string }>("SELECT id FROM tenant WHERE slug = 'default'");
  const tenantId = tenant?.id ?? '';
  const owners: (string | null)[] = [null, null];
  for (const name of ['Rosnah', 'Kumar', 'Mei Ling']) {
    await stage.pool.query("INSERT INTO user (tenant_id, external_id, name, role, scope_all) VALUES (?, ?, ?, 'renewal', 1)", [tenantId, name, name]);
    const [user] = await stage.rows<{ id: string }>('SELECT id FROM user WHERE tenant_id = ? AND external_id = ?', [tenantId, name]);
    owners.push(user?.id ?? null);
  }
  const fidOf = (index: number): number => 1_000 + Math.floor(index / OUTLETS_OF_A_FRANCHISE);
  const franchises = Math.ceil(outlets / OUTLETS_OF_A_FRANCHISE);
  const names = ['Kopi', 'Roti', 'Nasi', 'Teh', 'Satay'];
  await insert(
    'INSERT INTO franchise (tenant_id, fid, name)',
    Array.from({ length: franchises }, (_, index) => [tenantId, 1_000 + index, `${names[index % names.length]} ${index}`]),
  );
  const offsets = Array.from({ length: outlets }, () => Math.floor(random() * 365) - 60);
  const places = ['Bangsar', 'Cheras', 'Ipoh', 'Penang', 'Klang', 'Melaka', 'Johor'];
  await insert(
    'INSERT INTO outlet (tenant_id, oid, fid, name, expiry_date)',
    offsets.map((offset, index) => [tenantId, 100_000 + index, fidOf(index), `Kedai ${places[index % places.length]} ${index}`, day(offset)]),
  );
  await insert(
    'INSERT INTO contact (id, tenant_id, wa_phone_e164, display_name)',
    Array.from({ length: Math.ceil(outlets / 2) }, (_, index) => [1_000_000 + index, tenantId, `+6012${String(2_000_000 + index)}`, `Merchant ${index}`]),
  );
  await insert(
    'INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, source)',
    offsets.map((_, index) => [tenantId, 1_000_000 + Math.floor(index / 2), 100_000 + index, 1, 'agent']),
  );
  const cycles: Value[][] = [];
  for (const [index, first] of offsets.entries())
    for (let year = YEARS - 1; year >= 0; year--) {
      const offset = first - 365 * year;
      if (offset > 60) continue;
      const dice = random();
      const isPaid = offset < 0 && dice < (year > 0 ? 0.86 : 0.55);
      const isCancelled = offset < 0 && !isPaid && dice > 0.93;
      const status = isPaid ? 'paid' : isCancelled ? 'cancelled' : offset < -7 ? 'failed' : 'due';
      const late = Math.floor(random() * 25) - 10;
      const outcome = isPaid
        ? late < 0
          ? 'renewed'
          : random() < 0.9
            ? 'recovered'
            : 'winback'
        : isCancelled || (status === 'failed' && offset < -90)
          ? 'lost'
          : null;
      const isLookedAt = status === 'due' || (status === 'failed' && offset > -90);
      const next = isLookedAt ? new Date(Date.now() + Math.floor(random() * 20) * 86_400_000) : null;
      const paidOn = isPaid ? day(Math.min(0, offset + late)) : null;
      const amount = (Math.floor(random() * 40) * 50 + 99).toFixed(2);
      const currency = random() < 0.9 ? 'MYR' : 'SGD';
      const owner = owners[Math.floor(random() * owners.length)] ?? null;
      const where = [tenantId, fidOf(index), 100_000 + index, day(offset), day(offset - 365), amount, currency];
      cycles.push([
        ...where,
        status,
        outcome,
        paidOn,
        1_000_000 + Math.floor(index / 2),
        owner,
        next,
        isLookedAt ? 'd-7' : null,
        isLookedAt ? 'not_yet' : null,
      ]);
    }
  await insert(
    `INSERT INTO renewal (tenant_id, fid, oid, due_date, cycle_start, amount, currency, status, outcome, paid_on, contact_id, owner_user_id, next_at, next_step, next_reason)`,
    cycles,
  );
  await stage.pool.query(
    `INSERT INTO renewal_attempt (tenant_id, renewal_id, step, claim_key, channel, template, language, result, contact_id, created_at)
     SELECT tenant_id, id, s.step, s.step, 'whatsapp', 'renewal_reminder_v1', 'en', 'read', contact_id, due_date - INTERVAL s.days DAY
     FROM renewal JOIN (SELECT 'd-14' AS step, 14 AS days UNION SELECT 'd-7', 7) s WHERE due_date < CURRENT_DATE AND (s.days = 14 OR id % 2 = 0)`,
  );
  await stage.pool.query(
    `INSERT INTO renewal_task (tenant_id, renewal_id, kind, reason, due_on, created_at)
     SELECT tenant_id, id, 'call', 'no_whatsapp', due_date, NOW(3) FROM renewal WHERE status IN ('due', 'failed') AND id % 5 = 0`,
  );
  await stage.pool.query(
    `INSERT IGNORE INTO whatsapp_template (tenant_id, waba_id, name, language, category, status, components)
     SELECT n.tenant_id, n.waba_id, t.name, 'en', 'UTILITY', 'APPROVED', '[{"type":"BODY","text":"Your subscription ends soon."}]'
     FROM whatsapp_number n JOIN (SELECT 'renewal_reminder_v1' AS name UNION SELECT 'renewal_overdue_v1' UNION SELECT 'renewal_digest_v1' UNION SELECT 'winback_v1') t`,
  );
  await stage.pool.query('ANALYZE TABLE renewal, renewal_attempt, renewal_task, outlet, contact');
  return cycles.length;
}
