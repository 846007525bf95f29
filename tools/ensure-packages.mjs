import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The project's own Node (24), whatever the machine has. */
export const projectNode = path.join(root, 'node_modules', 'node', 'bin', 'node');

/** The environment in which a child finds the project's Node and programs first. */
export const projectEnvironment = () => ({ ...process.env, PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}` });

/** Installs the packages of package-lock.json when they are missing or other versions; says so first. Takes 20 ms when all is there. */
export function ensurePackages(say = (line) => process.stdout.write(`${line}\n`)) {
  const reason = whyInstall();
  if (!reason) return;
  say(`Installing packages (${reason}) …`);
  // `npm ci` refuses a lockfile that lacks what this registry or platform knows; `npm install` takes the same versions and goes on.
  if (npm('ci', 'ignore') || npm('install', 'inherit', '--no-save')) return;
  process.stderr.write('The packages could not be installed. Is the package registry reachable?\n');
  process.exit(1);
}

function npm(command, errors, ...flags) {
  const result = spawnSync('npm', [command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', ...flags], {
    cwd: root,
    stdio: ['ignore', 'ignore', errors],
    shell: process.platform === 'win32',
  });
  return result.status === 0 && existsSync(projectNode);
}

function whyInstall() {
  const installed = readLock(path.join(root, 'node_modules', '.package-lock.json'));
  if (!installed || !existsSync(projectNode)) return 'none installed yet';
  const wanted = readLock(path.join(root, 'package-lock.json'));
  for (const [name, entry] of Object.entries(wanted ?? {})) {
    if (name === '' || entry.optional || entry.devOptional) continue;
    if (installed[name]?.version !== entry.version) return `${name.replace(/^.*node_modules\//, '')} ${entry.version} is missing`;
  }
  return undefined;
}

function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}
