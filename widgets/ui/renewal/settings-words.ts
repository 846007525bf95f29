import { sayIn } from '../../core/say-in.ts';
import type { Say } from '../../core/words.ts';
import { settingsEnglish } from './settings-english.ts';
import { settingsMalay } from './settings-malay.ts';

/** What the settings of reminders say. Fetched with them, in both languages. */
export function settingsWords(element: Element): Say<typeof settingsEnglish> {
  return sayIn(element, settingsEnglish, settingsMalay);
}

/** As `settingsWords` answers it. */
export type SettingsSay = ReturnType<typeof settingsWords>;
