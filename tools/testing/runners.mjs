import { fileURLToPath } from 'node:url';

const reporter = fileURLToPath(new URL('./file-reporter.mjs', import.meta.url));

const nodeTests =
  (concurrency, timeoutMs, ...flags) =>
  (files) => [
    process.execPath,
    '--test',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${timeoutMs}`,
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
    ...flags,
    ...files,
  ];

// A set-up that failed half-way leaves a server or a browser behind, for which node would wait for ever.
const exitWhenDone = '--test-force-exit';

/** What `npm test` runs, in this order; `patterns` say which files, `needs` what must be there first. */
export const runners = [
  { name: 'conventions', say: 'the rules of ARCHITECTURE.md', patterns: ['test/conventions.test.ts'], needs: [], command: nodeTests(1, 120_000) },
  {
    name: 'unit',
    say: 'unit and property tests beside the code',
    patterns: ['{types,server,embed-demo,tools,test/conventions,test/support,test/load,test/faults}/**/*.test.{ts,mjs}'],
    needs: ['services', 'build'],
    command: nodeTests(2, 120_000),
  },
  {
    name: 'flows',
    say: 'flows on the real services',
    patterns: ['test/flows/**/*.test.ts'],
    needs: ['services', 'build'],
    command: nodeTests(2, 180_000, exitWhenDone),
  },
  {
    name: 'widgets',
    say: 'widgets in Chromium',
    patterns: ['widgets/**/*.test.ts'],
    needs: ['chromium'],
    command: (files) => [process.execPath, 'node_modules/@web/test-runner/dist/bin.js', '--config', 'web-test-runner.config.mjs', '--files', ...files],
  },
  {
    name: 'browser',
    say: 'journeys from end to end in Chromium',
    patterns: ['test/browser/**/*.test.ts'],
    needs: ['services', 'build', 'chromium'],
    command: nodeTests(1, 240_000, exitWhenDone),
  },
];
