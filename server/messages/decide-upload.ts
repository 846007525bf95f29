import type { MediaKind } from '../../types/messages.ts';

const MB = 1024 * 1024;
/** What WhatsApp takes (whatsapp.md §5), by plain type. Documents are ours to limit: nobody reads 100 MB on a phone. */
const RULES: readonly { kind: MediaKind; maxBytes: number; mimes: readonly string[] }[] = [
  { kind: 'image', maxBytes: 5 * MB, mimes: ['image/jpeg', 'image/png'] },
  { kind: 'sticker', maxBytes: 500 * 1024, mimes: ['image/webp'] },
  { kind: 'audio', maxBytes: 16 * MB, mimes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'] },
  { kind: 'video', maxBytes: 16 * MB, mimes: ['video/mp4', 'video/3gpp'] },
  {
    kind: 'document',
    maxBytes: 25 * MB,
    mimes: [
      'application/pdf',
      'text/plain',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
  },
];

export type UploadDecision = { ok: true; kind: MediaKind; mime: string; maxBytes: number } | { ok: false; problem: 'unsupported' | 'mismatch' };

/** How many first bytes `decideUpload` needs. */
export const UPLOAD_HEAD_BYTES = 4_096;

/** What a browser would take for a page, whatever it is declared as: after a byte order mark and blanks, a tag of HTML, XML or SVG, or a comment. */
const PAGE =
  /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|!--|(?:html|head|body|svg|math|script|iframe|frameset|object|embed|style|title|meta|link|base|form|img|div|table|font|h1|a|b|br|p)(?:[\s>/]|$))/i;

/**
 * Kind and limit of an uploaded file, from its declared type and its first bytes: a file that does not begin as its type does is refused,
 * and so is text a browser would take for a page. Looks at the beginning only: a ZIP file passes for any of the newer office types, an OLE
 * file for any of the older; `decideUploadName` sees to it that it is opened as one. Of the parameters only those WhatsApp wants are in `mime`.
 */
export function decideUpload(declared: string, head: Uint8Array): UploadDecision {
  const plain = (declared.split(';')[0] ?? '').trim().toLowerCase();
  const rule = RULES.find((candidate) => candidate.mimes.includes(plain));
  if (!rule) return { ok: false, problem: 'unsupported' };
  if (!looksLike(plain, head)) return { ok: false, problem: 'mismatch' };
  const codecs = plain === 'audio/ogg' ? '; codecs=opus' : '';
  return { ok: true, kind: rule.kind, mime: plain + codecs, maxBytes: rule.maxBytes };
}

function looksLike(mime: string, head: Uint8Array): boolean {
  const text = (from: number, length: number): string => String.fromCharCode(...head.subarray(from, from + length));
  const starts = (...bytes: number[]): boolean => bytes.every((byte, at) => head[at] === byte);
  switch (mime) {
    case 'image/jpeg':
      return starts(0xff, 0xd8, 0xff);
    case 'image/png':
      return starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
    case 'image/webp':
      return text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP';
    case 'audio/ogg':
      return text(0, 4) === 'OggS';
    case 'audio/amr':
      return text(0, 5) === '#!AMR';
    case 'audio/mpeg':
      return text(0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0);
    case 'audio/aac':
      return head[0] === 0xff && ((head[1] ?? 0) & 0xf0) === 0xf0;
    case 'audio/mp4':
    case 'video/mp4':
    case 'video/3gpp':
      return text(4, 4) === 'ftyp';
    case 'application/pdf':
      return text(0, 5) === '%PDF-';
    case 'text/plain':
      return head.every((byte) => byte !== 0) && !PAGE.test(text(0, UPLOAD_HEAD_BYTES));
    case 'application/msword':
    case 'application/vnd.ms-excel':
    case 'application/vnd.ms-powerpoint':
      return starts(0xd0, 0xcf, 0x11, 0xe0);
    default:
      return starts(0x50, 0x4b, 0x03, 0x04);
  }
}
