import { maskPhone } from './mask-phone.ts';
import { replacePersonal } from './replace-personal.ts';

/** As people spell a phone: few marks between digits everybody can read. What is spelled otherwise is hidden whole. */
const SPELLED = /^[+＋(]*\d(?:[\s\p{Pd}\p{Cf}.()/]{0,3}\d){6,14}$/u;
/** A phone by its beginning and length: with its country's code, or as it is dialled here. */
const DIALLED = /^(?:\+\d{7,15}|60[1-9]\d{7,9}|0[1-9]\d{6,9})$/;
/** The number of an identity card, and a column of amounts. */
const NO_PHONE = /^\d{6}[\s\p{Pd}]\d{2}[\s\p{Pd}]\d{4}$|^\d+\.\d{2}(?:\s+\d+\.\d{2})+$/u;

/** Free text without the phones and e-mail addresses in it (AUTH-04, G-11). Amounts, dates and ticket numbers stay readable. */
export function maskText(text: string): string {
  return replacePersonal(text, { address: '•••@•••', number: (run) => (isPhone(run) ? maskPhone(run) : '••••') });
}

/** The ends of a phone are left to tell two of them apart; of another number they would only puzzle. */
function isPhone(run: string): boolean {
  return SPELLED.test(run) && !NO_PHONE.test(run) && DIALLED.test((/^\(?[+＋]/.test(run) ? '+' : '') + run.replace(/\D/g, ''));
}
