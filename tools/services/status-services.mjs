import { probeService } from './probe-service.mjs';
import { isAlive } from './process-identity.mjs';
import { readState } from './profile-state.mjs';
import { addressVariables, requiredServices } from './service-environment.mjs';

/** One entry per service: `{ name, source, url, state }`, where state is "up", "down", "not answering" or "not set up". */
export async function statusServices(profile) {
  const { services } = readState(profile);
  const names = services.s3 || process.env[addressVariables.s3] ? [...requiredServices, 's3'] : requiredServices;
  return Promise.all(
    names.map(async (name) => {
      const given = process.env[addressVariables[name]];
      const entry = given ? { source: 'environment', url: given } : services[name];
      if (!entry) return { name, state: 'not set up' };
      const answers = URL.canParse(entry.url) && (await probeService(name, entry.url));
      const gone = entry.source === 'private' ? !isAlive(entry) : !answers;
      // A stranger may hold the port of a service of ours that ended.
      return { name, source: entry.source, url: entry.url, pid: entry.pid, state: gone ? 'down' : answers ? 'up' : 'not answering' };
    }),
  );
}
