/**
 * `npm run faults`: kills and freezes everything while messages flow, on services of its own (profile "faults"), and counts
 * afterwards (test/faults). `-- --seeds 20`, `--seed 7` (first one), `--kinds web,broker`, `--smoke` (one short seed).
 */
import { spawn } from 'node:child_process';
import { ensurePackages, projectEnvironment, projectNode } from './ensure-packages.mjs';
import { claimProfile } from './services/claim-profile.mjs';
import { downServices } from './services/down-services.mjs';
import { upServices } from './services/up-services.mjs';

const profile = claimProfile('faults');
const say = (line) => process.stderr.write(`${line}\n`);
ensurePackages(say);
const { env } = await upServices(profile, { say });
const child = spawn(projectNode, ['test/faults/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...projectEnvironment(), ...env, ENGAGE_FAULT_PROFILE: profile },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
await downServices(profile, { say });
