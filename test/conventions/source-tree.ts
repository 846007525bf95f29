import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SourceFile } from './source-file.ts';

/** All files a convention may look at, by path from the repository's root with forward slashes. */
export class SourceTree {
  readonly files: ReadonlyMap<string, SourceFile>;

  constructor(texts: Readonly<Record<string, string>>) {
    this.files = new Map(Object.entries(texts).map(([file, text]) => [file, new SourceFile(file, text)]));
  }

  /** The repository as it is on disk. */
  static read(root: string): SourceTree {
    const texts: Record<string, string> = {};
    for (const folder of ['types', 'server', 'widgets', 'embed-demo', 'test', 'tools']) {
      if (!existsSync(path.join(root, folder))) continue;
      for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
        if (!file.includes('node_modules/')) texts[file] = isText(file) ? readFileSync(path.join(root, file), 'utf8') : '';
      }
    }
    for (const file of ['.env.example', 'docker-compose.yml', 'package.json', 'ARCHITECTURE.md']) {
      if (existsSync(path.join(root, file))) texts[file] = readFileSync(path.join(root, file), 'utf8');
    }
    return new SourceTree(texts);
  }

  /** Files whose path matches, in alphabetical order. */
  matching(pattern: RegExp): SourceFile[] {
    return [...this.files.values()].filter((file) => pattern.test(file.path)).sort((one, other) => one.path.localeCompare(other.path));
  }

  /** TypeScript in these top folders, tests left out. */
  code(...folders: string[]): SourceFile[] {
    return this.matching(/\.tsx?$/).filter((file) => folders.includes(file.folder) && !file.isTest && !file.path.endsWith('.d.ts'));
  }

  /** Where an import leads: the path of a file of the tree, or undefined for a package. */
  resolve(from: string, specifier: string): string | undefined {
    return specifier.startsWith('.') ? path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier)) : undefined;
  }
}

const isText = (file: string): boolean => /\.(?:tsx?|m?js|json|sql|md|css|html|ya?ml|d\.mts)$/.test(file);
