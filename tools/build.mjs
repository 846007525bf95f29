/**
 * `npm run build`: dist/embed (engage.js, hashed chunks, custom-elements.json) and dist/gallery. Does nothing when neither
 * the sources nor the packages changed since the last build; `--force` builds anyway.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesUnder, hashOf, isShipped } from './widget-templates.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

const targets = ['embed', ...(existsSync('widgets/gallery/index.html') ? ['gallery'] : [])];
const inputs = ['widgets', 'types']
  .flatMap(filesUnder)
  .filter((file) => isShipped(file) || /\.(?:html|css|json|mjs|svg)$/.test(file))
  .concat(['vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json', 'tools/build.mjs', 'tools/widget-templates.mjs']);
const fingerprint = hashOf(inputs);
const stamp = 'dist/.built';

if (
  !process.argv.includes('--force') &&
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === fingerprint &&
  targets.every((target) => existsSync(`dist/${target}`))
) {
  console.log('widgets: up to date');
} else {
  const started = Date.now();
  const { build } = await import('vite');
  for (const mode of targets) await build({ mode, logLevel: 'warn', configFile: resolve(root, 'vite.config.ts') });
  manifest();
  mkdirSync('dist', { recursive: true });
  writeFileSync(stamp, fingerprint);
  const count = readdirSync('dist/embed/chunks').length;
  console.log(`widgets: built dist/embed (engage.js and ${count} chunks) in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** custom-elements.json: the public elements and the building blocks, read from the code by the manifest analyzer. */
function manifest() {
  const cem = join(dirname(createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/package.json')), 'cem.js');
  const result = spawnSync(
    process.execPath,
    [
      cem,
      'analyze',
      '--litelement',
      '--quiet',
      '--globs',
      'widgets/*/*.ts',
      '--exclude',
      'widgets/**/*.test.ts',
      'widgets/gallery/**',
      '--outdir',
      'dist/embed',
    ],
    { encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`custom-elements.json was not made: ${result.stderr || result.stdout}`);
}
