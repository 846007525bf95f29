import type { TemplateFamily, TemplateVariant } from '../../types/templates.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { listTemplateVariants } from '../messages/list-template-variants.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';

type Dependant = TemplateFamily['dependants'][number];

/**
 * The registry (TPL-04, TPL-06, TPL-08): every template by name with its languages, and what of the renewals needs it. `isStopped`: it may
 * be sent in no language, so what needs it waits; `waiting`: how many renewals wait for exactly that. A template that is needed and not
 * there at all is listed without variants: its dependants stand still too. Templates are the company's: everybody who signs in sees them.
 */
export async function listTemplateFamilies(ctx: UserCtx): Promise<TemplateFamily[]> {
  const [variants, settings, waiting] = await Promise.all([
    listTemplateVariants(ctx.tenantId),
    readRenewalSettings(ctx.tenantId),
    database().query<{ next_step: string | null; waiting: string }>(
      "SELECT next_step, COUNT(*) AS waiting FROM renewal WHERE tenant_id = ? AND next_reason = 'template' AND status IN ('due', 'failed') GROUP BY next_step",
      [ctx.tenantId],
    ),
  ]);
  const waitingFor = new Map(waiting.map((row) => [row.next_step ?? '', Number(row.waiting)]));
  const needed = dependantsOf(settings, waitingFor);
  const names = [...new Set([...variants.map((variant) => variant.name), ...needed.keys()])].sort();
  return names.map((name) => {
    const own: TemplateVariant[] = variants.filter((variant) => variant.name === name);
    const isStopped = !own.some((variant) => variant.status === 'APPROVED');
    return { name, variants: own, dependants: (needed.get(name) ?? []).map((dependant) => ({ ...dependant, isStopped })) };
  });
}

/** Who needs which template: labels are the steps' names (`d-14`, `winback-30`). What is switched off needs nothing. */
function dependantsOf(settings: RenewalSettings, waitingFor: ReadonlyMap<string, number>): Map<string, Omit<Dependant, 'isStopped'>[]> {
  const needed = new Map<string, Omit<Dependant, 'isStopped'>[]>();
  const need = (name: string, kind: Dependant['kind'], label: string): void => {
    needed.set(name, [...(needed.get(name) ?? []), { kind, label, waiting: waitingFor.get(label) ?? 0 }]);
  };
  if (settings.isOn) {
    for (const { offsetDays, template } of settings.cadence) need(template, 'renewal_step', `d${offsetDays < 0 ? '-' : '+'}${Math.abs(offsetDays)}`);
    if (settings.digest.isOn) need(settings.digest.template, 'digest', 'digest');
    if (settings.winback.isOn) for (const days of settings.winback.offsetDays) need(settings.winback.template, 'winback', `winback-${days}`);
  }
  return needed;
}
