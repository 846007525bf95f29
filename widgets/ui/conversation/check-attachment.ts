import { mediaKindOf } from '../../core/conversation/media-kind-of.ts';

const MB = 1_048_576;
/** Meta's limits per kind (whatsapp.md, media). */
const LIMITS = { image: 5 * MB, video: 16 * MB, audio: 16 * MB, document: 100 * MB } as const;
/** What one message may carry here at most. */
const MOST_FILES = 10;

/** Why a file cannot be attached, with the limit in bytes; null when it can. */
export function checkAttachment(
  file: { type: string; size: number; name: string },
  attached: number,
): { why: 'empty' | 'tooLarge' | 'tooMany' | 'program'; limit: number } | null {
  const limit = LIMITS[mediaKindOf(file.type)];
  if (attached >= MOST_FILES) return { why: 'tooMany', limit: MOST_FILES };
  if (/\.(?:exe|msi|bat|cmd|com|scr|js|vbs|ps1|apk|jar)$/i.test(file.name)) return { why: 'program', limit };
  if (file.size === 0) return { why: 'empty', limit };
  return file.size > limit ? { why: 'tooLarge', limit } : null;
}
