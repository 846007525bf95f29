import type { Rule } from './rule.ts';

const impure =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\bcrypto\b|\bprocess\b|\bfetch\b|\bawait\b|\basync\b|\bperformance\b|\bsetTimeout\b|\bsetInterval\b|\bimport\(/;

/** `decide-*.ts` is a pure function: what it needs comes in, also the time; what it decides goes out. */
export const pureDecisions: Rule = {
  name: 'decisions are pure',
  check: (tree) =>
    tree
      .code('server', 'widgets')
      .filter((file) => file.name.startsWith('decide-'))
      .flatMap((file) => [
        ...file.find(impure).map(({ at, match }) => `${at} uses ${match.trim()}: a decision has no I/O, no clock and no randomness; take it as a parameter`),
        ...file.imports
          .filter(({ specifier, isType }) => {
            if (isType) return false;
            const target = tree.resolve(file.path, specifier);
            return target === undefined || !(target.startsWith('types/') || /\/(?:decide-[^/]*|[^/]*-types|read-json)\.ts$/.test(target));
          })
          .map(({ specifier, line }) => `${file.path}:${line} imports ${specifier}: a decision imports types and other decisions only`),
      ]),
  wrong: [
    { files: { 'server/tickets/decide-a.ts': `export const decideA = () => Date.now();` }, says: /Date\.now.*no clock/ },
    { files: { 'server/tickets/decide-a.ts': `export const decideA = () => new Date();` }, says: /new Date\(\)/ },
    { files: { 'server/tickets/decide-a.ts': `export const decideA = async () => fetch('x');` }, says: /fetch/ },
    { files: { 'server/tickets/decide-a.ts': `import { randomUUID } from 'node:crypto'; export const decideA = randomUUID;` }, says: /imports node:crypto/ },
    { files: { 'server/tickets/decide-a.ts': `import { b } from './find-b.ts'; export const decideA = b;`, 'server/tickets/find-b.ts': '' }, says: /find-b/ },
  ],
  right: [
    {
      'server/tickets/decide-a.ts': `import type { T } from '../../types/t.ts';\n// not Date.now()\nexport const decideA = (at: number): Date => new Date(at);`,
      'types/t.ts': '',
    },
  ],
};
