import { database } from '../platform/database.ts';

const known = new Map<string, string>();

/**
 * Id of the tenant with exactly this slug, or null: the database takes other spellings for the same. Tenants are never renamed, so what was
 * found is remembered, under the tenant's own name only.
 */
export async function findTenant(slug: string): Promise<string | null> {
  const found = known.get(slug);
  if (found) return found;
  const [row] = await database().query<{ id: string; slug: string }>('SELECT id, slug FROM tenant WHERE slug = ?', [slug]);
  if (row?.slug !== slug) return null;
  known.set(slug, row.id);
  return row.id;
}
