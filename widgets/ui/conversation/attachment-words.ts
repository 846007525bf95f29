import { sayIn } from '../../core/say-in.ts';
import type { Say } from '../../core/words.ts';

const english = {
  empty: '{name} is empty.',
  tooLarge: '{name} is larger than WhatsApp carries ({limit}).',
  tooMany: 'At most {limit} files at a time.',
  type: '{name}: WhatsApp does not carry this type of file.',
} as const;

const malay: Record<keyof typeof english, string> = {
  empty: '{name} kosong.',
  tooLarge: '{name} melebihi had WhatsApp ({limit}).',
  tooMany: 'Paling banyak {limit} fail sekali hantar.',
  type: '{name}: WhatsApp tidak menyokong jenis fail ini.',
};

/** Why a file cannot go with a reply. Fetched with the check, in both languages. */
export function attachmentWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
