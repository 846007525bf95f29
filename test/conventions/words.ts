import { type Catalogue, catalogues } from './catalogues.ts';
import type { Rule } from './rule.ts';

/** English and Malay say the same things: equal keys, the same `{marks}` in each sentence. */
export const words: Rule = {
  name: 'English and Malay have the same keys and placeholders',
  check(tree) {
    const all = tree.code('widgets').flatMap(catalogues);
    return all
      .filter((catalogue) => catalogue.isMalay)
      .flatMap((malay) => {
        const english = all.find((other) => !other.isMalay && other.key === malay.key);
        if (!english) return [`${malay.at}: expected an English catalogue beside it (${malay.key})`];
        return compare(english, malay);
      });
  },
  wrong: [
    { files: { 'widgets/inbox/inbox-words.ts': `const english = { a: 'A', b: 'B' }; const malay = { a: 'A' };` }, says: /lacks "b"/ },
    {
      files: {
        'widgets/inbox/inbox-words.ts': `export const inboxWords = { a: 'A {x}' };`,
        'widgets/inbox/inbox-words-ms.ts': `export const inboxWordsMs = { a: 'A {y}' };`,
      },
      says: /"a".*\{x\}/,
    },
    {
      files: {
        'widgets/inbox/inbox-words-en.ts': `export const inboxWordsEn = { a: 'A' };`,
        'widgets/inbox/inbox-words-ms.ts': `export const inboxWordsMs = { a: 'A', c: 'C' };`,
      },
      says: /"c".*no English/,
    },
    { files: { 'widgets/inbox/words-ms.ts': `export const wordsMs = { a: 'A' };` }, says: /expected an English/ },
  ],
  right: [
    {
      'widgets/inbox/inbox-words.ts': `export const inboxWords = { 'a.b': { one: '{count} a', other: '{count} as' } } as const;`,
      'widgets/inbox/inbox-words-ms.ts': `export const inboxWordsMs: T = { 'a.b': '{count} a' };`,
    },
  ],
};

function compare(english: Catalogue, malay: Catalogue): string[] {
  const faults: string[] = [];
  for (const [key, marks] of english.sentences) {
    const said = malay.sentences.get(key);
    if (!said) faults.push(`${malay.at} lacks "${key}"`);
    else if (said.join() !== marks.join()) faults.push(`${malay.at}: "${key}" has ${list(said)}, the English one has ${list(marks)}`);
  }
  for (const key of malay.sentences.keys()) if (!english.sentences.has(key)) faults.push(`${malay.at}: "${key}" has no English sentence`);
  return faults;
}

const list = (marks: string[]): string => (marks.length === 0 ? 'no placeholder' : marks.map((mark) => `{${mark}}`).join(' '));
