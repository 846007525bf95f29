import type { Rule } from './rule.ts';
import type { SourceFile } from './source-file.ts';

const tokens = 'widgets/theme/tokens.ts';

/** Files of the elements a host page writes: `widgets/inbox/inbox.ts` documents `@element engage-inbox`. */
const isPublicElement = (file: SourceFile): boolean =>
  file.path === `widgets/${file.name}/${file.name}.ts` && file.text.includes(`@element engage-${file.name}`);

/** A host reads about each CSS property the theme reads, once, on the element it writes. */
export const publicProperties: Rule = {
  name: 'public elements document every CSS property of the theme',
  check(tree) {
    const theme = tree.files.get(tokens);
    if (!theme) return [];
    const read = new Set([...theme.bare.matchAll(/var\(\s*(--engage-[\w-]+)/g)].map((match) => match[1] ?? ''));
    return tree
      .code('widgets')
      .filter(isPublicElement)
      .flatMap((file) => {
        const said = [...file.text.matchAll(/^ \* @cssprop (?:\[(--engage-[\w-]+)(?:=[^\]]*)?\]|(--engage-[\w-]+)) - \S/gm)].map(
          (match) => match[1] ?? match[2] ?? '',
        );
        return [
          ...[...read].filter((name) => !said.includes(name)).map((name) => `${file.path}: expected "@cssprop [${name}] - …" in the class comment`),
          ...said.filter((name) => !read.has(name)).map((name) => `${file.path}: "@cssprop ${name}" is documented but ${tokens} does not read it`),
          ...said.filter((name, index) => said.indexOf(name) < index).map((name) => `${file.path}: "@cssprop ${name}" is documented twice`),
        ];
      });
  },
  wrong: [
    {
      files: { [tokens]: 'css`:host { --e-a: var(--engage-a, red); }`', 'widgets/inbox/inbox.ts': '/**\n * @element engage-inbox\n */\nexport class Inbox {}' },
      says: /expected "@cssprop \[--engage-a\]/,
    },
    {
      files: { [tokens]: 'css``', 'widgets/inbox/inbox.ts': '/**\n * @element engage-inbox\n * @cssprop --engage-b - x\n */\nexport class Inbox {}' },
      says: /--engage-b.*does not read it/,
    },
  ],
  right: [
    {
      [tokens]: 'css`:host { --e-a: var(--engage-a, var(--engage-b)); }`',
      'widgets/inbox/inbox.ts': '/**\n * @element engage-inbox\n * @cssprop [--engage-a=1px] - one\n * @cssprop --engage-b - two\n */\nexport class Inbox {}',
      'widgets/ui/button.ts': '/** @element engage-button */\nexport class Button {}',
    },
  ],
};
