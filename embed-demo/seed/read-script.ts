import type { PlannedLine } from './plan-types.ts';

const kinds: Readonly<Record<string, PlannedLine['kind']>> = {
  photo: 'image',
  voice: 'voice',
  video: 'video',
  pdf: 'document',
  location: 'location',
  contact: 'contacts',
  sticker: 'sticker',
  poll: 'unsupported',
  react: 'reaction',
  buttons: 'buttons',
  choice: 'choice',
  template: 'template',
};

/** Reads the lines of a script (see DemoScript) with their placeholders filled in. Times are left at zero. */
export function readScript(lines: readonly string[], values: Readonly<Record<string, string>>): PlannedLine[] {
  return lines.map((line) => {
    const [, who = 'M', command = '', rest = ''] = /^([MAN])(?:#(\w+))? ?(.*)$/s.exec(line) ?? [];
    const filled = rest.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');
    const kind = kinds[command] ?? 'text';
    const [before = '', caption] = filled.split('|');
    const argument =
      kind === 'text' || kind === 'choice' || kind === 'buttons'
        ? ''
        : kind === 'image'
          ? `${before.trim()}.jpg`
          : kind === 'voice'
            ? 'voice.ogg'
            : kind === 'video'
              ? 'clip.mp4'
              : kind === 'sticker'
                ? 'sticker.webp'
                : before.trim();
    return {
      by: who === 'A' ? 'agent' : who === 'N' ? 'note' : 'merchant',
      kind,
      text: kind === 'text' || kind === 'choice' || kind === 'buttons' ? before.trim() : (caption ?? null),
      argument,
      options: kind === 'buttons' ? (caption ?? '').split('/') : [],
      at: 0,
      status: 'read',
      errorCode: null,
      errorDetail: null,
    };
  });
}
