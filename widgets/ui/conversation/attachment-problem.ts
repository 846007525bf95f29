import type { Format } from '../../core/format.ts';
import { attachmentWords } from './attachment-words.ts';
import { checkAttachment } from './check-attachment.ts';

/** What stands against one more file beside those attached, in the words of an element; empty when nothing does. Fetched with the first file. */
export function attachmentProblem(element: Element, format: Format, file: File, attached: number): string {
  const refusal = checkAttachment(file, attached);
  if (!refusal) return '';
  const { why, limit } = refusal;
  return attachmentWords(element)(why, { name: file.name, limit: why === 'tooMany' ? String(limit) : format.fileSize(limit) });
}
