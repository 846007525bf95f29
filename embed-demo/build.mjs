/** Builds the demo's pages into dist/demo: the phone, the React host and the Bootstrap host. Skips what has not changed. `--force` builds anyway. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, '../dist/demo');
const stamp = join(out, '.built');

const hash = createHash('sha256');
for (const folder of ['phone', 'hosts', 'simulators/graph', 'seed']) {
  for (const name of readdirSync(join(here, folder), { recursive: true }).map(String).sort()) {
    if (/\.(?:tsx?|css|html|svg)$/.test(name)) hash.update(name).update(readFileSync(join(here, folder, name)));
  }
}
for (const name of ['build.mjs', '../package-lock.json']) hash.update(readFileSync(join(here, name)));
const fingerprint = hash.digest('hex');

if (!process.argv.includes('--force') && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) {
  console.log('demo pages: up to date');
} else {
  const started = Date.now();
  // Tests build too: NODE_ENV=test would take the development builds of React and Lit.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  for (const page of ['phone', 'react', 'bootstrap']) await build(configuration(page));
  const legacy = join(here, 'hosts/bootstrap');
  for (const name of readdirSync(legacy)) if (/\.(?:html|css|svg)$/.test(name)) copyFileSync(join(legacy, name), join(out, 'bootstrap', name));
  mkdirSync(out, { recursive: true });
  writeFileSync(stamp, fingerprint);
  console.log(`demo pages: built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** The Bootstrap page is served almost as it is written: only its script is compiled, jQuery and Bootstrap come as they are published. */
function configuration(page) {
  return {
    configFile: false,
    logLevel: 'warn',
    root: page === 'phone' ? join(here, 'phone') : join(here, 'hosts', page),
    base: page === 'react' ? '/' : './',
    publicDir: page === 'react' ? 'public' : false,
    build: {
      target: 'es2022',
      outDir: join(out, page),
      emptyOutDir: true,
      modulePreload: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      ...(page === 'bootstrap' && {
        rolldownOptions: { input: { kedaipos: join(here, 'hosts/bootstrap/kedaipos.ts') }, output: { entryFileNames: '[name].js' } },
      }),
    },
  };
}
