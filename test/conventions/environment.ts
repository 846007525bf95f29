import type { Rule } from './rule.ts';

const mayRead = /^(?:server\/config\.ts|tools\/|test\/|embed-demo\/(?:.*\/)?main\.ts$)/;

/** One reader of the environment. */
export const environment: Rule = {
  name: 'process.env is read in server/config.ts only',
  check: (tree) =>
    tree
      .matching(/\.tsx?$/)
      .filter((file) => !mayRead.test(file.path) && !file.isTest)
      .flatMap((file) =>
        file
          .find(/\bprocess\s*\.\s*env\b(?!(?:\.|\[')NODE_ENV)|\bprocess\[|import\.meta\.env\b/, 'bare')
          .map(({ at, match }) => `${at} reads ${match}: add the variable to server/config.ts and pass the value`),
      )
      .concat(
        tree
          .matching(/\.tsx?$/)
          .filter((file) => !mayRead.test(file.path))
          .flatMap((file) =>
            file.imports
              .filter((line) => /^(?:node:)?process$/.test(line.specifier) && line.names.includes('env'))
              .map((line) => `${file.path}:${line.line} imports env from ${line.specifier}`),
          ),
      ),
  wrong: [
    { files: { 'server/tickets/a.ts': 'export const a = process.env.A;' }, says: /server\/tickets\/a\.ts:1/ },
    { files: { 'server/main.ts': `import { env } from 'node:process'; export const a = env.A;` }, says: /imports env/ },
  ],
  right: [
    {
      'server/config.ts': 'export const a = process.env.A;',
      'tools/a.mjs': 'process.env.A',
      'server/a.ts': '// process.env\nexport const a = 1;',
      'embed-demo/simulators/a.ts': `if (process.env['NODE_ENV'] === 'production') throw 1;`,
    },
  ],
};

/** `.env.example` names every variable of the server and of docker-compose.yml, each with a comment, and no other. */
export const environmentExample: Rule = {
  name: '.env.example is complete',
  check(tree) {
    const config = tree.files.get('server/config.ts');
    if (!config) return ['server/config.ts is missing'];
    const known = [...config.bare.matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)].map((match) => match[1] ?? '');
    const compose = [...(tree.files.get('docker-compose.yml')?.text ?? '').matchAll(/\$\{([A-Z][A-Z0-9_]+)/g)].map((match) => match[1] ?? '');
    const example = tree.files.get('.env.example');
    if (!example) return [`.env.example is missing: it explains ${known.length} variables of server/config.ts`];
    const lines = example.text.split('\n');
    const named = lines.flatMap((line, index) => {
      const name = /^#?\s?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1];
      return name ? [{ name, index }] : [];
    });
    const explained = (index: number): boolean => {
      for (let above = index - 1; above >= 0; above -= 1) {
        const line = lines[above] ?? '';
        if (/^#?\s?[A-Z][A-Z0-9_]+=/.test(line)) continue;
        return /^#\s*\S/.test(line);
      }
      return false;
    };
    return [
      ...[...new Set([...known, ...compose])].filter((name) => !named.some((entry) => entry.name === name)).map((name) => `.env.example lacks ${name}`),
      ...named
        .filter(({ name }) => !known.includes(name) && !compose.includes(name))
        .map(({ name, index }) => `.env.example:${index + 1} has ${name}, which neither server/config.ts nor docker-compose.yml reads`),
      ...named
        .filter(({ index }) => !explained(index) && !(lines[index] ?? '').includes(' # '))
        .map(({ name, index }) => `.env.example:${index + 1} says nothing about ${name}: a comment above it, please`),
    ];
  },
  wrong: [
    { files: { 'server/config.ts': 'const s = {\n  AAA: 1,\n  BBB: 2,\n};', '.env.example': '# a\nAAA=1\n' }, says: /lacks BBB/ },
    { files: { 'server/config.ts': 'const s = {\n  AAA: 1,\n};', '.env.example': '# a\nAAA=1\nCCC=1\n' }, says: /CCC, which/ },
    { files: { 'server/config.ts': 'const s = {\n  AAA: 1,\n};', '.env.example': '# a\nAAA=1\n', 'docker-compose.yml': 'x: ${BBB:-1}' }, says: /lacks BBB/ },
    { files: { 'server/config.ts': 'const s = {\n  AAA: 1,\n};', '.env.example': 'AAA=1\n' }, says: /nothing about AAA/ },
    { files: { 'server/config.ts': 'const s = {\n  AAA: 1,\n};' }, says: /missing/ },
  ],
  right: [
    { 'server/config.ts': 'const s = {\n  AAA: 1,\n  BBB: 2,\n};', '.env.example': '# what it is\n# AAA=1\nBBB=2\n' },
    { 'server/config.ts': 'const s = {\n  AAA: 1,\n};', '.env.example': '# a\nAAA=1\n# b\n# CCC=1\n', 'docker-compose.yml': 'x: ${CCC:-1}' },
  ],
};
