import type { Rule } from './rule.ts';
import type { SourceFile } from './source-file.ts';

const forbidden = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'service', 'services', 'base', 'misc', 'shared', 'lib', 'constants'];
const reserved = /^(?:main|app|api|trpc|webhook|handlers|schedules|policy|view|model|config|index|schema)$/;

/** kebab-case, and words that say something. */
export const fileNames: Rule = {
  name: 'file names are kebab-case whole words',
  check: (tree) =>
    tree.matching(/^(?:types|server|widgets|embed-demo|test|tools)\//).flatMap((file) => {
      const segments = file.path.split('/').slice(1);
      const stem = (segments.at(-1) ?? '').split('.')[0] ?? '';
      const faults: string[] = [];
      const isText = /\.(?:tsx?|mjs)$/.test(file.path);
      if (isText && !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(stem)) faults.push(`${file.path}: expected the name ${kebab(stem)}`);
      for (const folder of segments.slice(0, -1))
        if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(folder) && !folder.startsWith('.')) faults.push(`${file.path}: expected the folder ${kebab(folder)}`);
      const words = isText && file.folder !== 'tools' ? [...segments.slice(0, -1), stem].flatMap((segment) => segment.split('-')) : [];
      for (const [index, word] of words.entries())
        if (
          forbidden.includes(word) &&
          (!/^services?$/.test(word) || word === stem || segments.slice(0, -1).includes(word) || (word === 'service' && index === words.length - 1))
        )
          faults.push(`${file.path}: "${word}" says nothing; name what it does`);
      if (stem === 'index' && isText && file.path !== 'widgets/index.ts')
        faults.push(`${file.path}: only widgets/index.ts is called index; name it after what it exports`);
      return faults;
    }),
  wrong: [
    { files: { 'server/tickets/listTickets.ts': '' }, says: /expected the name list-tickets/ },
    { files: { 'server/tickets/ticket-utils.ts': '' }, says: /"utils"/ },
    { files: { 'server/services/a.ts': '' }, says: /"services"/ },
    { files: { 'server/tickets/index.ts': '' }, says: /only widgets\/index\.ts/ },
    { files: { 'widgets/ticketPanel/a.ts': '' }, says: /folder ticket-panel/ },
  ],
  right: [
    {
      'widgets/index.ts': '',
      'server/tickets/list-tickets.ts': '',
      'server/tickets/list-tickets.test.ts': '',
      'tools/services/up-services.mjs': '',
      'embed-demo/hosts/react/main.tsx': '',
    },
  ],
};

/**
 * A file is called what it exports: `decide-thread.ts` exports `decideThread`. Companions of the same noun may stand beside it
 * (`cache.ts`: connectCache, closeCache), and constants; `sessions.ts` may hold openSession and closeSession; the four doors and `policy`, `view`, `model` are named by their role.
 */
export const exportNames: Rule = {
  name: 'a file is named after its export',
  check: (tree) =>
    tree
      .code('server', 'widgets', 'embed-demo')
      .concat(tree.code('test').filter((file) => /^test\/(?:support|load|faults)\//.test(file.path)))
      .filter((file) => !reserved.test(file.name) && !file.path.startsWith('widgets/gallery/'))
      .flatMap((file) => {
        const values = file.exports.filter((line) => !line.isType);
        if (values.length === 0) return [];
        const wanted = camel(file.name);
        const nouns = values.map((line) => kebab(line.name).split('-').map(singular));
        if (values.length > 1 && nouns.every((noun) => noun.includes(singular(file.name.split('-').at(-1) ?? '')))) return [];
        if (
          !values.some(
            (line) =>
              sameName(line.name, wanted) || line.name.toLowerCase().startsWith(wanted.toLowerCase()) || line.name.toLowerCase().endsWith(wanted.toLowerCase()),
          )
        ) {
          return [
            `${file.path} exports ${values.map((line) => line.name).join(', ')}: expected ${wanted} or ${pascal(file.name)} (or the name ${values.map((line) => `${kebab(line.name)}.ts`).join(', ')})`,
          ];
        }
        const strangers =
          file.path.startsWith('test/support/') ||
          isHandle(
            file,
            values.map((line) => line.name),
          )
            ? []
            : values.filter((line) => !sameName(line.name, wanted) && !/^[A-Z][A-Z0-9_]*$/.test(line.name) && !isCompanion(line.name, file.name));
        return strangers.map((line) => `${file.path}:${line.line} also exports ${line.name}: expected it in ${folderOf(file.path)}/${kebab(line.name)}.ts`);
      }),
  wrong: [
    { files: { 'server/tickets/decide-thread.ts': 'export function choose() {}' }, says: /expected decideThread or DecideThread/ },
    {
      files: { 'server/tickets/add-note.ts': 'export function addNote() {}\nexport function removeTag() {}' },
      says: /expected it in server\/tickets\/remove-tag\.ts/,
    },
    { files: { 'widgets/ui/button.ts': 'export default class {}' }, says: /button\.ts/ },
  ],
  right: [
    { 'server/tickets/decide-thread.ts': 'export function decideThread() {}\nexport interface Thread {}' },
    { 'server/platform/cache.ts': 'export function connectCache() {}\nexport function cache() {}\nexport function subscriber() {}' },
    { 'widgets/ui/icon-button.ts': 'export class IconButton {}', 'server/tickets/policy.ts': 'export const mayRead = 1; export const mayWrite = 2;' },
    { 'widgets/core/words.ts': 'export class WordsController {}\nexport function speakWords() {}' },
  ],
};

/** No file exists to pass on what others export. */
export const noBarrels: Rule = {
  name: 'no barrels',
  check: (tree) =>
    tree
      .code('types', 'server', 'widgets', 'embed-demo', 'test')
      .filter((file) => file.path !== 'widgets/index.ts')
      .flatMap((file) =>
        file.exports.filter((line) => line.isReexport).map((line) => `${file.path}:${line.line} passes on ${line.name}: import it where it is declared`),
      ),
  wrong: [
    { files: { 'server/tickets/a.ts': `export * from './b.ts';` }, says: /import it where it is declared/ },
    { files: { 'server/tickets/a.ts': `export { b } from './b.ts';` }, says: /passes on b/ },
  ],
  right: [{ 'widgets/index.ts': `export { configure } from './core/configure.ts';`, 'server/a.ts': 'const a = 1; export { a };' }],
};

const camel = (name: string): string => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string): string => camel(name).replace(/^./, (letter) => letter.toUpperCase());
const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[_\s]+/g, '-')
    .toLowerCase();
const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');
const sameName = (one: string, other: string): boolean => singular(one.replace(/_/g, '').toLowerCase()) === singular(other.toLowerCase());

/** connectX, useX, openX or closeX beside X: the module holds one thing of the process. */
const isHandle = (file: SourceFile, names: string[]): boolean =>
  names.some((name) => new RegExp(`^(?:connect|open|close|use|start|stop)${pascal(file.name)}$`).test(name));

/** Shares a word with the file, at least four letters or the whole name. */
const isCompanion = (name: string, file: string): boolean => {
  const words = kebab(name).split('-').map(singular);
  return file.split('-').some((word) => (word.length >= 4 || word === file) && words.includes(singular(word)));
};
const singular = (word: string): string => word.replace(/(?:es|s)$/, '');
