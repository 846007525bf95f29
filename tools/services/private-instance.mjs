import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from './free-port.mjs';
import { privateMysql } from './private-mysql.mjs';
import { privateRabbitmq } from './private-rabbitmq.mjs';
import { privateRedis } from './private-redis.mjs';
import { probeService } from './probe-service.mjs';
import { isAlive, processStarted } from './process-identity.mjs';
import { profileFolder } from './profile-state.mjs';
import { SetupError } from './setup-error.mjs';

/** How long a port may still be held by the instance that has just ended. */
const PATIENCE_MS = 5_000;

/** The services this machine's own binaries can provide. */
export const privateKinds = { mysql: privateMysql, rabbitmq: privateRabbitmq, redis: privateRedis };

/** Starts one private instance (its ports stay what they were) and waits until it speaks its protocol. Returns its entry. */
export async function startPrivate(profile, name, former = {}, taken = new Set(), onLaunched = () => undefined) {
  const kind = privateKinds[name];
  const folder = path.join(profileFolder(profile), name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const entry = { source: 'private', port: await freePort(former.port, taken, PATIENCE_MS) };
  for (const extra of kind.extraPorts ?? []) {
    const helperStays = extra === 'epmdPort' && isAlive(former.helper);
    entry[extra] = helperStays ? former[extra] : await freePort(former[extra], taken, PATIENCE_MS);
  }
  if (kind.helper) entry.helper = isAlive(former.helper) ? former.helper : launch(kind.helper(folder, entry));
  const command = await kind.command(folder, { ...entry, profile }, kind.findBinary());
  Object.assign(entry, launch(command));
  entry.url = kind.url(entry);
  // Written down before it's ready: a command that is interrupted now must not leave a process nobody knows.
  onLaunched(entry);
  await untilReady(kind, entry, command);
  return entry;
}

function launch({ file, args, env, logFile }) {
  const log = openSync(logFile, 'w');
  const inherited = { ...process.env };
  // What npm and Node say to each other is no business of a database's.
  for (const name of Object.keys(inherited)) if (/^(npm_|NODE_|RABBITMQ_|ERL_|MYSQL_)/.test(name)) delete inherited[name];
  // A session of its own: Ctrl-C in the terminal must reach our orderly stop first, not the database directly.
  const child = spawn(file, args, { detached: true, stdio: ['ignore', log, log], cwd: path.dirname(logFile), env: { ...inherited, ...env } });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  if (child.pid === undefined) throw new SetupError(`${file} could not be started.`);
  return { pid: child.pid, started: processStarted(child.pid) };
}

async function untilReady(kind, entry, command) {
  const until = Date.now() + 90_000;
  while (!(await probeService(kind.name, entry.url, 1_000))) {
    if (!isAlive(entry)) throw new SetupError(`${kind.label} ended while starting.\n${lastLines(command)}`);
    if (Date.now() > until) throw new SetupError(`${kind.label} did not answer within 90 s.\n${lastLines(command)}`);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

function lastLines({ logFile, errorLog }) {
  return [logFile, errorLog]
    .filter(Boolean)
    .map((file) => {
      try {
        return `${file}:\n${readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n')}`;
      } catch {
        return `${file}: nothing`;
      }
    })
    .join('\n');
}

/** Ends a private instance in order (SIGTERM, then SIGKILL after a while), its helper after it. */
export async function stopPrivate(entry) {
  await endProcess(entry, 25_000);
  if (entry.helper) await endProcess(entry.helper, 2_000);
}

/** Ends one process we started, and waits until it is gone. */
export async function endProcess(entry, patienceMs, signal = 'SIGTERM') {
  if (!isAlive(entry)) return;
  // A frozen process can't hear a polite request.
  for (const each of ['SIGCONT', signal]) signalProcess(entry, each);
  const until = Date.now() + patienceMs;
  while (isAlive(entry)) {
    if (Date.now() > until) signalProcess(entry, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Sends a signal to exactly the process that was written down. */
export function signalProcess(entry, signal) {
  if (!isAlive(entry)) return false;
  try {
    process.kill(entry.pid, signal);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}
