import type { Rule } from './rule.ts';

/** Nobody imports, over any number of steps, what imports it. Type imports count: a knot of types is a knot. */
export const importCycles: Rule = {
  name: 'no import cycles',
  check(tree) {
    const done = new Set<string>();
    const cycles = new Set<string>();
    const visit = (path: string, trail: string[]): void => {
      const at = trail.indexOf(path);
      if (at !== -1) {
        const ring = trail.slice(at);
        const first = ring.indexOf([...ring].sort()[0] ?? '');
        cycles.add([...ring.slice(first), ...ring.slice(0, first), ring[first]].join(' → '));
        return;
      }
      const file = tree.files.get(path);
      if (!file || done.has(path)) return;
      for (const { specifier } of file.imports) {
        const target = tree.resolve(path, specifier);
        if (target) visit(target, [...trail, path]);
      }
      done.add(path);
    };
    for (const file of tree.matching(/\.tsx?$/)) if (!file.isTest) visit(file.path, []);
    return [...cycles];
  },
  wrong: [
    {
      files: { 'server/x/a.ts': `import { b } from './b.ts';`, 'server/x/b.ts': `import { c } from './c.ts';`, 'server/x/c.ts': `import { a } from './a.ts';` },
      says: /a\.ts → .*b\.ts → .*c\.ts → .*a\.ts/,
    },
    { files: { 'types/a.ts': `import type { B } from './b.ts';`, 'types/b.ts': `export type { A } from './a.ts';` }, says: /a\.ts → .*b\.ts/ },
  ],
  right: [{ 'server/x/a.ts': `import { b } from './b.ts'; import { c } from './c.ts';`, 'server/x/b.ts': `import { c } from './c.ts';`, 'server/x/c.ts': '' }],
};
