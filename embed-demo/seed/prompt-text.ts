import type { PlannedPrompt, PlannedRenewal } from './renewal-types.ts';
import type { SubmittedTemplate } from './submitted-templates.ts';

/** A reminder as the merchant read it: the approved words in their language, with the facts of their renewal. */
export function promptText(
  renewal: PlannedRenewal,
  prompt: PlannedPrompt,
  { templates, payAt }: { templates: readonly SubmittedTemplate[]; payAt: string },
): { template: SubmittedTemplate | undefined; language: string; text: string } {
  const language = renewal.person?.language === 'ms' ? 'ms' : 'en_US';
  const template = templates.find((one) => one.name === prompt.template && one.language === language);
  const body = template?.components.find((part) => part.type === 'BODY')?.text ?? '';
  const brand = renewal.outlet.name.split(',')[0] ?? renewal.outlet.name;
  const due = new Intl.DateTimeFormat(language === 'ms' ? 'ms-MY' : 'en-MY', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(renewal.dueOn),
  );
  const link = `${payAt}/pay/${renewal.outlet.oid}`;
  const isWinback = prompt.step.startsWith('winback');
  const values = isWinback ? [renewal.person?.name ?? '', renewal.outlet.name, link] : [brand, renewal.outlet.name, due, link];
  return { template, language, text: body.replace(/\{\{(\d)\}\}/g, (_whole, at: string) => values[Number(at) - 1] ?? '') };
}
