import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PosData } from './pos-types.ts';

/** Keeps the POS's data in one JSON file; without a path it keeps nothing. */
export class PosState {
  readonly #path: string | null;

  constructor(path: string | null) {
    this.#path = path;
  }

  /** What was kept, or null. */
  read(): PosData | null {
    if (this.#path === null) return null;
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as PosData;
    } catch {
      return null;
    }
  }

  /** Keeps it. */
  write(data: PosData): void {
    if (this.#path === null) return;
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.new`, JSON.stringify(data));
    renameSync(`${this.#path}.new`, this.#path);
  }
}
