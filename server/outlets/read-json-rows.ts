/** One row is never longer than this (characters); more is not a row. */
const LONGEST_ROW = 1_000_000;

/**
 * The rows of a JSON array as they arrive: a list of any length takes the memory of one row. Throws Error when the text is no array, is cut
 * short, or a row is no JSON.
 */
export async function* readJsonRows(body: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let row = '';
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let isClosed = false;
  let isMore = false;
  for await (const bytes of body) {
    const text = decoder.decode(bytes, { stream: true });
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isText) {
        if (isEscaped) isEscaped = false;
        else if (code === 92) isEscaped = true;
        else if (code === 34) isText = false;
        continue;
      }
      if (code <= 32) continue;
      if (isClosed || (depth === 0 && code !== 91)) throw new Error('not a list');
      if (code === 34) isText = true;
      else if (code === 91 || code === 123) {
        if (++depth === 1) from = at + 1;
      } else if (code === 93 || code === 125 || (code === 44 && depth === 1)) {
        if (depth === 1 && code === 125) throw new Error('not a list');
        if (code !== 44) depth--;
        if (code === 44 || depth === 0) {
          const whole = (row + text.slice(from, at)).trim();
          row = '';
          from = at + 1;
          isClosed = depth === 0;
          if (whole !== '' || isMore || code === 44) yield JSON.parse(whole) as unknown;
          isMore = code === 44;
        }
      }
    }
    if (depth > 0) row += text.slice(from);
    if (row.length > LONGEST_ROW) throw new Error('a row without an end');
  }
  if (!isClosed) throw new Error('a list cut short');
}
