/**
 * `node tools/size.mjs`: what a page downloads, in KB (1,024 bytes) after gzip. Fails over budget: the loader 10 KB; first use
 * of a widget in English, with all it imports statically, 80 KB. What a widget fetches later (emoji, Malay) is listed, not counted;
 * what a page in Malay comes to is said beside it.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../dist/embed');
if (!existsSync(join(folder, 'engage.js'))) {
  console.error('dist/embed is missing: npm run build first');
  process.exit(1);
}

const budgets = [
  { name: 'loader', entry: 'engage.js', limit: 10 },
  ...['inbox', 'ticket-panel'].map((widget) => ({
    name: `first use of the ${widget.replace('-', ' ')}`,
    entry: chunk(widget),
    limit: 80,
    malay: [chunk('conversation-malay'), chunk(`${widget.replace('ticket-', '')}-malay`)],
  })),
  { name: 'first use of the renewal console', entry: chunk('renewal-console'), limit: 80, malay: [chunk('console-malay')] },
];

let isOver = false;
const counted = new Set();
for (const { name, entry, limit, malay } of budgets) {
  const files = new Set();
  closure('engage.js', files);
  closure(entry, files);
  const size = kilobytes([...files]);
  for (const file of files) counted.add(file);
  isOver ||= size > limit;
  console.log(
    `${size > limit ? 'OVER' : 'ok  '} ${name}: ${size.toFixed(1)} of ${limit} KB (${[...files].map((file) => `${file.replace('chunks/', '')} ${kilobytes([file]).toFixed(1)}`).join(', ')})`,
  );
  if (malay) console.log(`     in Malay: ${kilobytes([...files, ...malay]).toFixed(1)} KB`);
}
for (const file of readdirSync(join(folder, 'chunks')).sort()) {
  if (file.endsWith('.js') && !counted.has(`chunks/${file}`)) console.log(`     later: ${file} ${kilobytes([`chunks/${file}`]).toFixed(1)} KB`);
}
process.exitCode = isOver ? 1 : 0;

/** The hashed file of a widget's chunk. */
function chunk(name) {
  const found = readdirSync(join(folder, 'chunks')).find((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));
  if (!found) throw new Error(`dist/embed/chunks has no ${name}`);
  return `chunks/${found}`;
}

/** A file and everything it imports statically. */
function closure(file, found) {
  if (found.has(file)) return;
  found.add(file);
  const code = readFileSync(join(folder, file), 'utf8');
  for (const [, , path] of code.matchAll(/(?:^|[;}\n])\s*(import|export)(?:[^'"`;()]*?from)?\s*["']([^"']+)["']/g)) {
    if (path.startsWith('.')) closure(join(dirname(file), path), found);
  }
}

function kilobytes(files) {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0) / 1024;
}
