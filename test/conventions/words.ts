import type { Rule } from './rule.ts';
import type { SourceFile, SyntaxNode } from './source-file.ts';

interface Catalogue {
  at: string;
  isMalay: boolean;
  /** what the English and the Malay one have in common: folder and name without the language */
  key: string;
  sentences: Map<string, string[]>;
}

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
const language = /(?:^|-)(?:malay|ms|english|en)(?=-|$)/g;

function catalogues(file: SourceFile): Catalogue[] {
  if (!/words?|malay|english|(?:-ms|-en)$/.test(file.name)) return [];
  return [...file.nodes()].flatMap((node) => {
    const declaration = node as SyntaxNode & { id?: { name?: string }; init?: SyntaxNode };
    if (node.type !== 'VariableDeclarator' || !declaration.id?.name || !declaration.init) return [];
    const object = unwrap(declaration.init);
    if (object.type !== 'ObjectExpression') return [];
    const sentences = sentencesOf(object, file.text);
    if (sentences.size === 0) return [];
    const name = declaration.id.name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
    const isMalay = /(?:^|-)(?:malay|ms)(?:-|$)/.test(name) || /(?:^|-)(?:malay|ms)(?:-|$)/.test(file.name);
    const folder = file.path.split('/').slice(0, -1).join('/');
    const isLocal = /^(?:malay|english|ms|en)$/.test(name);
    return [{ at: `${file.path}:${file.lineOf(node.start)}`, isMalay, key: `${folder}/${(isLocal ? file.name : name).replace(language, '')}`, sentences }];
  });
}

function unwrap(node: SyntaxNode): SyntaxNode {
  const inner = node as SyntaxNode & { expression?: SyntaxNode };
  return /^TS(?:As|Satisfies)Expression$/.test(node.type) && inner.expression ? unwrap(inner.expression) : node;
}

/** Key → the marks of its sentence (of all plural forms together), sorted. Objects that are not sentences are left out. */
function sentencesOf(object: SyntaxNode, text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const { properties } = object as unknown as { properties: { type: string; key: { name?: string; value?: string }; value: SyntaxNode }[] };
  for (const property of properties) {
    if (property.type !== 'Property') continue;
    const key = property.key.name ?? property.key.value ?? '';
    const value = unwrap(property.value);
    if (!/^(?:Literal|TemplateLiteral|ObjectExpression|BinaryExpression)$/.test(value.type)) return new Map();
    found.set(key, [...new Set([...text.slice(value.start, value.end).matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort());
  }
  return found;
}
