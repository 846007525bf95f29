import { replacePersonal } from './replace-personal.ts';

/**
 * Whether a text contains what was searched for in the parts people without the right to personal data can read (AUTH-04). The one
 * place that decides it: the answer never depends on what `maskText` hides, not even on the digits it leaves of a phone.
 */
export function isVisibleMatch(text: string, search: string): boolean {
  if (search === '' || search.includes('\0')) return false;
  return replacePersonal(text, { address: '\0', number: () => '\0' })
    .toLowerCase()
    .includes(search.toLowerCase());
}
