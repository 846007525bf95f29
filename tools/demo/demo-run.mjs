import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endProcess } from '../services/private-instance.mjs';
import { isAlive, processStarted } from '../services/process-identity.mjs';
import { profileFolder } from '../services/profile-state.mjs';
import { SetupError } from '../services/setup-error.mjs';

const runFile = () => path.join(profileFolder('dev'), 'run.json');

/**
 * Claims the demo for this process. When another start is running, says so; when one was killed, ends what it left behind.
 * Returns the services that one had started: they're this one's to stop now.
 */
export async function claimDemo() {
  const former = read();
  if (isAlive(former)) {
    const addresses = (former.addresses ?? []).map(([what, url]) => `  ${what}: ${url}`).join('\n');
    throw new SetupError(`The demo is running already (process ${former.pid}).${addresses && `\n${addresses}`}`);
  }
  await Promise.all((former.children ?? []).map((child) => endProcess(child, 10_000)));
  noteRun({ services: former.services ?? [] });
  return former.services ?? [];
}

/** Writes down what a later start must know should this process be killed. */
export function noteRun({ children = [], services = [], addresses = [] }) {
  mkdirSync(profileFolder('dev'), { recursive: true });
  const own = { pid: process.pid, started: processStarted(process.pid) };
  writeFileSync(runFile(), JSON.stringify({ ...own, services, addresses, children: children.map(({ pid, started }) => ({ pid, started })) }));
}

/** Everything was stopped in order. */
export function forgetRun() {
  rmSync(runFile(), { force: true });
}

function read() {
  try {
    return JSON.parse(readFileSync(runFile(), 'utf8'));
  } catch {
    return {};
  }
}
