import { canInstallPackages, installPackages } from './install-packages.mjs';
import { dockerAnswers, startDocker } from './docker-services.mjs';
import { endProcess, privateKinds, startPrivate } from './private-instance.mjs';
import { probeService } from './probe-service.mjs';
import { isAlive } from './process-identity.mjs';
import { readState, withProfileLock, writeState } from './profile-state.mjs';
import { addressVariables, requiredServices, serviceEnvironment } from './service-environment.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Makes sure that a database, a broker and a cache answer for this profile, and says where. In this order: addresses in
 * the environment, a Docker engine, this machine's own binaries (installed when missing and possible).
 * Returns `{ services, env, startedNow }`: the entries, the variables a server needs, and the names this call had to start.
 */
export async function upServices(profile, { say = () => undefined } = {}) {
  return withProfileLock(profile, async () => {
    const state = readState(profile);
    const services = await fromEnvironment(say);
    const missing = requiredServices.filter((name) => !services[name]);
    const healthy = await stillRunning(state.services, missing);
    const toStart = missing.filter((name) => !healthy.includes(name));
    for (const name of healthy) services[name] = state.services[name];
    const startedNow = toStart.length === 0 ? [] : await start(profile, state, toStart, services, say);
    // An object store in Docker comes along with the others; it has no part in deciding whether all is up.
    if (!services.s3 && state.services.s3?.source === 'docker') services.s3 = state.services.s3;
    writeState(profile, { services: { ...state.services, ...unlessOurs(services, state.services) } });
    return { services, env: serviceEnvironment(profile, services), startedNow };
  });
}

/** A process we started stays written down while it lives, whatever the environment says: forgotten, a second one would run on its data. */
function unlessOurs(services, former) {
  return Object.fromEntries(
    Object.entries(services).filter(([name, entry]) => entry.source !== 'environment' || former[name]?.source !== 'private' || !isAlive(former[name])),
  );
}

async function fromEnvironment(say) {
  const services = {};
  for (const [name, variable] of Object.entries(addressVariables)) {
    const given = process.env[variable];
    if (!given) continue;
    // The server takes a bare host:port too, and then means https.
    const url = name === 's3' && !/^https?:\/\//.test(given) ? `https://${given}` : given;
    if (!URL.canParse(url)) throw new SetupError(`${variable} is not an address: it should look like ${examples[name]}`);
    if (!(await probeService(name, url, 5_000))) {
      throw new SetupError(
        `${variable} is set, but nothing that speaks ${name} answers at ${new URL(url).host}. Correct it, or unset it to have one started here.`,
      );
    }
    say(`${name}: using the address in ${variable} (${new URL(url).host})`);
    services[name] = { source: 'environment', url };
  }
  return services;
}

const examples = {
  mysql: 'mysql://user:password@host:3306/engagement',
  rabbitmq: 'amqp://user:password@host:5672',
  redis: 'redis://host:6379',
  s3: 'http://host:9000',
};

async function stillRunning(entries, names) {
  const answers = await Promise.all(
    names.map(async (name) => {
      const entry = entries[name];
      if (!entry || entry.source === 'environment') return false;
      if (entry.source === 'private' && !isAlive(entry)) return false;
      return probeService(name, entry.url, 4_000);
    }),
  );
  return names.filter((_name, index) => answers[index]);
}

async function start(profile, state, names, services, say) {
  const former = state.services;
  // Data stays where it is: what ran from this machine's binaries before does so again, whatever has been installed since.
  const bound = names.filter((name) => former[name]?.source === 'private');
  const open = names.filter((name) => !bound.includes(name));
  const record = (entries) => {
    Object.assign(services, entries);
    Object.assign(state.services, entries);
    writeState(profile, state);
  };
  if (open.length > 0 && (await dockerAnswers())) {
    const wanted = services.s3 ? open : [...open, 's3'];
    record(await startDocker(profile, wanted, former, say));
    if (bound.length > 0) await startFromBinaries(profile, bound, former, record, say);
  } else {
    await startFromBinaries(profile, names, former, record, say);
  }
  return names;
}

async function startFromBinaries(profile, names, former, record, say) {
  await ensureBinaries(names, say);
  const taken = new Set();
  const outcomes = await Promise.allSettled(
    names.map(async (name) => {
      const before = former[name]?.source === 'private' ? former[name] : {};
      // It didn't answer, or it wouldn't be here: whatever is left of it goes first.
      if (isAlive(before)) {
        say(`${privateKinds[name].label}: process ${before.pid} does not answer, ending it`);
        await endProcess(before, 3_000);
      }
      const began = Date.now();
      const entry = await startPrivate(profile, name, before, taken, (pending) => record({ [name]: pending }));
      record({ [name]: entry });
      say(`${privateKinds[name].label}: started on 127.0.0.1:${entry.port} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    }),
  );
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

async function ensureBinaries(names, say) {
  const missing = names.filter((name) => !privateKinds[name].findBinary());
  if (missing.length === 0) return;
  const packages = missing.flatMap((name) => privateKinds[name].packages);
  if (!canInstallPackages()) throw new SetupError(threeWays(missing));
  await installPackages(packages, say);
  const absent = names.filter((name) => !privateKinds[name].findBinary());
  if (absent.length > 0) throw new SetupError(threeWays(absent));
}

function threeWays(missing) {
  const variables = missing.map((name) => addressVariables[name]);
  return [
    `Engage needs a database, a broker and a cache; not found here: ${missing.map((name) => privateKinds[name].label).join(', ')}. Any one of these will do:`,
    `  1. give addresses in the environment: ${variables.map((name) => `${name}=…`).join(' ')}`,
    '  2. start a Docker engine (with the compose plug-in); docker-compose.yml is used by itself',
    `  3. install the programs (${missing.flatMap((name) => privateKinds[name].packages).join(', ')}); on Debian or Ubuntu, as root, this command does it by itself`,
  ].join('\n');
}
