import { renewalSettingsSchema, type RenewalSettings } from '../../types/renewals.ts';
import { database } from '../platform/database.ts';
import { parseJson } from '../platform/parse-json.ts';
import { malaysianHolidays } from './malaysian-holidays.ts';

const FRESH_MS = 30_000;
const remembered = new Map<string, { settings: Promise<RenewalSettings>; from: number; until: number }>();

/**
 * What is set about renewals: the setting `renewals`, with defaults where nothing (or nonsense) is stored; Malaysia's national holidays
 * until somebody has saved others. Remembered for half a minute (`now` may also go back: the calendar can be moved); the same object meanwhile, so that what is worked out of it is worked out once.
 */
export async function readRenewalSettings(tenantId: string, now: Date = new Date()): Promise<RenewalSettings> {
  const known = remembered.get(tenantId);
  const at = now.getTime();
  if (known && known.from <= at && known.until > at) return known.settings;
  const settings = load(tenantId);
  remembered.set(tenantId, { settings, from: at, until: at + FRESH_MS });
  settings.catch(() => remembered.delete(tenantId));
  return settings;
}

/** After a save: the next question reads them anew. Other processes follow within half a minute. */
export function forgetRenewalSettings(tenantId: string): void {
  remembered.delete(tenantId);
}

async function load(tenantId: string): Promise<RenewalSettings> {
  const [row] = await database().query<{ value: unknown }>("SELECT value FROM setting WHERE tenant_id = ? AND name = 'renewals'", [tenantId]);
  const stored = renewalSettingsSchema.safeParse(parseJson((row?.value ?? null) as string | null) ?? undefined);
  return stored.success ? stored.data : renewalSettingsSchema.parse({ holidays: malaysianHolidays });
}
