import { dateInDays } from './date-in-days.ts';
import type { PlannedPrompt, PlannedRenewal } from './renewal-types.ts';
import type { SubmittedTemplate } from './submitted-templates.ts';

const DAY_MS = 86_400_000;

/** A reminder as the merchant read it: the approved words in their language, with the facts of their renewal. */
export function promptText(
  renewal: PlannedRenewal,
  prompt: PlannedPrompt,
  { templates, payAt }: { templates: readonly SubmittedTemplate[]; payAt: string },
): { template: SubmittedTemplate | undefined; language: string; text: string } {
  const language = renewal.person?.language === 'ms' ? 'ms' : 'en_US';
  const template = templates.find((one) => one.name === prompt.template && one.language === language);
  const body = template?.components.find((part) => part.type === 'BODY')?.text ?? '';
  const day = new Intl.DateTimeFormat(language === 'ms' ? 'ms-MY' : 'en-MY', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(renewal.dueOn),
  );
  const name = renewal.person?.name ?? '';
  const amount = new Intl.NumberFormat(language === 'ms' ? 'ms-MY' : 'en-MY', { style: 'currency', currency: 'MYR' })
    .format(Number(renewal.amount))
    .replace(/\s+/g, ' ');
  const link = `${payAt}/pay/${renewal.outlet.oid}`;
  const left = Math.round((Date.parse(renewal.dueOn) - Date.parse(dateInDays(prompt.at, 0))) / DAY_MS);
  const due =
    left < 0
      ? day
      : language === 'ms'
        ? left === 1
          ? `esok, ${day}`
          : `pada ${day} (${left} hari lagi)`
        : left === 1
          ? `tomorrow, ${day}`
          : `on ${day} (in ${left} days)`;
  const isWinback = prompt.step.startsWith('winback');
  const values = isWinback ? [name, renewal.outlet.name, link] : [name, renewal.outlet.name, due, link, amount];
  return { template, language, text: body.replace(/\{\{(\d)\}\}/g, (_whole, at: string) => values[Number(at) - 1] ?? '') };
}
