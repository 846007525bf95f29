import { sayIn } from '../core/say-in.ts';
import type { Say } from '../core/words.ts';

const english = {
  label: 'As WhatsApp shows it',
  image: 'Picture',
  video: 'Video',
  document: 'Document',
  location: 'Place',
  options: 'See all options',
  fewer: 'Show fewer options',
  blank: 'Blank',
} as const;

const malay: Record<keyof typeof english, string> = {
  label: 'Seperti dipaparkan oleh WhatsApp',
  image: 'Gambar',
  video: 'Video',
  document: 'Dokumen',
  location: 'Tempat',
  options: 'Lihat semua pilihan',
  fewer: 'Kurangkan pilihan',
  blank: 'Kosong',
};

/** What the preview of a WhatsApp message says around it. Fetched with it, in both languages. */
export function previewWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
