import type { OutletPerson } from '../../types/outlets.ts';
import type { Format } from '../core/format.ts';
import type { CardSay } from './card-words.ts';

/** Where a link comes from and how far it is to be trusted, as a sentence: "Chosen by the merchant · reliable · until 20 May 2027". */
export function linkTrust(person: OutletPerson, say: CardSay, format: Format): string {
  const { source, confidence, expiresAt, isExpired, isListed } = person;
  if (person.isUnconfirmed) return say('trust.unconfirmed');
  const from = say(source === 'pos' && !isListed ? 'source.posBefore' : `source.${source}`);
  if (isExpired && expiresAt) return `${from} · ${say('trust.expired', { date: format.date(expiresAt) })}`;
  const trust = say(confidence >= 100 ? 'trust.certain' : confidence >= 90 ? 'trust.high' : confidence >= 60 ? 'trust.middling' : 'trust.low');
  return [from, trust, ...(expiresAt ? [say('trust.until', { date: format.date(expiresAt) })] : [])].join(' · ');
}
