import type { TemplateFactValues } from '../messages/template-types.ts';

/** Characters a ticket's subject has room for. */
const MOST = 255;

/** What the ticket is called that a prompt opens, for the colleagues who get the answer: in the merchant's language, as what is said in it. Null: nothing is known to name it by. */
export function decidePromptSubject({ outletName, dueOn, outlets }: TemplateFactValues, locale: string | null): string | null {
  const isMalay = locale?.toLowerCase().startsWith('ms') === true;
  const count = outlets?.length ?? 0;
  if (count > 1) return isMalay ? `Pembaharuan ${count} cawangan` : `Renewal of ${count} outlets`;
  if (!outletName || !dueOn) return null;
  const day = new Intl.DateTimeFormat(isMalay ? 'ms-MY' : 'en-MY', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(dueOn));
  const [before, after] = isMalay ? ['Pembaharuan ', `, tamat ${day}`] : ['Renewal of ', `, due ${day}`];
  return `${before}${[...outletName].slice(0, MOST - before.length - after.length).join('')}${after}`;
}
