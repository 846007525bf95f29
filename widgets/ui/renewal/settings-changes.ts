import type { RenewalSettings } from '../../../types/renewal-settings.ts';
import type { Format } from '../../core/format.ts';
import type { RenewalSay } from './renewal-words.ts';
import { SETTINGS_FIELDS, settingText, type SettingField, type SettingPath, settingAt } from './settings-fields.ts';
import type { SettingsSay } from './settings-words.ts';
import { stepName } from './step-name.ts';

/** One line of what saving changes: a name, and how it reads before and after. */
export interface SettingsChange {
  path: SettingPath | 'cadence' | 'holidays';
  name: string;
  before: string;
  after: string;
}

/** What is different between two settings, as people read it: for the summary before saving. Empty when they are the same. */
export function settingsChanges(
  before: RenewalSettings,
  after: RenewalSettings,
  words: { say: SettingsSay; renewal: RenewalSay; format: Format },
): SettingsChange[] {
  const { say, renewal, format } = words;
  const changes: SettingsChange[] = [];
  const cadence = ({ cadence: steps }: RenewalSettings): string =>
    steps
      .toSorted((one, other) => one.offsetDays - other.offsetDays)
      .map(({ offsetDays, template }) => `${stepName(renewal, `d${offsetDays < 0 ? '-' : '+'}${Math.abs(offsetDays)}`)} (${template})`)
      .join(', ');
  const said = (settings: RenewalSettings, field: SettingField): string => {
    const value = settingAt(settings, field.path);
    if (typeof value === 'boolean') return say(value ? 'value.on' : 'value.off');
    const text = settingText(settings, field);
    if (field.kind === 'percent') return say('value.percent', { count: Number(text) });
    return text || say('value.none');
  };
  if (cadence(before) !== cadence(after)) changes.push({ path: 'cadence', name: say('field.cadence'), before: cadence(before), after: cadence(after) });
  for (const field of Object.values(SETTINGS_FIELDS).flat()) {
    if (settingText(before, field) === settingText(after, field)) continue;
    // many fields say only "Template", or "At most": their section tells which
    const section =
      (Object.keys(SETTINGS_FIELDS) as (keyof typeof SETTINGS_FIELDS)[]).find((name) => SETTINGS_FIELDS[name].some(({ path }) => path === field.path)) ??
      'general';
    changes.push({
      path: field.path,
      name: `${say(`section.${section}`)}: ${say(`field.${field.path}`)}`,
      before: said(before, field),
      after: said(after, field),
    });
  }
  const holidays = holidayChanges(before, after);
  if (holidays.length)
    changes.push({
      path: 'holidays',
      name: say('field.holidays'),
      before: say('value.holidays', { count: before.holidays.length }),
      after: `${say('value.holidays', { count: after.holidays.length })} (${holidays.map(({ mark, on, name }) => `${mark} ${format.date(on)} ${name}`).join(', ')})`,
    });
  return changes;
}

/** Days that came or went. */
function holidayChanges(before: RenewalSettings, after: RenewalSettings): { mark: '+' | '−'; on: string; name: string }[] {
  const key = ({ on, name, zones }: RenewalSettings['holidays'][number]): string => [on, name, ...zones].join('|');
  const [old, now] = [new Set(before.holidays.map(key)), new Set(after.holidays.map(key))];
  return [
    ...before.holidays.filter((day) => !now.has(key(day))).map(({ on, name }) => ({ mark: '−' as const, on, name })),
    ...after.holidays.filter((day) => !old.has(key(day))).map(({ on, name }) => ({ mark: '+' as const, on, name })),
  ].toSorted((one, other) => one.on.localeCompare(other.on));
}
