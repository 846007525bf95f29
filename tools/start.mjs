/**
 * `npm start`: the whole demo on one machine. Brings up the services, builds what is stale, starts the server, the outside
 * world and the back offices, seeds an empty database, prints the addresses. Ctrl-C stops it all. `-- --reset` begins anew.
 */
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DemoChild } from './demo/demo-child.mjs';
import { demoAddresses, demoProcesses, demoSeed, portNames, usualPorts } from './demo/demo-processes.mjs';
import { claimDemo, forgetRun, noteRun } from './demo/demo-run.mjs';
import { demoSecrets } from './demo/demo-secrets.mjs';
import { drawBox } from './demo/draw-box.mjs';
import { inProjectNode } from './in-project-node.mjs';
import { downServices } from './services/down-services.mjs';
import { freePort } from './services/free-port.mjs';
import { profileFolder } from './services/profile-state.mjs';
import { SetupError } from './services/setup-error.mjs';
import { statusServices } from './services/status-services.mjs';
import { upServices } from './services/up-services.mjs';

const profile = 'dev';
// The server itself stops within ten seconds; only a hung one is killed.
const serverPatienceMs = 12_000;
const began = Date.now();
const say = (line) => process.stdout.write(`[${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s] ${line}\n`);

const children = [];
let services = [];
let stopping;

await inProjectNode(async (args) => {
  if (process.env.NODE_ENV === 'production') throw new SetupError('npm start is the demo, with simulators: in production use npm run serve.');
  if (args.some((arg) => arg !== '--reset')) {
    process.stdout.write('npm start              the demo, until Ctrl-C\nnpm start -- --reset   the same with new data\n');
    process.exitCode = args.every((arg) => arg === '--help' || arg === '-h') ? 0 : 1;
    return;
  }
  services = await claimDemo();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(signal));
  try {
    if (args.includes('--reset')) await reset();
    await run();
  } catch (error) {
    if (stopping) return;
    await stop('a failure', 1);
    throw error;
  }
});

async function run() {
  say('Database, broker and cache; the pages');
  // Noted before they start: an interruption on the way must stop them too. What ran before stays running afterwards.
  const missing = (await statusServices(profile)).filter(({ state, source }) => state !== 'up' && source !== 'environment');
  services = [...new Set([...services, ...missing.map(({ name }) => name)])];
  noteRun({ services });
  const [up] = await Promise.all([upServices(profile, { say: (line) => say(`  ${line}`) }), build()]);
  if (stopping) return;

  const ports = await choosePorts();
  const plan = { ports, secrets: demoSecrets(), services: up.env };
  say('The server, and the world around it');
  for (const each of demoProcesses(plan)) children.push(new DemoChild(each).start());
  noteRun({ services, children });
  await Promise.all(
    children.map(async (child) => {
      await child.untilHealthy();
      say(`  ${child.title}: ready`);
    }),
  );
  if (stopping) return;
  await seed(plan);
  if (stopping) return;

  const addresses = demoAddresses(ports);
  noteRun({ services, children, addresses });
  say('Ready');
  process.stdout.write(`\n${drawBox('Engage is running. Open the phone beside a back office. Ctrl-C stops it.', addresses)}\n`);
  process.stdout.write(
    `  logs: ${path.relative(process.cwd(), path.join(profileFolder(profile), 'logs'))}/   data: ${path.relative(process.cwd(), profileFolder(profile))}/\n\n`,
  );
  await watch();
}

/** Until it's stopped, or until one of the processes ends by itself. */
async function watch() {
  const first = await Promise.race(children.map(async (child) => ({ child, outcome: await child.ended })));
  if (stopping) return;
  throw new SetupError(`${first.child.title}: ended (${first.outcome}).\n${first.child.lastWords()}`);
}

async function build() {
  for (const file of ['tools/build.mjs', 'embed-demo/build.mjs']) {
    const { code, output } = await finish(spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } }));
    if (code !== 0) throw new SetupError(`${file} failed:\n${output.trim()}`);
    // The bundler's hints are for who builds, not for who starts the demo: its last line says what was done.
    say(`  ${output.trim().split('\n').at(-1)}`);
  }
}

async function seed(plan) {
  const { file, env } = demoSeed(plan);
  const { code, output } = await finish(spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } }));
  if (stopping) return;
  if (code !== 0) throw new SetupError(`The demo's data could not be written:\n${output.trim()}`);
  say(`  ${output.trim().replace(/^demo: /, 'Data of the demo: ')}`);
}

function finish(child) {
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

async function choosePorts() {
  const taken = new Set();
  const ports = {};
  for (const [name, usual] of Object.entries(usualPorts)) {
    ports[name] = await freePort(usual, taken);
    if (ports[name] !== usual) say(`  port ${usual} is in use: ${portNames[name]} is on ${ports[name]} this time`);
  }
  return ports;
}

async function reset() {
  const given = ['DATABASE_URL', 'RABBITMQ_URL', 'REDIS_URL'].filter((name) => process.env[name]);
  if (given.length > 0) throw new SetupError(`--reset only removes data this tool made; empty what ${given.join(', ')} points at yourself.`);
  say("Removing the demo's data");
  await downServices(profile, { withData: true });
  services = [];
  for (const name of ['graph-simulator.json', 'pos-simulator.json', 'logs']) {
    const file = path.join(profileFolder(profile), name);
    if (existsSync(file)) rmSync(file, { recursive: true });
  }
}

/** The server first, so that it can finish what it holds; then the world around it; then the services this start (or a killed one before it) started. */
function stop(reason, code = 0) {
  if (stopping) {
    if (reason === 'SIGINT' && Date.now() - stopping.at > 500) {
      say('Again Ctrl-C: ending at once');
      for (const child of children) void child.stop(0);
    }
    return stopping.done;
  }
  stopping = { at: Date.now() };
  stopping.done = (async () => {
    process.stdout.write('\n');
    say(`Stopping (${reason})`);
    const isServer = (child) => child.name === 'server';
    await Promise.all(children.filter(isServer).map((child) => child.stop(serverPatienceMs)));
    if (children.some(isServer)) say('  The Engage server: stopped');
    await Promise.all(children.filter((child) => !isServer(child)).map((child) => child.stop(5_000)));
    if (services.length > 0) await downServices(profile, { say: (line) => say(`  ${line}`) });
    forgetRun();
    say('Stopped; the data is kept');
    process.exitCode = code;
    // What still waits (a build, a start of a service) has no reason to go on.
    if (code === 0) process.exit(0);
  })();
  return stopping.done;
}
