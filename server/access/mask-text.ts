import { maskPhone } from './mask-phone.ts';
import { replacePersonal } from './replace-personal.ts';

/** As people spell a phone: few marks between digits everybody can read. What is spelled otherwise is hidden whole. */
const SPELLED = /^[+＋(]*\d(?:[\s\p{Pd}\p{Cf}.()/]{0,3}\d){6,14}$/u;

/** Free text without the phones and e-mail addresses in it (AUTH-04, G-11). Amounts, dates and ticket numbers stay readable. */
export function maskText(text: string): string {
  return replacePersonal(text, { address: '•••@•••', number: (run) => (SPELLED.test(run) ? maskPhone(run) : '••••') });
}
