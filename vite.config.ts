import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { filesUnder, hashOf, isShipped, widgetTemplates } from './tools/widget-templates.mjs';

const root = import.meta.dirname;
const pkg: { version: string } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
const within = (folder: string): string[] => filesUnder(`widgets/${folder}`).filter(isShipped);

/** Elements nobody outside may rely on: whatever is defined under `tag('…')`. The public shells are not among them. */
const internalNames = filesUnder('widgets')
  .filter(isShipped)
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/defineElement\(tag\('([a-z-]+)'\)/g)].flatMap((match) => match[1] ?? []));
/** Lit, the core and the building blocks a widget draws at once. What is fetched later, or used by one widget, stays apart. */
const kit =
  /node_modules[\\/](?:lit|lit-html|lit-element|@lit)[\\/]|decorate|widgets[\\/](?:core[\\/](?!widget-shell|tab-tokens|paged-list)[\w-]+|theme[\\/][\w-]+|ui[\\/](?:avatar|badge|banner|button|empty-state|error-state|field|floating|icon|icon-button|icons|input|kbd|menu|notice-box-styles|place-floating|popover|select|sign-in|skeleton|spinner|textarea|toaster|tooltip|ui-word|conversation[\\/](?:(?:parse-)?message-text|ticket-tone)|facts-styles))\.ts$|types[\\/]paging\.ts$|without-zod|node_modules[\\/]lucide/;
/** The icons templates may name. */
const icons = [...readFileSync('widgets/ui/icons.ts', 'utf8').matchAll(/^ {2}(?:'([a-z-]+)'|([a-z]+))[,:]/gm)].map((match) => match[1] ?? match[2] ?? '');
const suffix = `-${hashOf([...within('core'), ...within('theme'), ...within('ui')]).slice(0, 6)}`;

/**
 * `vite build --mode embed` builds dist/embed: engage.js (the loader) and hashed chunks, for any server origin.
 * `--mode gallery` builds dist/gallery, a page of every building block in every state.
 */
export default defineConfig(({ mode }) => ({
  root: mode === 'gallery' ? resolve(root, 'widgets/gallery') : root,
  base: './',
  publicDir: false,
  define: {
    __ENGAGE_SUFFIX__: JSON.stringify(suffix),
    __ENGAGE_VERSION__: JSON.stringify(`${pkg.version}${suffix}`),
  },
  plugins: [withoutZod(), plainImports(), widgetTemplates({ names: internalNames, suffix, icons })],
  build: {
    target: 'es2022',
    outDir: resolve(root, mode === 'gallery' ? 'dist/gallery' : 'dist/embed'),
    emptyOutDir: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    ...(mode !== 'gallery' && {
      rolldownOptions: {
        input: { engage: resolve(root, 'widgets/index.ts') },
        preserveEntrySignatures: 'strict' as const,
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: (chunk) => (chunk.isDynamicEntry || chunk.name === 'page' ? 'chunks/[name]-[hash].js' : 'chunks/shared-[hash].js'),
          codeSplitting: {
            groups: [
              { name: 'page', test: /preload-helper|widgets[\\/]core[\\/](?:page|configure|tag|define-element|suite-version)\.ts$/, priority: 3 },
              // what every widget starts with; it imports nothing of the others, so chunks never form a circle
              { name: 'kit', test: kit, priority: 2 },
            ],
          },
        },
      },
    }),
  },
}));

/**
 * types/ holds the schemas of the server's doors beside the word lists the widgets show. Widgets validate nothing with them, so
 * zod (60 KB gzip) is replaced by something that answers every call with itself.
 */
function withoutZod(): Plugin {
  return {
    name: 'engage-without-zod',
    enforce: 'pre',
    resolveId: (id) => (id === 'zod' ? '\0without-zod' : null),
    load: (id) => (id === '\0without-zod' ? 'const any = new Proxy(() => any, { get: () => any }); export const z = any;' : null),
  };
}

/**
 * Vite wraps import() in a helper that would add <link> elements to the host's head and fires events on its window. In somebody
 * else's page an import is an import.
 */
function plainImports(): Plugin {
  return {
    name: 'engage-plain-imports',
    // the helper's module in the chunk: from its name to the next module, or to the exports
    renderChunk: (code) => code.replace(/\/\/ \\0vite\/preload-helper\.js\n[\s\S]*?(?=\n\/\/ |\nexport \{)/, 'const __vitePreload = (load) => load();'),
  };
}
