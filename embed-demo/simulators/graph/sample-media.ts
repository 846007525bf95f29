import { readFileSync } from 'node:fs';
import { makePdf } from '../../seed/make-pdf.ts';

const files: Readonly<Record<string, { name: string; mime: string }>> = {
  image: { name: 'printer.jpg', mime: 'image/jpeg' },
  video: { name: 'clip.mp4', mime: 'video/mp4' },
  audio: { name: 'voice.ogg', mime: 'audio/ogg' },
  voice: { name: 'voice.ogg', mime: 'audio/ogg; codecs=opus' },
  sticker: { name: 'sticker.webp', mime: 'image/webp' },
};
const read = new Map<string, Buffer>();

/** A real file of the kind asked for, when a handset is told to send media without saying which. */
export function sampleMedia(kind: string): { bytes: Buffer; mime: string; filename: string | null } {
  const file = files[kind];
  if (file === undefined)
    return {
      bytes: makePdf('Printer self-test', ['Model  KP-80', 'Firmware  2.1.8', 'Status  E04 head temperature']),
      mime: 'application/pdf',
      filename: 'printer-self-test.pdf',
    };
  const bytes = read.get(file.name) ?? readFileSync(new URL(`../../seed/media/${file.name}`, import.meta.url));
  read.set(file.name, bytes);
  return { bytes, mime: file.mime, filename: null };
}
