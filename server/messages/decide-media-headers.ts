export interface MediaHeaderInput {
  bytes: number;
  mime: string;
  filename: string | null;
  /** the Range header, when there is one */
  range: string | undefined;
  asDownload: boolean;
}
export interface MediaHeaders {
  status: 200 | 206 | 416;
  headers: Record<string, string>;
  /** inclusive; null: the whole file */
  range: { start: number; end: number } | null;
}

/** Shown in the page; everything else is saved. A closed list: never anything a browser runs (no HTML, no SVG, no XML). */
const INLINE = /^(image\/(jpeg|png|webp|gif)|audio\/(aac|amr|mp4|mpeg|ogg|opus|wav|webm|x-m4a)|video\/(3gpp|mp4|mpeg|ogg|quicktime|webm))$/;
/** Saved under their own type; what is left is saved as bytes. A sandboxed page cannot show a PDF, so it is saved too. */
const TYPED = /^application\/pdf$/;

/** Status and headers of a media answer: exact type, one byte range (players seek), no sniffing, no scripts, no shared caches. */
export function decideMediaHeaders({ bytes, mime, filename, range, asDownload }: MediaHeaderInput): MediaHeaders {
  const plain = (mime.split(';')[0] ?? '').trim().toLowerCase();
  const isInline = INLINE.test(plain);
  const codecs = /;\s*codecs\s*=\s*"?([\w.-]{1,60})"?\s*$/i.exec(mime)?.[1];
  const name = filename ?? 'file';
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const headers: Record<string, string> = {
    'content-type': isInline || TYPED.test(plain) ? plain + (codecs === undefined ? '' : `; codecs=${codecs}`) : 'application/octet-stream',
    'content-disposition': `${isInline && !asDownload ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    'cache-control': 'private, max-age=300',
    'cross-origin-resource-policy': 'cross-origin',
    'accept-ranges': 'bytes',
  };
  const wanted = range === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(range.trim());
  if (!wanted || (wanted[1] === '' && wanted[2] === '')) return { status: 200, headers: { ...headers, 'content-length': String(bytes) }, range: null };
  const isSuffix = wanted[1] === '';
  const start = isSuffix ? Math.max(0, bytes - Number(wanted[2])) : Number(wanted[1]);
  const end = isSuffix || wanted[2] === '' ? bytes - 1 : Math.min(bytes - 1, Number(wanted[2]));
  if (start > end || start >= bytes) return { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes}`, 'content-length': '0' }, range: null };
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end}/${bytes}`, 'content-length': String(end - start + 1) },
    range: { start, end },
  };
}
