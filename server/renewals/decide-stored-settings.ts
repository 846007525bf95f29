import { renewalSettingsSchema, type RenewalSettings } from '../../types/renewal-settings.ts';

/** What is set, and the names of what was stored and cannot be understood. */
export interface StoredSettings {
  settings: RenewalSettings;
  broken: string[];
}

/**
 * Settings as they are stored, one by one: whatever cannot be understood (an older version, a hand in the database) is as if it was never
 * set, and reminders are off until somebody has looked: wrong caps or hours must not write to anybody. `stored` undefined: `usual` all over.
 */
export function decideStoredSettings(stored: unknown, usual: Partial<RenewalSettings>): StoredSettings {
  if (stored === undefined) return { settings: renewalSettingsSchema.parse(usual), broken: [] };
  const whole = renewalSettingsSchema.safeParse(stored);
  if (whole.success) return { settings: whole.data, broken: [] };
  const given = typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? new Map(Object.entries(stored)) : null;
  if (!given) return { settings: renewalSettingsSchema.parse({ ...usual, isOn: false }), broken: ['all'] };
  const broken = new Set<string>();
  const kept: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(renewalSettingsSchema.shape)) {
    if (!given.has(name)) continue;
    const value = given.get(name);
    if (schema.safeParse(value).success) kept[name] = value;
    else broken.add(name);
  }
  // each is fine, and they contradict each other
  for (const issue of renewalSettingsSchema.safeParse(kept).error?.issues ?? []) {
    const names = issue.path[0] === 'sendUntil' ? ['sendFrom', 'sendUntil'] : [String(issue.path[0])];
    for (const name of names) {
      delete kept[name];
      broken.add(name);
    }
  }
  return { settings: renewalSettingsSchema.parse({ ...usual, ...kept, isOn: false }), broken: [...broken] };
}
