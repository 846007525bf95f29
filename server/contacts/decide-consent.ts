const OUT = new Set(['STOP', 'UNSUBSCRIBE', 'BERHENTI']);
const IN = new Set(['START', 'MULA']);
/** Who answers in a few words means all of it; in a longer text the word may be about anything. */
const MOST_WORDS = 5;
const MOST_CHARACTERS = 60;
/** Courtesy, in English and Malay: may stand before the word and after it. */
const COURTESY = 'PLEASE PLS PLZ THANKS THANK YOU TQ OK OKAY HI HELLO DEAR SIR MADAM TEAM TOLONG SILA TERIMA KASIH TERIMAKASIH ENCIK PUAN CIK'.split(' ');
/** Whom it is about, and what is to end: only after the word ("saya berhenti" is somebody who left their work). */
const OBJECT = (
  'NOW IT THIS THESE ALL ANY ME US FROM TO SENDING SEND MESSAGING MESSAGE MESSAGES MSG MSGS REMINDER REMINDERS WHATSAPP SPAM SPAMMING TEXTING TEXTS ' +
  'SAYA KAMI YA LAH SEKARANG HANTAR MENGHANTAR MESEJ PERINGATAN INI SEMUA KEPADA'
).split(' ');
const BEFORE = new Set(COURTESY);
const AFTER = new Set([...COURTESY, ...OBJECT, ...OUT]);

/**
 * G-07: a message that is one of these words (said twice or thrice, too) withdraws or gives consent to automated messages. To withdraw,
 * up to five words are enough that begin with the word, courtesy aside, and say nothing of other things ("Stop sending me this", "Tolong
 * berhenti"); where any other word is among them ("please stop the printer"), or the text is longer or a question, nothing is taken from it.
 */
export function decideConsent(text: string | null): 'in' | 'out' | null {
  if (!text || text.length > MOST_CHARACTERS) return null;
  const words = text.toUpperCase().match(/\p{L}[\p{L}\p{M}\p{N}]*/gu) ?? [];
  if (words.length === 0 || words.length > MOST_WORDS || /\?/u.test(text)) return null;
  if (words.every((word) => IN.has(word))) return 'in';
  const first = words.findIndex((word) => !BEFORE.has(word));
  return OUT.has(words[first] ?? '') && words.slice(first + 1).every((word) => AFTER.has(word)) ? 'out' : null;
}
