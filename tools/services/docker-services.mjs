import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findBinary } from './find-binary.mjs';
import { freePort } from './free-port.mjs';
import { profileFolder, projectRoot } from './profile-state.mjs';
import { SetupError } from './setup-error.mjs';

const run = promisify(execFile);

/** Our name for a service → its name and port variable in docker-compose.yml, and the address it then has. */
const composed = {
  // As root: tests make databases of their own.
  mysql: { service: 'mysql', variable: 'MYSQL_PORT', url: (port) => `mysql://root:engage@127.0.0.1:${port}/engagement` },
  rabbitmq: { service: 'rabbitmq', variable: 'RABBITMQ_PORT', url: (port) => `amqp://engage:engage@127.0.0.1:${port}` },
  redis: { service: 'redis', variable: 'REDIS_PORT', url: (port) => `redis://127.0.0.1:${port}` },
  s3: { service: 's3', variable: 'S3_PORT', url: (port) => `http://127.0.0.1:${port}` },
};

/** Does a Docker engine answer? (A client without an engine is no engine.) */
export async function dockerAnswers() {
  const docker = findBinary('docker');
  if (!docker) return false;
  try {
    await run(docker, ['info', '--format', '{{.ServerVersion}}'], { timeout: 8_000 });
    await run(docker, ['compose', 'version'], { timeout: 8_000 });
    return true;
  } catch {
    return false;
  }
}

/** `docker compose up --wait` of the named services, on loopback ports that stay the same. Returns their entries by name. */
export async function startDocker(profile, names, former, say) {
  const taken = new Set();
  const entries = {};
  for (const name of names) {
    const known = former[name]?.source === 'docker' ? former[name] : undefined;
    // A port that our own running container holds isn't "free", and is still ours.
    const port = known?.port && (await isRunning(profile, composed[name].service)) ? known.port : await freePort(known?.port, taken);
    taken.add(port);
    entries[name] = { source: 'docker', port, url: composed[name].url(port) };
  }
  say(`Starting with Docker: ${names.map((name) => composed[name].service).join(', ')} (the first time, images are fetched)`);
  await compose(profile, entries, ['up', '--detach', '--wait', ...names.map((name) => composed[name].service)]);
  return entries;
}

/** Stops the containers; their volumes stay, unless they are to go too. */
export async function stopDocker(profile, entries, { withData = false } = {}) {
  await compose(profile, entries, withData ? ['down', '--volumes'] : ['stop']);
}

/** Kill, start, pause or go on with one container. */
export async function controlDocker(profile, name, entry, action) {
  const verbs = { SIGKILL: ['kill', '--signal', 'SIGKILL'], SIGTERM: ['stop'], start: ['up', '--detach', '--wait'], SIGSTOP: ['pause'], SIGCONT: ['unpause'] };
  await compose(profile, { [name]: entry }, [...verbs[action], composed[name].service]);
}

async function isRunning(profile, service) {
  const { stdout } = await compose(profile, {}, ['ps', '--services', '--status', 'running']);
  return stdout.split('\n').includes(service);
}

async function compose(profile, entries, args) {
  const env = { ...process.env, ...containerSettings, ...dockerSecrets };
  for (const [name, entry] of Object.entries(entries)) env[composed[name].variable] = String(entry.port);
  try {
    return await run(findBinary('docker'), ['compose', '--project-name', `engage-${profile}`, '--project-directory', projectRoot, ...args], {
      env,
      timeout: 600_000,
      maxBuffer: 16 * 2 ** 20,
      cwd: profileFolder(profile),
    });
  } catch (error) {
    throw new SetupError(
      `docker compose ${args.join(' ')} failed:\n${String(error.stderr ?? error.message)
        .trim()
        .split('\n')
        .slice(-8)
        .join('\n')}`,
    );
  }
}

/** Nobody needs the broker's console here, and two profiles can't share its usual port: Docker chooses one. */
const containerSettings = {
  MYSQL_ROOT_PASSWORD: 'engage',
  MYSQL_PASSWORD: 'engage',
  RABBITMQ_USER: 'engage',
  RABBITMQ_PASS: 'engage',
  RABBITMQ_CONSOLE_PORT: '0',
};

/** What the object store's container is told, and what the server must then say to it: a development secret, loopback only. */
export const dockerSecrets = { MINIO_ACCESS_KEY: 'engage', MINIO_SECRET_KEY: 'engage-development-only', MINIO_BUCKET: 'wa-media' };
