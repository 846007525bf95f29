import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = mkdtempSync(path.join(os.tmpdir(), 'engage-reporter-'));
after(() => rmSync(folder, { recursive: true }));

/** Runs `node --test` on a file with this text, as `npm test` does. */
function report(text) {
  const file = path.join(folder, 'some.test.mjs');
  const tallyFile = path.join(folder, 'tally.json');
  writeFileSync(file, `import { describe, test } from 'node:test'; import assert from 'node:assert';\n${text}`);
  rmSync(tallyFile, { force: true });
  const env = { ...process.env, ENGAGE_TEST_TALLY: tallyFile };
  // Set for every test process; with it node would believe this one to be a part of that run.
  delete env.NODE_TEST_CONTEXT;
  const reporter = fileURLToPath(new URL('./file-reporter.mjs', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, ['--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout', file], {
    env,
    encoding: 'utf8',
  });
  return { stdout, status, tally: JSON.parse(readFileSync(tallyFile, 'utf8')) };
}

test('counts what passed and failed, and names a failure by where it stands', () => {
  const { stdout, status, tally } = report(
    `test('one', () => {}); describe('many', () => { test('two', () => assert.equal(1, 2)); test('three', () => {}); });`,
  );
  assert.equal(status, 1);
  assert.equal(tally.passed, 2);
  assert.equal(tally.failed, 1);
  assert.deepEqual(
    tally.failures.map(({ name }) => name),
    ['many > two'],
  );
  assert.match(stdout, /FAILED .*some\.test\.mjs: many > two[\s\S]*1 == 2/);
});

test('a file that cannot be loaded is a failure', () => {
  const { status, tally } = report(`import './not-there.mjs';`);
  assert.equal(status, 1);
  assert.equal(tally.passed, 0);
  assert.equal(tally.failed, 1);
});

test('a file without tests is a failure', () => {
  const { passed, failed } = report('').tally;
  assert.deepEqual({ passed, failed }, { passed: 0, failed: 1 });
});
