import { rmSync } from 'node:fs';
import { stopDocker } from './docker-services.mjs';
import { stopPrivate } from './private-instance.mjs';
import { isAlive } from './process-identity.mjs';
import { profileFolder, readState, withProfileLock } from './profile-state.mjs';

/** Stops what was started for this profile, in order; ports and data are kept, unless the data is to go too. */
export async function downServices(profile, { say = () => undefined, withData = false } = {}) {
  await withProfileLock(profile, async () => {
    const { services } = readState(profile);
    const ofSource = (source) => Object.fromEntries(Object.entries(services).filter(([, entry]) => entry.source === source));
    await Promise.all(
      Object.entries(ofSource('private')).map(async ([name, entry]) => {
        const ran = isAlive(entry);
        await stopPrivate(entry);
        say(`${name}: ${ran ? 'stopped' : 'was not running'}`);
      }),
    );
    const docker = ofSource('docker');
    if (Object.keys(docker).length > 0) {
      await stopDocker(profile, docker, { withData });
      say(`Docker: ${Object.keys(docker).join(', ')} stopped`);
    }
    if (withData) {
      for (const each of ['mysql', 'rabbitmq', 'redis', 'media', 'services.json'])
        rmSync(`${profileFolder(profile)}/${each}`, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
      say(`Data of profile "${profile}" removed`);
    }
  });
}
