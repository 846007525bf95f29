import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync, openSync, closeSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { processStarted } from './process-identity.mjs';
import { SetupError } from './setup-error.mjs';

/** The checkout this tool belongs to. */
export const projectRoot = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Everything a profile keeps lives in this folder: `.engage/dev`, `.engage/test`, …; `ENGAGE_DATA_DIR` puts them elsewhere. */
export function profileFolder(profile) {
  if (!/^[a-z][a-z0-9-]{0,20}$/.test(profile)) throw new SetupError(`"${profile}" is not a usable profile name.`);
  return path.join(path.resolve(projectRoot, process.env.ENGAGE_DATA_DIR || '.engage'), profile);
}

const stateFile = (profile) => path.join(profileFolder(profile), 'services.json');

/** What is known of a profile's services: `{ services: { mysql: { source, port, pid, … } } }`. */
export function readState(profile) {
  try {
    const state = JSON.parse(readFileSync(stateFile(profile), 'utf8'));
    if (state && typeof state.services === 'object') return state;
  } catch {
    // No file yet, or one that a crash cut short: the ports are chosen anew, the data folders stay.
  }
  return { services: {} };
}

/** Written beside and renamed, so that a reader never sees half a file. */
export function writeState(profile, state) {
  const file = stateFile(profile);
  mkdirSync(path.dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(fresh, file);
}

/** One `up` or `down` per profile at a time; a lock whose owner died is taken over. */
export async function withProfileLock(profile, work) {
  const file = path.join(profileFolder(profile), 'lock');
  mkdirSync(path.dirname(file), { recursive: true });
  const until = Date.now() + 300_000;
  for (;;) {
    try {
      const handle = openSync(file, 'wx');
      writeFileSync(handle, `${process.pid} ${processStarted(process.pid) ?? ''}`);
      closeSync(handle);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (lockIsStale(file)) rmSync(file, { force: true });
      else if (Date.now() > until) throw new SetupError(`Another command has held ${file} for five minutes. Is it stuck?`);
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function lockIsStale(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return false;
  }
  if (text === '') return false;
  const [pid, started] = text.split(' ');
  return processStarted(Number(pid)) !== started;
}
