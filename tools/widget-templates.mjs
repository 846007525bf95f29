import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file under a folder, sorted, so that hashes do not depend on the file system. */
export function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Hash of the names and contents of files, hex. */
export function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** A file that ends up in the bundle: TypeScript, and not a test. */
export const isShipped = (file) => file.endsWith('.ts') && !file.endsWith('.test.ts');

/**
 * Vite plugin. Inside html``, svg`` and css`` templates only (never in other strings) it
 *  - gives the tags of internal elements the build's suffix: `engage-button` becomes `engage-button-1a2b3c`, so that two
 *    versions of the suite on one page do not meet. `tag('button')` answers the same name to code;
 *  - folds the white space of indentation, and drops CSS comments;
 *  - refuses an icon that widgets/ui/icons.ts does not have.
 */
export function widgetTemplates({ names, suffix, icons }) {
  const internal = new RegExp(`(?<![\\w-])engage-(${[...names].sort((a, b) => b.length - a.length).join('|')})(?![\\w-])`, 'g');
  return {
    name: 'engage-widget-templates',
    enforce: 'post',
    transform(code, id) {
      if (!id.includes('/widgets/') || !/(?:html|svg|css)`/.test(code)) return null;
      const edits = [];
      const visit = (node) => {
        if (!node || typeof node !== 'object') return;
        if (Array.isArray(node)) return node.forEach(visit);
        if (node.type === 'TaggedTemplateExpression' && ['html', 'svg', 'css'].includes(node.tag.name)) {
          for (const quasi of node.quasi.quasis) {
            // the AST of some parsers counts the delimiters in: take what lies between them
            const raw = quasi.value.raw;
            const start = code.indexOf(raw, quasi.start);
            for (const [, icon = '', name = icon] of raw.matchAll(/<engage-[\w-]+(?:\s[^<>]*)?\s(?:end-)?icon="([^"$]+)"|<engage-icon\s+name="([^"$]+)"/g)) {
              if (!icons.includes(name)) this.error(`${id}: widgets/ui/icons.ts has no icon "${name}"`);
            }
            edits.push({ start, end: start + raw.length, text: fold(raw, node.tag.name).replace(internal, `engage-$1${suffix}`) });
          }
        }
        for (const key in node) if (key !== 'parent') visit(node[key]);
      };
      visit(this.parse(code));
      let out = '';
      let at = 0;
      for (const edit of edits.sort((a, b) => a.start - b.start)) {
        out += code.slice(at, edit.start) + edit.text;
        at = edit.end;
      }
      return { code: out + code.slice(at), map: null };
    },
  };
}

function fold(raw, kind) {
  if (kind !== 'css') return raw.replace(/\s*\n\s*/g, ' ');
  return raw
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};,])\s*/g, '$1')
    .replace(/: /g, ':')
    .replace(/;\}/g, '}');
}
