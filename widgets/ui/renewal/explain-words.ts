import { sayIn } from '../../core/say-in.ts';
import type { Say } from '../../core/words.ts';

const english = {
  'group.held': 'Holds it back',
  'group.passed': 'In order',
  'group.told': 'Also known',
  'complaint.held': 'A complaint is open: help first',
  'complaint.passed': 'No complaint is open',
  'outstanding.held': '{count} of {most} unanswered reminders: no more until there is an answer',
  'outstanding.passed': '{count} of {most} unanswered reminders',
  'cycle.held': '{count} of {most} reminders of this renewal are used up',
  'cycle.passed': '{count} of {most} reminders of this renewal',
  'touches.held': '{count} of {most} automatic messages within {days} days are used up',
  'touches.today': 'This person has had enough automatic messages today',
  'touches.passed': '{count} of {most} automatic messages to this person within {days} days',
  'gap.held': 'Too soon after the last reminder, {at}',
  'gap.passed': 'The last reminder went out on {at}',
  'snoozed.told': 'Snoozed until {at}',
  'answered.told': 'The merchant answered on {at}',
  'reach.told': 'WhatsApp could not reach this person on {at}',
  'hours.held': 'It is {time} at the outlet: outside the hours in which we write',
  'holiday.held': 'Public holiday or weekend at the outlet',
  'hours.told': 'It is {time} at the outlet',
  'template.held': 'WhatsApp does not allow the template {name} now',
  'template.passed': 'The template {name} may be sent',
  'expiry.held': 'The POS now says another expiry: {at}',
  'expiry.told': 'The POS says the expiry is {at}',
  'due.told': 'Due on {at} ({days})',
  'outlet.told': 'The outlet at the POS: {status}',
  'outlets.told': { one: '{count} outlet in one message', other: '{count} outlets in one message' },
  'supersedes.told': 'Takes the place of a reminder that was not answered',
  'mode.told': 'Asked for by hand',
  notYet: '“{step}” goes out on {at}. Nothing holds it back.',
  paused: 'Paused by {reference} (complaint).',
} as const;

const malay: Record<keyof typeof english, string> = {
  'group.held': 'Yang menahannya',
  'group.passed': 'Teratur',
  'group.told': 'Turut diketahui',
  'complaint.held': 'Ada aduan terbuka: bantu dahulu',
  'complaint.passed': 'Tiada aduan terbuka',
  'outstanding.held': '{count} daripada {most} peringatan belum dijawab: tiada lagi sehingga ada jawapan',
  'outstanding.passed': '{count} daripada {most} peringatan belum dijawab',
  'cycle.held': '{count} daripada {most} peringatan pembaharuan ini sudah digunakan semuanya',
  'cycle.passed': '{count} daripada {most} peringatan pembaharuan ini',
  'touches.held': '{count} daripada {most} mesej automatik dalam {days} hari sudah habis digunakan',
  'touches.today': 'Orang ini sudah cukup menerima mesej automatik hari ini',
  'touches.passed': '{count} daripada {most} mesej automatik kepada orang ini dalam {days} hari',
  'gap.held': 'Terlalu awal selepas peringatan terakhir, {at}',
  'gap.passed': 'Peringatan terakhir dihantar pada {at}',
  'snoozed.told': 'Ditangguhkan hingga {at}',
  'answered.told': 'Peniaga menjawab pada {at}',
  'reach.told': 'WhatsApp tidak dapat menghubungi orang ini pada {at}',
  'hours.held': 'Sekarang {time} di cawangan: di luar waktu kami menulis',
  'holiday.held': 'Cuti umum atau hujung minggu di cawangan',
  'hours.told': 'Sekarang {time} di cawangan',
  'template.held': 'WhatsApp tidak membenarkan templat {name} sekarang',
  'template.passed': 'Templat {name} boleh dihantar',
  'expiry.held': 'POS kini menyatakan tarikh tamat lain: {at}',
  'expiry.told': 'POS menyatakan tarikh tamat {at}',
  'due.told': 'Perlu dibayar pada {at} ({days})',
  'outlet.told': 'Cawangan di POS: {status}',
  'outlets.told': '{count} cawangan dalam satu mesej',
  'supersedes.told': 'Mengambil tempat peringatan yang tidak dijawab',
  'mode.told': 'Diminta secara manual',
  notYet: '“{step}” akan dihantar pada {at}. Tiada apa-apa yang menahannya.',
  paused: 'Dijeda oleh {reference} (aduan).',
};

export type ExplainSay = Say<typeof english>;

/** What the rules of a decision say. Fetched with the explanation, in both languages. */
export function explainWords(element: Element): ExplainSay {
  return sayIn(element, english, malay);
}
