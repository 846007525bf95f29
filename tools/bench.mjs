/**
 * `npm run bench`: starts the services of profile "bench" and measures (test/load). `-- --only ingest|mixed|sockets|inbox|pos|renewals|console|bulk`,
 * `--seconds 20`, `--rate 2000`, `--search` (upwards until a must is missed), `--smoke` (short, integrity only), `--keep` (leave the services running).
 */
import { spawn } from 'node:child_process';
import { ensurePackages, projectEnvironment, projectNode } from './ensure-packages.mjs';
import { claimProfile } from './services/claim-profile.mjs';
import { downServices } from './services/down-services.mjs';
import { profileFolder, readState } from './services/profile-state.mjs';
import { upServices } from './services/up-services.mjs';

ensurePackages((line) => process.stderr.write(`${line}\n`));
if (claimProfile('bench') !== 'bench') {
  process.stderr.write('Another measurement is running; two at once would measure each other.\n');
  process.exit(1);
}
const { env } = await upServices('bench', { say: (line) => process.stderr.write(`${line}\n`) });
const pids = Object.fromEntries(Object.entries(readState('bench').services).flatMap(([name, { pid }]) => (pid ? [[name, [pid]]] : [])));
const args = process.argv.slice(2).filter((arg) => arg !== '--keep');
const child = spawn(projectNode, ['test/load/main.ts', ...args], {
  stdio: 'inherit',
  env: { ...projectEnvironment(), ...env, ENGAGE_SERVICE_PIDS: JSON.stringify(pids), ENGAGE_SERVICE_FOLDER: profileFolder('bench') },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
if (!process.argv.includes('--keep')) await downServices('bench');
