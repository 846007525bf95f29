const OUT = new Set(['STOP', 'UNSUBSCRIBE', 'BERHENTI']);
const IN = new Set(['START', 'MULA']);

/** G-07: a message that is nothing but one of these words (punctuation aside) withdraws or gives consent to automated messages. */
export function decideConsent(text: string | null): 'in' | 'out' | null {
  if (!text || text.length > 40) return null;
  const word = text.toUpperCase().replace(/[^\p{L}]+/gu, '');
  if (OUT.has(word)) return 'out';
  return IN.has(word) ? 'in' : null;
}
