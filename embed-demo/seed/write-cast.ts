import { hash } from '@node-rs/argon2';
import { demoPassword, type DemoStaff } from './demo-staff.ts';
import { demoTemplates } from './demo-templates.ts';
import type { DemoWorld } from './demo-world-types.ts';
import { dateInDays } from './date-in-days.ts';
import { demoPrice } from './demo-price.ts';
import { isListedFirst } from './is-listed-first.ts';
import type { SeedSql } from './seed-sql.ts';

/** The ids by which tickets refer to what was written here. */
export interface Cast {
  tenantId: string;
  numberId: string;
  userIds: Map<string, string>;
  /** By user id. */
  userNames: Map<string, string>;
  contactIds: Map<string, string>;
  categoryIds: Map<string, string>;
  templateIds: Map<string, string>;
}

/** Writes franchises, outlets, staff, contacts, their links, categories and templates. `knownSince` says when somebody first wrote, `payAt` is the POS's own address, where merchants pay. */
export async function writeCast(
  sql: SeedSql,
  world: DemoWorld,
  staff: readonly DemoStaff[],
  number: { tenantId: string; numberId: string; wabaId: string },
  categories: readonly string[],
  now: number,
  knownSince: ReadonlyMap<string, number>,
  payAt: string | null,
): Promise<Cast> {
  const tenant_id = number.tenantId;
  await sql.execute(
    "UPDATE whatsapp_number SET display_phone = '+60 3-2776 4100', name = 'KedaiPOS Support' WHERE tenant_id = ? AND id = ? AND display_phone = ''",
    [tenant_id, number.numberId],
  );
  await sql.insert(
    'franchise',
    world.franchises.map((franchise) => ({ tenant_id, ...franchise })),
    ['name', 'status'],
  );
  await sql.insert(
    'outlet',
    world.outlets.map((outlet) => ({
      tenant_id,
      oid: outlet.oid,
      fid: outlet.fid,
      name: outlet.name,
      timezone: 'Asia/Kuala_Lumpur',
      expiry_date: outlet.expiresInDays === null ? null : dateInDays(now, outlet.expiresInDays),
      status: outlet.status,
      address: outlet.address === null ? null : JSON.stringify(outlet.address),
      ...{ amount: demoPrice(outlet), currency: 'MYR', cycle_months: 12, payment_url: payAt === null ? null : `${payAt}/pay/${outlet.oid}` },
    })),
    ['name', 'expiry_date', 'status', 'address'],
  );

  const password_hash = await hash(demoPassword);
  await sql.insert(
    'user',
    staff.map((person) => ({
      tenant_id,
      external_id: person.key,
      email: person.email,
      name: person.name,
      password_hash,
      role: person.role,
      scope_all: 'all' in person.scope,
      pii: person.pii,
    })),
    ['name', 'email', 'role', 'scope_all', 'pii', 'password_hash'],
  );
  const users = await sql.query<{ id: string; external_id: string }>('SELECT id, external_id FROM user WHERE tenant_id = ? AND external_id IN (?)', [
    tenant_id,
    staff.map((person) => person.key),
  ]);
  const userIds = new Map(users.map((user) => [user.external_id, String(user.id)]));
  const scopes = staff.flatMap(({ key, scope }) => {
    const user_id = userIds.get(key) ?? null;
    return 'all' in scope
      ? []
      : [...scope.fids.map((fid) => ({ tenant_id, user_id, fid, oid: null })), ...scope.oids.map((oid) => ({ tenant_id, user_id, fid: null, oid }))];
  });
  await sql.insert('user_scope', scopes, ['user_id']);

  const contactIds = new Map<string, string>();
  const ids = await sql.insert(
    'contact',
    world.people.map((person) => ({
      tenant_id,
      wa_phone_e164: person.phone === null ? null : `+${person.phone}`,
      display_name: person.name,
      username: person.username,
      email: person.email,
      locale: person.language,
      opted_in_at: person.hasOptedIn ? new Date((knownSince.get(person.id) ?? now) + 3_600_000) : null,
      opted_out_at: person.hasOptedOut ? new Date(now - 5 * 86_400_000) : null,
      undeliverable_at: person.id === 'not-on-whatsapp' ? new Date(now - 2 * 86_400_000) : null,
      created_at: new Date(knownSince.get(person.id) ?? now),
    })),
  );
  for (const [at, person] of world.people.entries()) contactIds.set(person.id, ids[at] ?? '');
  await sql.insert(
    'contact_identity',
    world.people.flatMap((person) => {
      const contact_id = contactIds.get(person.id) ?? '';
      const phone = person.phone === null ? [] : [{ tenant_id, kind: 'phone_e164', value: `+${person.phone}`, contact_id }];
      return [{ tenant_id, kind: 'bsuid', value: person.userId, contact_id }, ...phone];
    }),
  );
  await sql.insert(
    'contact_outlet',
    world.people.flatMap((person) =>
      person.oids.map((oid) => ({
        tenant_id,
        contact_id: contactIds.get(person.id) ?? '',
        oid,
        is_primary: person.primaryOid === oid && person.oids.length > 1,
        is_payer: person.isPayer,
        source: 'pos',
        is_listed: person.isInPos,
        is_listed_first: isListedFirst(world.people, person, oid),
        confirmed_at: new Date(now),
      })),
    ),
  );

  await sql.insert(
    'category',
    categories.map((name) => ({ tenant_id, name })),
    ['name'],
  );
  const categoryRows = await sql.query<{ id: string; name: string }>('SELECT id, name FROM category WHERE tenant_id = ?', [tenant_id]);

  await sql.insert(
    'whatsapp_template',
    demoTemplates().map((template) => ({
      tenant_id,
      waba_id: number.wabaId,
      meta_id: template.id,
      name: template.name,
      language: template.language,
      category: template.category,
      status: template.status,
      parameter_format: template.parameter_format ?? 'POSITIONAL',
      components: JSON.stringify(template.components),
      rejected_reason: template.rejected_reason ?? null,
      quality: template.quality_score?.score ?? null,
      synced_at: new Date(now),
    })),
    ['status', 'components', 'category'],
  );
  const templateRows = await sql.query<{ id: string; name: string; language: string }>(
    'SELECT id, name, language FROM whatsapp_template WHERE tenant_id = ? AND waba_id = ?',
    [tenant_id, number.wabaId],
  );
  return {
    tenantId: tenant_id,
    numberId: number.numberId,
    userIds,
    userNames: new Map(staff.map((person) => [userIds.get(person.key) ?? '', person.name])),
    contactIds,
    categoryIds: new Map(categoryRows.map((row) => [row.name, String(row.id)])),
    templateIds: new Map(templateRows.map((row) => [`${row.name} ${row.language}`, String(row.id)])),
  };
}
