import { controlDocker } from './docker-services.mjs';
import { endProcess, signalProcess, startPrivate } from './private-instance.mjs';
import { isAlive } from './process-identity.mjs';
import { readState, withProfileLock, writeState } from './profile-state.mjs';
import { SetupError } from './setup-error.mjs';

/** Ends one service of a profile ("mysql", "rabbitmq", "redis") with a signal, and waits until it is gone. For fault tests. */
export async function killService(profile, name, signal = 'SIGKILL') {
  const entry = ownEntry(profile, name);
  if (entry.source === 'docker') await controlDocker(profile, name, entry, signal);
  else await endProcess(entry, 25_000, signal);
}

/** Starts one service again at the address it had, and waits until it answers. Does nothing when it runs. */
export async function startService(profile, name) {
  const entry = ownEntry(profile, name);
  if (entry.source === 'docker') return controlDocker(profile, name, entry, 'start');
  return withProfileLock(profile, async () => {
    const state = readState(profile);
    const former = state.services[name];
    if (isAlive(former)) return;
    const record = (fresh) => {
      if (fresh.port !== former.port) {
        // what is not written down would run for ever
        signalProcess(fresh, 'SIGKILL');
        throw new SetupError(`The port ${former.port} of ${name} was taken by another program.`);
      }
      state.services[name] = fresh;
      writeState(profile, state);
    };
    record(await startPrivate(profile, name, former, new Set(), record));
  });
}

/** Freezes a service (SIGSTOP): its port accepts connections, nothing answers. */
export async function pauseService(profile, name) {
  await halt(profile, name, 'SIGSTOP');
}

/** Lets a frozen service go on. */
export async function resumeService(profile, name) {
  await halt(profile, name, 'SIGCONT');
}

async function halt(profile, name, signal) {
  const entry = ownEntry(profile, name);
  if (entry.source === 'docker') await controlDocker(profile, name, entry, signal);
  else if (!signalProcess(entry, signal)) throw new SetupError(`${name} of profile "${profile}" is not running.`);
}

function ownEntry(profile, name) {
  const entry = readState(profile).services[name];
  if (!entry) throw new SetupError(`${name} has not been started for profile "${profile}".`);
  if (entry.source === 'environment') throw new SetupError(`${name} is given by an address in the environment: it can't be stopped from here.`);
  return entry;
}
