import type { TemplateFactValues } from '../messages/template-types.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import type { RenewalFacts } from './load-renewal-facts.ts';

/**
 * What one message about these renewals may say: all their outlets, and a payment link only when it pays for all of them (the one they
 * share, else the company's own when it speaks of no outlet); without one the template's words ask for an answer instead. Null: nothing is known.
 */
export function decideDigestFacts(parts: readonly RenewalFacts[], settings: Pick<RenewalSettings, 'paymentUrl'>): TemplateFactValues | null {
  const [first] = parts;
  if (!first) return null;
  const outlets = parts.flatMap(({ facts }) => facts.outlets ?? []);
  const isShared = parts.every(({ facts }) => facts.paymentUrl === first.facts.paymentUrl);
  const isForAll = settings.paymentUrl !== '' && !/\{(oid|fid|due)\}/.test(settings.paymentUrl);
  return { ...first.facts, outlets, paymentUrl: isShared ? (first.facts.paymentUrl ?? null) : isForAll ? settings.paymentUrl : null };
}
