/** Endings a file of a type may have; the first is given to those that have another. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'audio/aac': ['aac'],
  'audio/amr': ['amr'],
  'audio/mpeg': ['mp3', 'mpga'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'video/mp4': ['mp4', 'm4v'],
  'video/3gpp': ['3gp'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'csv', 'log', 'md'],
  'application/msword': ['doc'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.ms-powerpoint': ['ppt'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
};
const LONGEST = 200;

/**
 * The name a file goes out under: the last part of what was given, without control characters, 200 characters at most. It ends as its type
 * does, whatever it was called: a PDF named `bill.exe` becomes `bill.exe.pdf`, a text named `a.html` `a.html.txt`, so that the phone or
 * computer that opens it takes it for what was checked. Null when nothing of a name is left.
 */
export function decideUploadName(given: string | null, mime: string): string | null {
  const parts = (given ?? '').split(/[\\/]/);
  const last = (parts.at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  if (last === '' || last === '.' || last === '..') return null;
  const endings = ENDINGS[(mime.split(';')[0] ?? '').trim()] ?? [];
  const ending = /\.([^.]+)$/.exec(last)?.[1]?.toLowerCase() ?? '';
  const [usual] = endings;
  const name = usual === undefined || endings.includes(ending) ? last : `${last}.${usual}`;
  return name.length <= LONGEST ? name : name.slice(0, LONGEST - 20).toWellFormed() + name.slice(-20).toWellFormed();
}
