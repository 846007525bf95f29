import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { processStarted } from './process-identity.mjs';
import { profileFolder } from './profile-state.mjs';

/**
 * Takes a profile for this process alone: the name itself, or `name-2`, `name-3` … when another process has it. Given back
 * when the process ends; a claim whose owner died counts for nothing.
 */
export function claimProfile(name) {
  for (let number = 1; ; number += 1) {
    const profile = number === 1 ? name : `${name}-${number}`;
    const file = path.join(profileFolder(profile), 'claim');
    if (isTaken(file)) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${process.pid} ${processStarted(process.pid) ?? ''}`);
    process.on('exit', () => rmSync(file, { force: true }));
    return profile;
  }
}

function isTaken(file) {
  if (!existsSync(file)) return false;
  const [pid, started] = readFileSync(file, 'utf8').split(' ');
  return processStarted(Number(pid)) === started;
}
