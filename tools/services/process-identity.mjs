import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** When the process began, as an opaque text, so that a number used again by another program isn't taken for ours. Undefined when it's gone. */
export function processStarted(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (existsSync('/proc/self/stat')) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // its first thread may be gone while others still hold its files and ports
      const isGone = fields[0] === 'X' || (fields[0] === 'Z' && Number(fields[17]) <= 1);
      return isGone ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Is this still the process that was written down? */
export function isAlive(entry) {
  return entry?.pid !== undefined && entry.started !== undefined && processStarted(entry.pid) === entry.started;
}
