import type { SourceTree } from './source-tree.ts';

/** A convention. `check` answers one sentence per violation, beginning with its path; none when all is well. */
export interface Rule {
  name: string;
  check(tree: SourceTree): string[];
  /** little trees that break the rule (with a word of the sentence expected), and ones that do not */
  wrong: { files: Record<string, string>; says: RegExp }[];
  right: Record<string, string>[];
}
