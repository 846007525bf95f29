import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { findChromium } from './tools/ensure-chromium.mjs';
import { freePort } from './tools/services/free-port.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));

/** The widgets' tests in real Chromium; `npm test -- --only widgets` runs them. */
export default {
  rootDir: root,
  files: ['widgets/**/*.test.ts'],
  nodeResolve: { exportConditions: ['development', 'browser'] },
  port: await freePort(),
  // One page at a time: a second tab is a hidden one, where no frame is drawn and nothing has focus.
  concurrency: 1,
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: findChromium(), args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb', '--lang=en-GB'] },
    }),
  ],
  plugins: [nodeEnvironment(), esbuildPlugin({ ts: true, target: 'es2022', tsconfig: path.join(root, 'tsconfig.json') })],
  testFramework: { config: { timeout: 10_000 } },
  testsFinishTimeout: 300_000,
  browserLogs: true,
  // Lit says on purpose, in every file, that it runs in development mode: it's what the tests want.
  filterBrowserLogs: ({ args }) => !String(args[0]).includes('Lit is in dev mode'),
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), tallyReporter()],
};

/** Packages written for bundlers ask for `process.env.NODE_ENV`; a browser has none. */
function nodeEnvironment() {
  return {
    name: 'node-environment',
    transform: ({ path: file, body }) =>
      file.includes('/node_modules/') && typeof body === 'string' && body.includes('process.env.NODE_ENV')
        ? body.replaceAll('process.env.NODE_ENV', '"test"')
        : undefined,
  };
}

/** A line per file, and the sums as JSON in the file named by ENGAGE_TEST_TALLY. */
function tallyReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
      for (const session of sessions) {
        const file = path.relative(root, session.testFile ?? '');
        const tests = testsOf(session.testResults);
        const failed = tests.filter((test) => !test.passed && !test.skipped);
        sum.passed += tests.filter((test) => test.passed && !test.skipped).length;
        sum.skipped += tests.filter((test) => test.skipped).length;
        // A file that didn't load has errors and no tests; one in which nothing is tested has neither.
        const isSound = session.passed && tests.length > 0;
        sum.failed += Math.max(failed.length, isSound ? 0 : 1);
        sum.failures.push(...failed.map(({ name }) => ({ file, name })));
        if (!isSound && failed.length === 0) sum.failures.push({ file, name: tests.length > 0 ? 'the file itself' : 'has no test' });
        process.stdout.write(`  ${isSound ? 'ok    ' : 'FAILED'} ${file} (${tests.length} tests)\n`);
      }
      if (process.env.ENGAGE_TEST_TALLY) writeFileSync(process.env.ENGAGE_TEST_TALLY, JSON.stringify(sum));
    },
  };
}

function testsOf(suite) {
  return suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : [];
}
