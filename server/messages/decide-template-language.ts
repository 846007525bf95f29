/**
 * Which language of a template a person gets (TPL-04, X-35): theirs where it may be sent, else English, else none: a language they may not
 * read is worse than a person who writes to them. `locale` is what we know of them (`ms_MY`, `ms`, `en-GB`, null: English); `approved` are
 * Meta's codes of what may be sent now.
 */
export function decideTemplateLanguage(locale: string | null, approved: readonly string[]): string | null {
  const wanted = (locale ?? '').replace('-', '_');
  const base = baseOf(wanted) || 'en';
  const inOrder = [wanted, ...(PREFERRED[base] ?? [base]), ...approved.filter((code) => baseOf(code) === base).sort(), ...ENGLISH];
  const usable = new Set(approved);
  return inOrder.find((code) => usable.has(code)) ?? [...approved].sort().find((code) => baseOf(code) === 'en') ?? null;
}

const ENGLISH = ['en_US', 'en', 'en_GB'];
/** Meta has `ms` and no `ms_MY`; people write `my` and `bm` for Malay. */
const PREFERRED: Readonly<Record<string, readonly string[]>> = { en: ENGLISH, ms: ['ms'], bm: ['ms'], id: ['id', 'ms'] };

function baseOf(code: string): string {
  return code.split('_', 1)[0]?.toLowerCase() ?? '';
}
