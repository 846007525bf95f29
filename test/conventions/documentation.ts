import type { Rule } from './rule.ts';

/** Each export says when it happens and why, in a doc comment. */
export const documentation: Rule = {
  name: 'every export has a doc comment',
  check: (tree) =>
    tree
      .code('server', 'widgets', 'embed-demo')
      .filter((file) => !file.path.startsWith('widgets/gallery/'))
      .flatMap((file) =>
        file.exports
          .filter((line) => !line.isType && !line.isReexport && !line.documented && !isNamedLater(file.text, line.name))
          .map((line) => `${file.path}:${line.line} ${line.name}: expected a doc comment above the export`),
      ),
  wrong: [{ files: { 'server/tickets/add-note.ts': 'export function addNote() {}' }, says: /addNote: expected a doc comment/ }],
  right: [
    {
      'server/tickets/add-note.ts': '/** When an agent writes one. */\nexport function addNote() {}',
      'widgets/ui/b.ts': '/** B. */\n@decorated({})\nexport class B {}',
    },
  ],
};

/** `export { a }` at the end: the comment stands at the declaration. */
const isNamedLater = (text: string, name: string): boolean => new RegExp(`export \\{[^}]*\\b${name}\\b`).test(text);

/** Short files. The aim is 80 lines for a verb, a decision or a part, 200 for an element or store; nothing is longer than 400. */
export const fileLength: Rule = {
  name: 'no file is longer than 400 lines',
  check: (tree) =>
    tree
      .matching(/\.(?:tsx?|mjs)$/)
      .filter((file) => !file.isTest && !file.path.startsWith('widgets/testing/'))
      .map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 400)
      .map(({ path, lines }) => `${path} has ${lines} lines: split it by what it does`),
  wrong: [{ files: { 'server/tickets/a.ts': '\n'.repeat(401) }, says: /401 lines/ }],
  right: [{ 'server/tickets/a.ts': '\n'.repeat(400), 'server/tickets/a.test.ts': '\n'.repeat(900) }],
};
