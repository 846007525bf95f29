/**
 * `npm run check`: types, lint, format, conventions, unused code, size. All at once where that is faster; the findings in full,
 * then one line per part. `-- --fix` mends format and lint first; `-- types lint` runs only the parts named.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePackages, projectEnvironment } from './ensure-packages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

const steps = [
  { name: 'format', say: 'one way to write it (biome)', command: ['biome', 'format', '.', '--max-diagnostics=20'], fix: ['biome', 'format', '--write', '.'] },
  {
    name: 'lint',
    say: 'mistakes, promises, cycles, Lit and web components (oxlint)',
    command: ['oxlint', '--type-aware', '--deny-warnings'],
    fix: ['oxlint', '--type-aware', '--fix'],
  },
  { name: 'types', say: 'all folders (tsc)', command: ['tsc', '--pretty', 'false', '-p', 'tsconfig.json'] },
  { name: 'types-server', say: 'the server without the browser (tsc)', command: ['tsc', '--pretty', 'false', '-p', 'tsconfig.server.json'] },
  { name: 'types-widgets', say: 'widgets and demo (tsc)', command: ['tsc', '--pretty', 'false', '-p', 'tsconfig.widgets.json'] },
  {
    name: 'conventions',
    say: 'ARCHITECTURE.md, executed',
    command: ['node', '--test', '--test-reporter=dot', 'test/conventions.test.ts'],
    failure: ['node', '--test', '--test-reporter=spec', 'test/conventions.test.ts'],
    trim: findings,
  },
  { name: 'unused', say: 'files, exports and packages nobody uses (knip)', command: ['knip', '--no-progress'] },
  { name: 'size', say: 'kilobytes of the widgets', command: ['node', 'tools/size.mjs'], needs: 'tools/size.mjs', before: ['node', 'tools/build.mjs'] },
];

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('-'));
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0 || args.includes('--help')) {
  process.stdout.write(`npm run check -- [--fix] [${steps.map((step) => step.name).join('|')} …]\n`);
  process.exit(unknown.length > 0 ? 2 : 0);
}
const chosen = steps.filter((step) => wanted.length === 0 || wanted.includes(step.name));

ensurePackages();
if (args.includes('--fix')) for (const step of chosen) if (step.fix) report(step, await run(step.fix), 'mended what it could');
const results = [];
const waiting = [...chosen];
await Promise.all(
  [1, 2].map(async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push({ step, ...(await check(step)) });
  }),
);

const failed = results.filter((result) => result.code !== 0).sort((one, other) => steps.indexOf(one.step) - steps.indexOf(other.step));
for (const { step, output } of failed) process.stdout.write(`\n── ${step.name} ${'─'.repeat(Math.max(0, 100 - step.name.length))}\n${output.trim()}\n`);
process.stdout.write('\n');
for (const step of chosen)
  report(
    step,
    results.find((result) => result.step === step),
  );
process.exitCode = failed.length > 0 ? 1 : 0;

async function check(step) {
  if (step.needs && !existsSync(step.needs)) return { code: 1, output: `${step.needs} is missing`, seconds: 0 };
  const began = Date.now();
  if (step.before) {
    const built = await run(step.before);
    if (built.code !== 0) return built;
  }
  const result = await run(step.command);
  const told = result.code !== 0 && step.failure ? await run(step.failure) : result;
  return { code: result.code, output: step.trim ? step.trim(told.output) : told.output, seconds: (Date.now() - began) / 1000 };
}

/** Of a test report only the sentences of what failed. */
function findings(output) {
  const lines = output.slice(Math.max(0, output.indexOf('failing tests:'))).split('\n');
  const told = lines.filter((line) => /^ {4}\S/.test(line) && !/^ {4}(?:at |generatedMessage|code:|actual:|expected:|operator:|diff:)/.test(line));
  return told.length > 0 ? told.join('\n') : output;
}

function run([program, ...parameters]) {
  const began = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { env: { ...projectEnvironment(), FORCE_COLOR: '0' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output, seconds: (Date.now() - began) / 1000 }));
  });
}

function report(step, { code, seconds }, word = 'ok') {
  process.stdout.write(`${code === 0 ? word : 'FAILED'}\t${step.name.padEnd(14)}${seconds.toFixed(1).padStart(5)} s  ${step.say}\n`);
}
