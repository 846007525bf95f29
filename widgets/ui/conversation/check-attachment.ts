import { mediaKindOf } from '../../core/conversation/media-kind-of.ts';

const MB = 1_048_576;
/** What the server takes per kind: Meta's limits (whatsapp.md, media), documents less. */
const LIMITS = { image: 5 * MB, video: 16 * MB, audio: 16 * MB, document: 25 * MB } as const;
/** Of what goes as a document, only these types are carried; the server has the same list (decide-upload.ts). */
const DOCUMENTS =
  /^(?:image\/webp|text\/plain|application\/(?:pdf|msword|vnd\.(?:ms-(?:excel|powerpoint)|openxmlformats-officedocument\.(?:wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.presentation))))$/;
/** What one message may carry here at most. */
const MOST_FILES = 10;

/** Why a file cannot be attached, with the limit in bytes; null when it can. */
export function checkAttachment(
  file: { type: string; size: number; name: string },
  attached: number,
): { why: 'empty' | 'tooLarge' | 'tooMany' | 'type'; limit: number } | null {
  const kind = mediaKindOf(file.type);
  const limit = LIMITS[kind];
  if (attached >= MOST_FILES) return { why: 'tooMany', limit: MOST_FILES };
  if (kind === 'document' && !DOCUMENTS.test(file.type)) return { why: 'type', limit };
  if (file.size === 0) return { why: 'empty', limit };
  return file.size > limit ? { why: 'tooLarge', limit } : null;
}
