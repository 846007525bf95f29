import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { ensurePackages, projectEnvironment, projectNode } from './ensure-packages.mjs';
import { projectRoot } from './services/profile-state.mjs';
import { SetupError } from './services/setup-error.mjs';

const mark = 'ENGAGE_IN_PROJECT_NODE';

/**
 * Runs a tool's main function in the project's folder and under the project's own Node: installs the packages when they are
 * missing, and starts the same command once more when another Node began it; in production, where the image brings both, as it is.
 * A SetupError is shown without a stack.
 */
export async function inProjectNode(main) {
  process.chdir(projectRoot);
  const isImage = process.env.NODE_ENV === 'production';
  if (!isImage) ensurePackages();
  const isThere = isImage || process.env[mark] || realpathSync(process.execPath) === realpathSync(projectNode);
  if (!isThere) {
    process.exitCode = await again();
    return;
  }
  delete process.env[mark];
  Object.assign(process.env, projectEnvironment());
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** The terminal sends Ctrl-C to both; this one waits for the other's orderly end, and passes on what only it was sent. */
function again() {
  const child = spawn(projectNode, process.argv.slice(1), { stdio: ['ignore', 'inherit', 'inherit'], env: { ...projectEnvironment(), [mark]: '1' } });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
