/** A stretch of a message: plain, marked the WhatsApp way, or a web address. */
export type TextPiece =
  | { kind: 'text' | 'mono'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; pieces: readonly TextPiece[] }
  | { kind: 'link'; text: string; href: string };

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const TOKEN = /```([\s\S]+?)```|(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\2(?![\w*_~])|\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/**
 * What WhatsApp shows for a text: *bold*, _italic_, ~struck~, ```monospaced``` and addresses one can follow (http and https
 * only). Marks that do not pair, or sit inside a word, stay as they are.
 */
export function parseMessageText(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const found of text.matchAll(TOKEN)) {
    if (found.index > at) pieces.push({ kind: 'text', text: text.slice(at, found.index) });
    const [whole, mono, mark, inside] = found;
    if (mono !== undefined) pieces.push({ kind: 'mono', text: mono });
    else if (inside !== undefined && (mark === '*' || mark === '_' || mark === '~')) pieces.push({ kind: MARKS[mark], pieces: parseMessageText(inside) });
    else pieces.push({ kind: 'link', text: whole, href: whole });
    at = found.index + whole.length;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}
