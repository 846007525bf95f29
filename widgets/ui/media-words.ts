import { sayIn } from '../core/say-in.ts';
import type { Say } from '../core/words.ts';

const english = {
  download: 'Download',
  next: 'Next',
  pause: 'Pause',
  play: 'Play',
  previous: 'Previous',
  seek: 'Position',
  speed: 'Speed',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  notPlayable: 'This recording cannot be played here.',
} as const;

const malay: Record<keyof typeof english, string> = {
  download: 'Muat turun',
  next: 'Seterusnya',
  pause: 'Jeda',
  play: 'Mainkan',
  previous: 'Sebelumnya',
  seek: 'Kedudukan',
  speed: 'Kelajuan',
  zoomIn: 'Besarkan',
  zoomOut: 'Kecilkan',
  notPlayable: 'Rakaman ini tidak dapat dimainkan di sini.',
};

/** What the player and the picture view say. Fetched with them, in both languages. */
export function mediaWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}
