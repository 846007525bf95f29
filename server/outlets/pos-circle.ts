import { createHash } from 'node:crypto';
import { AppError } from '../platform/app-error.ts';
import type { PosPlace } from './pos.ts';

/** Pages without a single row that are followed one after the other; filtered lists have a few. */
const MOST_EMPTY = 100;

/** What became of a part of a page. */
export interface StagedPart {
  taken: number;
  /** rows this load had read already */
  duplicates: number;
}

/**
 * Notices a list of the POS that never ends: another page is announced, and the one just read held nothing but rows this load had read
 * already, or word for word what another useless page held, or there was nothing on a hundred pages. `from`: where reading goes on.
 */
export class PosCircle {
  #isNew: boolean;
  #rows = 0;
  #duplicates = 0;
  #empty = 0;
  #hash = createHash('sha256');
  readonly #useless = new Set<string>();

  constructor(from: PosPlace | null) {
    // of a page that was begun before, the first part may have been new
    this.#isNew = (from?.done ?? 0) > 0;
  }

  /** After each part of a page is kept. Throws AppError('unavailable'). */
  watch(rows: readonly unknown[], { taken, duplicates }: StagedPart, next: PosPlace | null): void {
    this.#isNew ||= taken > 0;
    this.#rows += rows.length;
    this.#duplicates += duplicates;
    if (!this.#isNew) for (const row of rows) this.#hash.update(JSON.stringify(row) ?? 'null');
    const isPageOver = next === null || next.done === 0;
    if (!isPageOver) return;
    const digest = this.#hash.digest('hex');
    if (next !== null && !this.#isNew) {
      this.#empty = this.#rows === 0 ? this.#empty + 1 : 0;
      const isRepeated = this.#rows > 0 && (this.#duplicates === this.#rows || this.#useless.has(digest));
      if (isRepeated || this.#empty > MOST_EMPTY)
        throw new AppError('unavailable', 'The POS pages its list without end: a whole page held nothing that was not read before.');
      this.#useless.add(digest);
    } else this.#empty = 0;
    [this.#isNew, this.#rows, this.#duplicates, this.#hash] = [false, 0, 0, createHash('sha256')];
  }
}
