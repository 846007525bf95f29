import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const usualFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec', '/usr/local/bin', '/usr/bin', '/opt/homebrew/bin', '/opt/homebrew/sbin'];

/** The first of these programs that is on PATH or in one of the usual folders; a name with a slash is taken as a path. */
export function findBinary(...names) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), ...usualFolders];
  for (const name of names) {
    for (const file of name.includes('/') ? [name] : folders.map((folder) => path.join(folder, name))) {
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here; the next place.
      }
    }
  }
  return undefined;
}
