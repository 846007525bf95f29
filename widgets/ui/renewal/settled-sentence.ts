import type { RenewalView } from '../../../types/renewals.ts';
import { CANCEL_REASONS } from '../../../types/renewals.ts';
import type { Format } from '../../core/format.ts';
import type { DetailSay } from './detail-words.ts';
import type { RenewalSay } from './renewal-words.ts';

/** How a person took in what a payment is owed to. */
const HEARD = ['delivered', 'read', 'replied', 'reached', 'promised'] as const;

type Settled = Pick<RenewalView, 'status' | 'outcome' | 'paidOn' | 'evidence' | 'reason' | 'settledBy' | 'daysLeft' | 'dueOn' | 'history'>;

/**
 * How a renewal ended and what proves it, in a sentence or two: "Paid on 3 Nov: the expiry at the POS moved from … to …. That was 2 days
 * after the reminder of …, read by …". null while it is still due. What a newer server adds to the evidence is left out rather than shown raw.
 */
export function settledSentence(renewal: Settled, say: DetailSay, words: RenewalSay, format: Format): string | null {
  const { status, reason, settledBy: who } = renewal;
  if (status === 'due') return null;
  if (status === 'failed' && renewal.outcome === 'lost') return say('settled.lost');
  if (status === 'failed') return say('settled.failed', { count: Math.max(1, -renewal.daysLeft) });
  if (status === 'paid') return paid(renewal, say, words, format);
  if (reason === 'outlet_closed') return say('settled.closed');
  if (reason === 'payment_taken_back') return say('settled.takenBack');
  const known = CANCEL_REASONS.find((one) => one === reason);
  const why = known ? words(`cancel.${known}`) : words('cancel.other');
  return who ? say('settled.cancelledBy', { who, reason: why }) : say('settled.cancelled', { reason: why });
}

function paid({ outcome, paidOn, evidence, settledBy: who, dueOn, history }: Settled, say: DetailSay, words: RenewalSay, format: Format): string {
  const day = format.date(paidOn ?? dueOn);
  const text = (name: string): string | null => {
    const value = evidence?.[name];
    return typeof value === 'string' && value ? value : null;
  };
  const [from, to, reference, at] = [text('from'), text('to'), text('reference'), text('attemptAt')];
  const how =
    from && to
      ? say('settled.moved', { day, from: format.date(from), to: format.date(to) })
      : who
        ? say('settled.staff', { day, who })
        : say(evidence?.['kind'] === 'pos_push' ? 'settled.push' : 'settled.paid', { day });
  const sentences = [how];
  if (reference) sentences.push(say('settled.reference', { reference }));
  if (outcome && at && paidOn) {
    const count = Math.round((Date.parse(paidOn) - Date.parse(dayInKualaLumpur(at))) / 86_400_000);
    const what = say(evidence?.['attemptChannel'] === 'call' ? 'owed.call' : owedTo(text('attemptStep')), { at: format.exact(at) });
    const person = history.find(({ attempt }) => attempt && attempt.id === evidence?.['attemptId'])?.attempt?.contactName ?? say('owed.merchant');
    const heard = HEARD.find((one) => one === evidence?.['attemptResult']);
    const because = heard ? `${what}, ${say(`heard.${heard}`, { name: person })}` : what;
    const counted = say('settled.counted', { outcome: words(`outcome.${outcome}`).toLocaleLowerCase() });
    sentences.push(`${counted}: ${count > 0 ? say('settled.after', { count, what: because }) : say('settled.sameDay', { what: because })}`);
  }
  if (outcome === 'renewed') sentences.push(say('settled.before'));
  return sentences.join(' ');
}

/** What a payment is owed to, by its step. */
function owedTo(step: string | null): 'owed.reminder' | 'owed.overdue' | 'owed.winback' | 'owed.manual' {
  if (step === 'manual') return 'owed.manual';
  if (step?.startsWith('winback')) return 'owed.winback';
  return step?.startsWith('d+') ? 'owed.overdue' : 'owed.reminder';
}

/** The company's day of a moment. */
function dayInKualaLumpur(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
}
