import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makePdf } from './make-pdf.ts';

/** A sample file of the demo; the same bytes every time. */
export interface DemoFile {
  name: string;
  mime: string;
  bytes: Buffer;
  sha256: string;
}

const known = new Map<string, DemoFile>();
const mimes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  webp: 'image/webp',
  mp4: 'video/mp4',
  ogg: 'audio/ogg; codecs=opus',
  pdf: 'application/pdf',
};

/** A file by name: pictures, voice and video from `media/`, PDF pages made here. */
export function demoFile(name: string): DemoFile {
  const found = known.get(name);
  if (found !== undefined) return found;
  const extension = name.split('.').pop() ?? '';
  const bytes = extension === 'pdf' ? makePdf(titleOf(name), linesOf(name)) : readFileSync(new URL(`./media/${name}`, import.meta.url));
  const file = { name, mime: mimes[extension] ?? 'application/octet-stream', bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  known.set(name, file);
  return file;
}

function titleOf(name: string): string {
  const words = name.replace('.pdf', '').replaceAll('-', ' ');
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
}

function linesOf(name: string): string[] {
  const amounts = Array.from({ length: 12 }, (_none, at) => ((name.length * 7_919 + at * 1_237) % 90_000) / 100 + 40);
  return [
    'KedaiPOS Sdn Bhd',
    'Kuala Lumpur',
    '',
    'No   Item                                   RM',
    '-------------------------------------------------',
    ...amounts.map((amount, at) => `${String(at + 1).padStart(2)}   Line ${String(at + 1).padEnd(32)} ${amount.toFixed(2).padStart(10)}`),
    '-------------------------------------------------',
    `     Total                                ${amounts
      .reduce((sum, amount) => sum + amount, 0)
      .toFixed(2)
      .padStart(10)}`,
    '',
    'This is a sample document of the demo.',
  ];
}
