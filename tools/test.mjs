/**
 * `npm test`: everything that isn't a benchmark, in a fresh clone too. `-- <text>` runs the files whose path contains the
 * text, `-- --only unit,flows` the runners named. The last line is the sum: `N passed, N failed`.
 */
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium } from './ensure-chromium.mjs';
import { inProjectNode } from './in-project-node.mjs';
import { downServices } from './services/down-services.mjs';
import { profileFolder } from './services/profile-state.mjs';
import { SetupError } from './services/setup-error.mjs';
import { upServices } from './services/up-services.mjs';
import { runners } from './testing/runners.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const patienceMs = 10 * 60_000;

await inProjectNode(async (args) => {
  try {
    await main(args);
  } catch (error) {
    // Whatever reads only the last line must see that nothing was tested.
    if (error instanceof SetupError) process.once('exit', () => say('0 passed, 1 failed'));
    throw error;
  }
});

async function main(args) {
  const chosen = choose(args);
  const began = Date.now();
  const env = await prepare(new Set(chosen.flatMap(({ runner }) => runner.needs)));
  const results = [];
  for (const { runner, files } of chosen) results.push(await run(runner, files, env));
  if (process.env.CI) await downServices('test');
  report(results, began);
}

function choose(args) {
  const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '').split(',') : undefined;
  const unknown = only?.find((name) => !runners.some((runner) => runner.name === name));
  if (unknown !== undefined) throw new SetupError(`--only takes ${runners.map((runner) => runner.name).join(', ')}`);
  const filters = args.filter((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--only');
  const chosen = runners
    .filter((runner) => !only || only.includes(runner.name))
    .map((runner) => ({
      runner,
      files: fs
        .globSync(runner.patterns)
        .sort()
        .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter))),
    }));
  // Without a filter a runner that finds no file stays, and fails.
  const left = filters.length === 0 ? chosen : chosen.filter(({ files }) => files.length > 0);
  if (left.length === 0) throw new SetupError(`No test file's path contains ${filters.join(' or ')}.`);
  return left;
}

/** Brings up what the runners need; returns the environment they run in. */
async function prepare(needs) {
  // Colours would make a log file hard to read; the runners' own lines suffice.
  const env = { ...process.env, NODE_ENV: 'test', FORCE_COLOR: '0', NO_COLOR: '1' };
  if (needs.has('chromium')) env.CHROMIUM_PATH = await ensureChromium(say);
  if (needs.has('services')) {
    say('Services (profile test):');
    Object.assign(env, (await upServices('test', { say: (line) => say(`  ${line}`) })).env);
    env.ENGAGE_PROFILE = 'test';
    if (!env.MYSQL_URL) say('  the models are compared with this engine only: MYSQL_URL=mysql://… adds another (MySQL beside MariaDB)');
    env.MEDIA_DIR ??= path.join(profileFolder('test'), 'media');
  }
  if (needs.has('build')) {
    for (const file of ['tools/build.mjs', 'embed-demo/build.mjs']) {
      const built = spawnSync(process.execPath, [file], { stdio: ['ignore', 'inherit', 'inherit'], env });
      if (built.status !== 0) throw new SetupError(`${file} failed.`);
    }
  }
  return env;
}

async function run(runner, files, env) {
  say(`\n${runner.name}: ${runner.say}`);
  const began = Date.now();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'engage-test-'));
  const tallyFile = path.join(folder, 'tally.json');
  const seconds = () => (Date.now() - began) / 1000;
  try {
    if (files.length === 0) return { runner, passed: 0, failed: 1, skipped: 0, failures: [{ name: 'no test file was found' }], seconds: 0 };
    const code = await execute(runner.command(files), { ...env, ENGAGE_TEST_TALLY: tallyFile });
    const tally = readTally(tallyFile);
    if (tally.passed + tally.failed === 0) Object.assign(tally, { failed: 1, failures: [{ name: 'ran no test' }] });
    if (code !== 0 && tally.failed === 0) Object.assign(tally, { failed: 1, failures: [{ name: `the runner ended with ${code}` }] });
    return { runner, ...tally, seconds: seconds() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readTally(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, failures: [] };
  }
}

/** Runs a command in a group of its own, so that nothing of it (a browser, a server under test) is left when it must be ended. */
function execute([program, ...parameters], env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: ['ignore', 'inherit', 'inherit'], env, detached: true });
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // Already gone.
      }
    };
    // Politely first: a test runner then closes its browser, which isn't in the group.
    const finish = () => {
      end('SIGTERM');
      setTimeout(() => end('SIGKILL'), 3_000).unref();
    };
    const interrupted = (signal) => {
      finish();
      setTimeout(() => process.exit(signal === 'SIGINT' ? 130 : 143), 3_200);
    };
    const timer = setTimeout(() => {
      say(`  still running after ${patienceMs / 60_000} minutes: ended`);
      finish();
    }, patienceMs);
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      end('SIGKILL');
      resolve(code ?? signal);
    });
  });
}

function report(results, began) {
  say('');
  for (const { runner, failures } of results) for (const { file, name } of failures) say(`FAILED ${runner.name}: ${[file, name].filter(Boolean).join(': ')}`);
  say(`\n${'runner'.padEnd(14)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}${'seconds'.padStart(9)}`);
  for (const { runner, passed, failed, skipped, seconds } of results) {
    say(`${runner.name.padEnd(14)}${String(passed).padStart(8)}${String(failed).padStart(8)}${String(skipped).padStart(9)}${seconds.toFixed(1).padStart(9)}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  say(`in ${((Date.now() - began) / 1000).toFixed(0)} s`);
  say(`${sum('passed')} passed, ${sum('failed')} failed`);
  if (sum('failed') > 0) process.exitCode = 1;
}
