import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
const out = resolve(root, '../dist/demo');

/**
 * `vite build -c embed-demo/vite.config.ts --mode phone|react|bootstrap` builds one page of the demo into dist/demo/<mode>.
 * The Bootstrap page is served almost as it is written: only its script is compiled, jQuery and Bootstrap come as they are published.
 */
export default defineConfig(({ mode }) => ({
  root: mode === 'phone' ? resolve(root, 'phone') : resolve(root, 'hosts', mode),
  base: mode === 'react' ? '/' : './',
  publicDir: mode === 'react' ? 'public' : false,
  build: {
    target: 'es2022',
    outDir: resolve(out, mode),
    emptyOutDir: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    ...(mode === 'bootstrap' && { rolldownOptions: { input: { kedaipos: resolve(root, 'hosts/bootstrap/kedaipos.ts') }, output: { entryFileNames: '[name].js' } } }),
  },
}));
