import { database } from '../platform/database.ts';

const known = new Map<string, string>();

/** Id of the tenant with this slug, or null. Tenants are never renamed, so what was found is remembered. */
export async function findTenant(slug: string): Promise<string | null> {
  const found = known.get(slug);
  if (found) return found;
  const [row] = await database().query<{ id: string }>('SELECT id FROM tenant WHERE slug = ?', [slug]);
  if (row) known.set(slug, row.id);
  return row?.id ?? null;
}
