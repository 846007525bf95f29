import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';

/** Reporter for `node --test`: a line per test file, failures in full, and the sums as JSON in the file named by ENGAGE_TEST_TALLY. */
export default async function* fileReporter(source) {
  const failures = [];
  const names = new Map();
  let empty = 0;
  for await (const { type, data } of source) {
    // Starts come in the order of the file, so the last name heard at each level is the one around what follows.
    if (type === 'test:start') names.set(data.file, [...(names.get(data.file) ?? []).slice(0, data.nesting), data.name]);
    if (type === 'test:fail' && isOwnFailure(data)) {
      const name = [...(names.get(data.file) ?? []).slice(0, data.nesting), data.name].join(' > ');
      const failure = { file: relative(data.file), name };
      failures.push(failure);
      yield `  FAILED ${failure.file}: ${name}\n${indent(describe(data.details.error))}\n`;
    }
    // Node takes a file in which nothing was tested for a test that passed.
    if (type === 'test:pass' && data.nesting === 0 && data.file && path.resolve(data.name) === data.file) {
      failures.push({ file: relative(data.file), name: 'has no test' });
      empty += 1;
      yield `  FAILED ${relative(data.file)}: has no test\n`;
    }
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type !== 'test:summary') continue;
    const { counts } = data;
    if (data.file) yield `  ${data.success ? 'ok    ' : 'FAILED'} ${relative(data.file)} (${counts.tests} in ${(data.duration_ms / 1000).toFixed(1)} s)\n`;
    else if (process.env.ENGAGE_TEST_TALLY)
      writeFileSync(
        process.env.ENGAGE_TEST_TALLY,
        JSON.stringify(tally({ ...counts, passed: counts.passed - empty, failed: counts.failed + empty }, failures)),
      );
  }
}

function tally(counts, failures) {
  const failed = counts.failed + counts.cancelled;
  // A file that can't even be loaded is one failure that node doesn't count as a test in every version.
  return { passed: counts.passed, failed: Math.max(failed, failures.length), skipped: counts.skipped + counts.todo, failures };
}

// A suite fails because a test in it did; that one has been told.
const isOwnFailure = (data) => data.details.error?.failureType !== 'subtestsFailed';

const relative = (file) => (file ? path.relative(process.cwd(), file) : 'somewhere');

const indent = (text) => text.replace(/^/gm, '    ');

function describe(error) {
  const cause = error?.cause ?? error;
  if (!(cause instanceof Error)) return typeof cause === 'string' ? cause : inspect(cause, { depth: 8 });
  // The message says it all; of the way there, only our own steps help.
  const steps = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('node:') && !line.includes('<anonymous>)'));
  const deeper = cause.cause === undefined ? [] : [`  caused by ${inspect(cause.cause, { depth: 4 })}`];
  return [`${cause.name}: ${cause.message}`, ...steps.slice(0, 8), ...deeper].join('\n');
}
