/** A stretch of a template: fixed words, or a variable with its value (empty when it is still missing). */
export type TemplatePiece = { text: string; key: string | null };

/**
 * A template's header, body or a button with its variables put in. `part` is the prefix of their keys (`body`, `header`,
 * `button.0`): {{1}} of the body is `body.1`, {{name}} is `body.name`.
 */
export function fillTemplate(text: string, part: string, values: Readonly<Record<string, string>>): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  for (const found of text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)) {
    if (found.index > at) pieces.push({ text: text.slice(at, found.index), key: null });
    const key = `${part}.${found[1] ?? ''}`;
    pieces.push({ text: values[key]?.trim() ?? '', key });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), key: null });
  return pieces;
}
