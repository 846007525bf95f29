/**
 * JSON as Meta puts it on the wire: every character outside ASCII as `\uXXXX` with lowercase hex (surrogate pairs for
 * emoji) and every `/` as `\/`. The signature is over exactly these bytes, which is why a receiver must hash the raw body.
 */
export function serialiseEscaped(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
