import { sayIn } from '../../core/say-in.ts';
import type { Say } from '../../core/words.ts';

const english = {
  stopped: 'WhatsApp has stopped {name}. Nothing leaves it until an administrator has put it right.',
  resume: 'Put right, send again',
  resuming: 'Starting…',
  refused: 'That did not work. Only an administrator of the whole company can do it.',
} as const;

const malay: Record<keyof typeof english, string> = {
  stopped: 'WhatsApp telah menghentikan {name}. Tiada mesej keluar sehingga pentadbir membetulkannya.',
  resume: 'Sudah dibetulkan, hantar semula',
  resuming: 'Sedang dimulakan…',
  refused: 'Tidak berjaya. Hanya pentadbir seluruh syarikat boleh melakukannya.',
};

/** What is said while a number is stopped. Fetched with the part, in both languages. */
export function numberWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
