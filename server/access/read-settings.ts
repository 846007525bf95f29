import { z } from 'zod';
import { renewalSettingsSchema } from '../../types/renewal-settings.ts';
import { database } from '../platform/database.ts';
import { parseJson } from '../platform/parse-json.ts';

const FRESH_MS = 30_000;
const schema = z.object({
  /** a merchant who writes within so many hours reopens a resolved ticket; after that it is closed */
  reopen_within_hours: z.number().int().min(1).max(720).catch(72),
  /** months after which finished conversations lose their content; never less than twelve */
  retention_months: z.number().int().min(12).max(240).catch(24),
  /** a new ticket of somebody with several outlets asks which one is meant, as one tap (POS-10) */
  ask_outlet: z.boolean().catch(true),
  /** of the settings of renewals: how often a person may be written to by itself, over all kinds of automatic message */
  renewals: z.object({ pressure: renewalSettingsSchema.shape.pressure }).catch({ pressure: { most: 4, days: 7, mostPerDay: 1 } }),
});

/** A tenant's settings, with their defaults where nothing (or nonsense) is stored. */
export type Settings = z.infer<typeof schema>;
const remembered = new Map<string, { settings: Promise<Settings>; until: number }>();

/** Reads `setting`; remembered for half a minute. */
export async function readSettings(tenantId: string, now: Date): Promise<Settings> {
  const known = remembered.get(tenantId);
  if (known && known.until > now.getTime()) return known.settings;
  const settings = load(tenantId);
  remembered.set(tenantId, { settings, until: now.getTime() + FRESH_MS });
  settings.catch(() => remembered.delete(tenantId));
  return settings;
}

async function load(tenantId: string): Promise<Settings> {
  const rows = await database().query<{ name: string; value: unknown }>('SELECT name, value FROM setting WHERE tenant_id = ?', [tenantId]);
  return schema.parse(Object.fromEntries(rows.map(({ name, value }) => [name, parseJson(value as string | null)])));
}
