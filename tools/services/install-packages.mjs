import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findBinary } from './find-binary.mjs';
import { SetupError } from './setup-error.mjs';

const policyFile = '/usr/sbin/policy-rc.d';

/** Can packages be installed here without asking anybody: Debian or Ubuntu, as root? */
export const canInstallPackages = () => process.platform === 'linux' && process.getuid() === 0 && findBinary('apt-get') !== undefined;

/** `apt-get install` of what is missing, announced first. The packages' own system services aren't started. */
export async function installPackages(packages, say) {
  say(`Installing with apt-get: ${packages.join(' ')} (their system services are not started)`);
  // Debian asks this script whether an installation may start services; "101" is no.
  const ownPolicy = !existsSync(policyFile);
  if (ownPolicy) writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const install = ['install', '-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...packages];
    // A machine whose package lists are there already doesn't need the update; one that has none, or stale ones, does.
    if ((await aptGet(install)).code === 0) return;
    await aptGet(['update', '-q']);
    const { code, output } = await aptGet(install);
    if (code !== 0) throw new SetupError(`apt-get could not install ${packages.join(' ')}:\n${output.trim().split('\n').slice(-8).join('\n')}`);
  } finally {
    if (ownPolicy) rmSync(policyFile, { force: true });
  }
}

function aptGet(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(findBinary('apt-get'), args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
