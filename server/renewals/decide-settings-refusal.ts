import type { RenewalSettings } from '../../types/renewal-settings.ts';

/** Nobody is written to in the night, whatever is set: nothing before, nothing from then on. */
const EARLIEST = '07:00';
const LATEST = '22:00';
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A setting that is not taken, and why. */
export interface SettingsRefusal {
  field: keyof RenewalSettings;
  sentence: string;
}

/**
 * Why changed settings must not be saved although each is well formed: hours that reach into the night, a payment link that is not
 * encrypted (to this machine itself it may), a template nobody knows. What stays as it was stored is not asked about again. Null: save them.
 */
export function decideSettingsRefusal(before: RenewalSettings, after: RenewalSettings, knownTemplates: ReadonlySet<string>): SettingsRefusal | null {
  if (after.sendFrom !== before.sendFrom && after.sendFrom < EARLIEST)
    return { field: 'sendFrom', sentence: `Nothing is sent before ${EARLIEST}: choose a later hour.` };
  if (after.sendUntil !== before.sendUntil && after.sendUntil > LATEST)
    return { field: 'sendUntil', sentence: `Nothing is sent after ${LATEST}: choose an earlier hour.` };
  if (after.paymentUrl !== before.paymentUrl && !isSafeLink(after.paymentUrl))
    return { field: 'paymentUrl', sentence: 'The payment link has to begin with https://.' };
  const was = new Set(templatesOf(before).map(({ name }) => name));
  const odd = templatesOf(after).find(({ name }) => !was.has(name) && !knownTemplates.has(name));
  return odd ? { field: odd.field, sentence: `There is no template named ${odd.name}.` } : null;
}

function templatesOf({ cadence, digest, winback }: RenewalSettings): { field: 'cadence' | 'digest' | 'winback'; name: string }[] {
  return [
    ...cadence.map(({ template }) => ({ field: 'cadence' as const, name: template })),
    { field: 'digest', name: digest.template },
    { field: 'winback', name: winback.template },
  ];
}

/** Empty: there is none. The blanks are filled with what may stand in a link. */
function isSafeLink(text: string): boolean {
  if (text === '') return true;
  const filled = text.replaceAll(/\{(oid|fid|due)\}/g, '1');
  if (!URL.canParse(filled) || /\s/.test(text)) return false;
  const { protocol, hostname } = new URL(filled);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}
