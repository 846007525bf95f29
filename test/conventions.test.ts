import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { codeRules } from './conventions/code-rules.ts';
import { documentation, fileLength } from './conventions/documentation.ts';
import { elementDocumentation, eventPairs } from './conventions/elements.ts';
import { environment, environmentExample } from './conventions/environment.ts';
import { galleryParts } from './conventions/gallery-parts.ts';
import { importArrows } from './conventions/import-arrows.ts';
import { importCycles } from './conventions/import-cycles.ts';
import { exportNames, fileNames, noBarrels } from './conventions/names.ts';
import { publicProperties } from './conventions/public-properties.ts';
import { pureDecisions } from './conventions/pure-decisions.ts';
import type { Rule } from './conventions/rule.ts';
import { SourceTree } from './conventions/source-tree.ts';
import { templateAccessibility } from './conventions/templates.ts';
import { usedWords } from './conventions/used-words.ts';
import { words } from './conventions/words.ts';

const rules: Rule[] = [
  importArrows,
  importCycles,
  pureDecisions,
  environment,
  environmentExample,
  fileNames,
  exportNames,
  noBarrels,
  documentation,
  fileLength,
  ...codeRules,
  elementDocumentation,
  publicProperties,
  galleryParts,
  eventPairs,
  templateAccessibility,
  words,
  usedWords,
];

const repository = SourceTree.read(path.resolve(import.meta.dirname, '..'));

for (const rule of rules) {
  describe(rule.name, () => {
    test('in this repository', () => {
      const findings = rule.check(repository);
      assert.equal(findings.length, 0, `\n${findings.map((finding) => `  ${finding}`).join('\n')}\n`);
    });

    test('the check itself notices what is wrong, and only that', () => {
      for (const { files, says } of rule.wrong) {
        const findings = rule.check(new SourceTree(files));
        assert.match(findings.join('\n'), says, `expected a finding like ${says} for ${JSON.stringify(files)}`);
      }
      for (const files of rule.right) assert.deepEqual(rule.check(new SourceTree(files)), []);
      assert.ok(rule.wrong.length > 0, 'a rule without an example of what is wrong proves nothing');
    });
  });
}
