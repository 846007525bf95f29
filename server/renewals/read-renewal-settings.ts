import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { metrics } from '../platform/metrics.ts';
import { decideStoredSettings, type StoredSettings } from './decide-stored-settings.ts';
import { malaysianHolidays } from './malaysian-holidays.ts';

const remembered = new Map<string, StoredSettings & { text: string | null }>();

/**
 * What is set about renewals: the setting `renewals`, with defaults where nothing is stored; Malaysia's national holidays until somebody
 * has saved others. What is stored and cannot be understood switches reminders off (decide-stored-settings.ts), is counted for the alert
 * and told to `log`. Asked of the database each time, by its key: a decision by former settings would stand until the next night. The same
 * object as long as the text is the same, so that what is worked out of it is worked out once. Whoever decides reads it after locking the
 * renewals (save-renewal-settings.ts wakes them under the same locks).
 */
export async function readRenewalSettings(tenantId: string, log?: Log): Promise<RenewalSettings> {
  const [row] = await database().query<{ text: string }>("SELECT CAST(value AS CHAR) AS text FROM setting WHERE tenant_id = ? AND name = 'renewals'", [
    tenantId,
  ]);
  const text = row?.text ?? null;
  let known = remembered.get(tenantId);
  if (!known || known.text !== text) {
    known = { text, ...decideStoredSettings(parse(text), { holidays: malaysianHolidays }) };
    remembered.set(tenantId, known);
    metrics.renewalSettingsBroken.set([...remembered.values()].filter(({ broken }) => broken.length > 0).length);
  }
  if (known.broken.length > 0)
    log?.error({ fields: known.broken }, 'stored settings of renewals are not understood: reminders are off until they are saved anew');
  return known.settings;
}

/** undefined: nothing is stored; null: no JSON. */
function parse(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
