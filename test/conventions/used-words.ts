import { catalogues } from './catalogues.ts';
import type { Rule } from './rule.ts';
import type { SourceFile } from './source-file.ts';

/** Every sentence is said somewhere: by its key, or by a key put together from its beginning (`error.${code}`). */
export const usedWords: Rule = {
  name: 'every key of a catalogue is used',
  check(tree) {
    const files = tree.code('widgets').filter((file) => !file.path.startsWith('widgets/testing/'));
    const speaking = files.filter((file) => !/-(?:english|malay)$/.test(file.name));
    const literals = new Set(speaking.flatMap(quoted));
    const shapes = speaking.flatMap(composed);
    return files
      .flatMap(catalogues)
      .filter((catalogue) => !catalogue.isMalay)
      .flatMap(({ at, sentences }) =>
        [...sentences.keys()]
          .filter((key) => !literals.has(key) && !shapes.some((shape) => shape.test(key)))
          .map((key) => `${at}: nothing says "${key}": take it out`),
      );
  },
  wrong: [
    {
      files: { 'widgets/inbox/inbox-english.ts': `export const inboxEnglish = { 'a.b': 'A', 'a.c': 'B' };`, 'widgets/inbox/inbox.ts': `say('a.b');` },
      says: /nothing says "a\.c"/,
    },
  ],
  right: [
    {
      'widgets/inbox/inbox-english.ts': `export const inboxEnglish = { 'a.b': 'A', 'empty.mine': 'B', 'empty.mineHint': 'C', loading: 'D' };`,
      'widgets/inbox/inbox.ts': "say('a.b'); say(`empty.${view}`); html`<p label=${say(`empty.${view}Hint`)}>${say('loading')}</p>`;",
    },
  ],
};

/** Plain strings. */
const quoted = (file: SourceFile): string[] =>
  [...file.nodes()].flatMap((node) => (node.type === 'Literal' && typeof node.value === 'string' ? [node.value] : []));

/** Keys with a blank in them; they begin with a word and a point. */
function composed(file: SourceFile): RegExp[] {
  return [...file.nodes()].flatMap((node) => {
    if (node.type !== 'TemplateLiteral' || !('quasis' in node)) return [];
    const pieces = (node as unknown as { quasis: { value: { raw: string } }[] }).quasis.map((piece) => piece.value.raw);
    const isKey = pieces.length > 1 && /^[a-z]+\./i.test(pieces[0] ?? '') && pieces.every((piece) => /^[\w.]*$/.test(piece));
    return isKey ? [new RegExp(`^${pieces.map((piece) => piece.replaceAll('.', '\\.')).join('[\\w.]+')}$`)] : [];
  });
}
