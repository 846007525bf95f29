import { sayIn } from '../../core/say-in.ts';
import type { Say } from '../../core/words.ts';

const english = {
  label: 'Outlet, franchise, OID or FID',
  none: 'No outlet matches. Check the spelling, or search by number.',
} as const;

const malay: Record<keyof typeof english, string> = {
  label: 'Cawangan, francais, OID atau FID',
  none: 'Tiada cawangan sepadan. Semak ejaan atau cari dengan nombor.',
};

/** What the search for an outlet says by itself. Fetched with it, in both languages. */
export function finderWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
