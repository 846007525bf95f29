import { maskPhone } from './mask-phone.ts';

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
/** a ticket number, or seven to fifteen digits, written together or parted by blanks, dots, dashes and brackets, not inside a longer number */
const PHONE = /\bTKT-\d{4}-\d+|(?<![\p{L}\p{N}])\+?\(?\d(?:[ .()/-]{0,2}\d){6,14}(?![\p{L}\p{N}])/gu;

/** Free text without the phones and e-mail addresses in it (AUTH-04, G-11). Amounts, dates and ticket numbers stay readable. */
export function maskText(text: string): string {
  return text.replace(EMAIL, '•••@•••').replace(PHONE, (match) => (isPlain(match) ? match : maskPhone(match)));
}

function isPlain(text: string): boolean {
  return /^TKT-|^\d{4}-\d{2}-\d{2}$|^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$/.test(text);
}
