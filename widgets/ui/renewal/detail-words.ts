import { sayIn } from '../../core/say-in.ts';
import type { Say } from '../../core/words.ts';
import { detailEnglish } from './detail-english.ts';
import { detailMalay } from './detail-malay.ts';

/** What the detail of a renewal says. Fetched with it, in both languages. */
export function detailWords(element: Element): Say<typeof detailEnglish> {
  return sayIn(element, detailEnglish, detailMalay);
}

/** As `detailWords` answers it. */
export type DetailSay = ReturnType<typeof detailWords>;
