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
  // Whoever builds, tests included: NODE_ENV=test would take Lit's development build, with its warnings and its global.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  for (const mode of targets) await build({ mode, logLevel: 'warn', configFile: resolve(root, 'vite.config.ts') });
  refuseCircles();
  manifest();
  mkdirSync('dist', { recursive: true });
  writeFileSync(stamp, fingerprint);
  const count = readdirSync('dist/embed/chunks').length;
  console.log(`widgets: built dist/embed (engage.js and ${count} chunks) in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Chunks that import each other in a circle read classes that are not there yet: nothing would load, so nothing is built. */
function refuseCircles() {
  const visit = (file, trail) => {
    if (trail.includes(file))
      throw new Error(`chunks import each other: ${[...trail.slice(trail.indexOf(file)), file].join(' → ')}; see codeSplitting in vite.config.ts`);
    const code = readFileSync(join('dist/embed/chunks', file), 'utf8');
    for (const [, next] of code.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)) visit(next, [...trail, file]);
  };
  for (const file of readdirSync('dist/embed/chunks')) if (file.endsWith('.js')) visit(file, []);
}

/** custom-elements.json: the public elements, read from the code by the manifest analyzer. Building blocks are nobody's business outside. */
function manifest() {
  const cem = join(dirname(createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/package.json')), 'cem.js');
  const globs = [
    'widgets/inbox/inbox.ts',
    'widgets/ticket-panel/ticket-panel.ts',
    'widgets/renewal-console/renewal-console.ts',
    'widgets/core/{widget,engage}-element.ts',
  ];
  const result = spawnSync(
    process.execPath,
    [cem, 'analyze', '--litelement', '--quiet', '--globs', ...globs, '--exclude', 'widgets/**/*.test.ts', '--outdir', 'dist/embed'],
    { encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`custom-elements.json was not made: ${result.stderr || result.stdout}`);
  const contents = JSON.parse(readFileSync('dist/embed/custom-elements.json', 'utf8'));
  const isPublic = (declaration) => /^engage-[a-z]/.test(declaration.tagName ?? '') && declaration.kind === 'class';
  // the classes they inherit from were read for their members alone
  contents.modules = contents.modules.filter((module) => module.declarations.some(isPublic));
  const { modules } = contents;
  for (const module of modules) {
    module.declarations = module.declarations.filter(isPublic);
    module.exports = module.exports?.filter((line) => line.kind === 'custom-element-definition' || module.declarations.some(({ name }) => name === line.name));
  }
  for (const declaration of modules.flatMap((module) => module.declarations)) {
    // what a host may rely on: what it can set; `name` is what the analyzer makes of emit(name, …)
    if (declaration.members) declaration.members = declaration.members.filter((member) => !member.privacy && !member.readonly && !/^[#_]/.test(member.name));
    if (declaration.events) declaration.events = declaration.events.filter((event) => event.name !== 'name');
    delete declaration.superclass;
    for (const own of [...(declaration.members ?? []), ...(declaration.attributes ?? []), ...(declaration.events ?? [])]) delete own.inheritedFrom;
  }
  writeFileSync('dist/embed/custom-elements.json', `${JSON.stringify(contents, null, 1)}\n`);
  for (const element of modules.flatMap((module) => module.declarations)) checkShell(element);
}

/** The loader knows a widget before its code is there: what it passes on must be what the widget has. */
function checkShell(element) {
  const loader = readFileSync('widgets/index.ts', 'utf8');
  const name = element.tagName.replace('engage-', '');
  const shell = loader.split('widgetShell(').find((part) => part.includes(`name: '${name}'`)) ?? '';
  const [attributes, properties] = ['Widget', 'WidgetProperty'].map((kind) => {
    const shared = new RegExp(`every${kind} = \\[([^\\]]*)`).exec(loader)?.[1] ?? '';
    return `${shared} ${new RegExp(`\\.\\.\\.every${kind}\\b([^\\]]*)`).exec(shell)?.[1] ?? ''}`;
  });
  for (const attribute of element.attributes ?? []) {
    if (!attributes.includes(`'${attribute.name}'`))
      throw new Error(`widgets/index.ts: <${element.tagName}> has the attribute "${attribute.name}", the loader does not pass it on`);
  }
  for (const member of element.members ?? []) {
    const isPublic = member.kind === 'field' && !member.privacy && !member.static && !member.readonly && member.attribute !== undefined;
    if (isPublic && !properties.includes(`'${member.name}'`))
      throw new Error(`widgets/index.ts: <${element.tagName}> has the property "${member.name}", the loader does not pass it on`);
  }
  for (const part of element.cssParts ?? []) {
    if (!shell.includes(`'${part.name}'`)) throw new Error(`widgets/index.ts: <${element.tagName}> has the part "${part.name}", the loader does not export it`);
  }
}
