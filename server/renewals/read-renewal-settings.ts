import { renewalSettingsSchema, type RenewalSettings } from '../../types/renewal-settings.ts';
import { database } from '../platform/database.ts';
import { malaysianHolidays } from './malaysian-holidays.ts';

const remembered = new Map<string, { text: string | null; settings: RenewalSettings }>();

/**
 * What is set about renewals: the setting `renewals`, with defaults where nothing (or nonsense) is stored; Malaysia's national holidays
 * until somebody has saved others. Asked of the database each time, by its key: a decision by former settings would stand until the next
 * night. The same object as long as the text is the same, so that what is worked out of it is worked out once. Whoever decides reads it
 * after locking the renewals (save-renewal-settings.ts wakes them under the same locks).
 */
export async function readRenewalSettings(tenantId: string): Promise<RenewalSettings> {
  const [row] = await database().query<{ text: string }>("SELECT CAST(value AS CHAR) AS text FROM setting WHERE tenant_id = ? AND name = 'renewals'", [
    tenantId,
  ]);
  const text = row?.text ?? null;
  const known = remembered.get(tenantId);
  if (known && known.text === text) return known.settings;
  const stored = renewalSettingsSchema.safeParse(text === null ? undefined : JSON.parse(text));
  const settings = stored.success ? stored.data : renewalSettingsSchema.parse({ holidays: malaysianHolidays });
  remembered.set(tenantId, { text, settings });
  return settings;
}
