import { randomInt } from 'node:crypto';
import net from 'node:net';

/** Can this process listen there? */
export function portIsFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The wanted port when it is free (so that addresses stay the same over restarts), any other free one when not.
 * Chosen below the range from which the system takes ports for outgoing connections: otherwise a client that tries to
 * reach a service while it's down may be given that very port, connect to itself, and keep the service from returning.
 * With `patienceMs` a wanted port that is still held (by the process that is just ending) is waited for.
 */
export async function freePort(wanted, taken = new Set(), patienceMs = 0) {
  for (const until = Date.now() + patienceMs; wanted !== undefined && Date.now() < until && !(await portIsFree(wanted)); )
    await new Promise((resolve) => setTimeout(resolve, 25));
  for (let candidate = wanted ?? randomInt(20_000, 32_000); ; candidate = randomInt(20_000, 32_000)) {
    if (taken.has(candidate) || !(await portIsFree(candidate))) continue;
    taken.add(candidate);
    return candidate;
  }
}
