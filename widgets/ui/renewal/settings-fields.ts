import type { RenewalSettings } from '../../../types/renewal-settings.ts';
import type { SettingsSay } from './settings-words.ts';

/** Where a value stands in the settings. */
export type SettingPath =
  | 'isOn'
  | 'mostOutstanding'
  | 'mostPerCycle'
  | 'minimumGapHours'
  | 'sendFrom'
  | 'sendUntil'
  | 'sendsOnWeekends'
  | `pressure.${'most' | 'days' | 'mostPerDay'}`
  | `digest.${'isOn' | 'from' | 'joinDays' | 'template'}`
  | `winback.${'isOn' | 'offsetDays' | 'template' | 'attributionDays'}`
  | 'failedAfterDays'
  | 'lostAfterDays'
  | 'attributionDays'
  | 'horizonDays'
  | 'goalShare'
  | `risk.${'threshold' | 'ticketsPerMonth'}`
  | 'amount'
  | 'currency'
  | 'cycleMonths'
  | 'paymentUrl';

/** How one value is written. Numbers have the limits of the server's schema; `percent` is a share from 0 to 1. */
export interface SettingField {
  path: SettingPath;
  kind: 'number' | 'percent' | 'days' | 'time' | 'text' | 'switch' | 'template';
  least?: number;
  most?: number;
  /** takes a whole line */
  isWide?: boolean;
}

/** as the server has them: quiet hours cover the night */
const EARLIEST = '07:00';
const LATEST = '22:00';

const number = (path: SettingPath, least: number, most: number): SettingField => ({ path, kind: 'number', least, most });

/** The sections of the page, in order. Cadence and holidays have editors of their own. */
export const SETTINGS_FIELDS = {
  general: [{ path: 'isOn', kind: 'switch', isWide: true }],
  cadence: [number('mostOutstanding', 1, 8), number('mostPerCycle', 1, 12), number('minimumGapHours', 0, 240)],
  hours: [
    { path: 'sendFrom', kind: 'time' },
    { path: 'sendUntil', kind: 'time' },
    { path: 'sendsOnWeekends', kind: 'switch', isWide: true },
  ],
  pressure: [number('pressure.most', 1, 50), number('pressure.days', 1, 60), number('pressure.mostPerDay', 1, 10)],
  digest: [
    { path: 'digest.isOn', kind: 'switch', isWide: true },
    number('digest.from', 2, 20),
    number('digest.joinDays', 0, 14),
    { path: 'digest.template', kind: 'template', isWide: true },
  ],
  winback: [
    { path: 'winback.isOn', kind: 'switch', isWide: true },
    { path: 'winback.offsetDays', kind: 'days' },
    number('winback.attributionDays', 1, 120),
    { path: 'winback.template', kind: 'template', isWide: true },
  ],
  outcome: [
    number('failedAfterDays', 1, 60),
    number('lostAfterDays', 8, 180),
    number('attributionDays', 1, 120),
    number('horizonDays', 14, 120),
    { path: 'goalShare', kind: 'percent', least: 0, most: 100 },
  ],
  risk: [number('risk.threshold', 1, 3), number('risk.ticketsPerMonth', 2, 100)],
  billing: [
    { path: 'amount', kind: 'text' },
    { path: 'currency', kind: 'text' },
    number('cycleMonths', 1, 60),
    { path: 'paymentUrl', kind: 'text', isWide: true },
  ],
} as const satisfies Record<string, readonly SettingField[]>;

/** A value as it stands in its field. */
export function settingText(settings: RenewalSettings, { path, kind }: SettingField): string {
  const value = settingAt(settings, path);
  if (kind === 'percent') return String(Math.round(Number(value) * 100));
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** The settings with what was typed, or what is wrong with it in words. */
export function setSetting(
  settings: RenewalSettings,
  field: SettingField,
  text: string,
  say: SettingsSay,
): { settings: RenewalSettings; wrong: null } | { settings: null; wrong: string } {
  const { path, kind, least = 0, most = 0 } = field;
  const typed = text.trim();
  const wrong = ((): string => {
    switch (kind) {
      case 'number':
      case 'percent':
        return /^\d{1,4}$/.test(typed) && Number(typed) >= least && Number(typed) <= most ? '' : say('wrong.number', { least, most });
      case 'days': {
        const days = daysOf(typed);
        return days.length <= 4 && days.every((day) => Number.isInteger(day) && day >= 8 && day <= 180) ? '' : say('wrong.days');
      }
      case 'time':
        if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(typed)) return say('wrong.time');
        return typed >= EARLIEST && typed <= LATEST ? '' : say('wrong.night', { from: EARLIEST, until: LATEST });
      case 'text':
        if (path === 'amount') return /^\d{1,10}(\.\d{1,2})?$/.test(typed) ? '' : say('wrong.amount');
        if (path === 'currency') return /^[A-Z]{3}$/.test(typed) ? '' : say('wrong.currency');
        return !typed || /^https:\/\/\S+$/.test(typed) ? '' : say('wrong.link');
      case 'template':
        return typed ? '' : say('wrong.needed');
      case 'switch':
        return '';
    }
  })();
  if (wrong) return { settings: null, wrong };
  const value =
    kind === 'number'
      ? Number(typed)
      : kind === 'percent'
        ? Number(typed) / 100
        : kind === 'days'
          ? daysOf(typed)
          : kind === 'switch'
            ? typed === 'true'
            : typed;
  const [first = '', second] = path.split('.');
  const group: unknown = Reflect.get(settings, first);
  return { settings: { ...settings, [first]: second && group && typeof group === 'object' ? { ...group, [second]: value } : value }, wrong: null };
}

/** What stands at a path. */
export function settingAt(settings: RenewalSettings, path: SettingPath): unknown {
  const [first = '', second] = path.split('.');
  const value: unknown = Reflect.get(settings, first);
  return second && value && typeof value === 'object' ? Reflect.get(value, second) : value;
}

const daysOf = (text: string): number[] =>
  [
    ...new Set(
      text
        .split(/[,\s]+/)
        .filter(Boolean)
        .map(Number),
    ),
  ].toSorted((one, other) => one - other);
