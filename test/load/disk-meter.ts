import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Histogram, type Percentiles } from './histogram.ts';

const EVERY_MS = 20;
const BLOCK = Buffer.alloc(4_096, 'x');

/**
 * How long the disk under the services takes meanwhile to keep 4 KB for good (fdatasync), fifty times a second: nothing is acknowledged before
 * database and broker have been through that, so no figure can be better than this one.
 */
export class DiskMeter {
  readonly #file: string;
  readonly #histogram = new Histogram();
  readonly #work: Promise<void>;
  #isOver = false;

  constructor(folder: string) {
    this.#file = path.join(folder, `disk-meter-${process.pid}`);
    this.#work = this.#measure();
  }

  async read(): Promise<Percentiles> {
    this.#isOver = true;
    await this.#work;
    return this.#histogram.percentiles();
  }

  async #measure(): Promise<void> {
    const file = await open(this.#file, 'w');
    try {
      while (!this.#isOver) {
        const began = performance.now();
        await file.write(BLOCK, 0, BLOCK.length, 0);
        await file.datasync();
        this.#histogram.record(performance.now() - began);
        await pause(EVERY_MS);
      }
    } finally {
      await file.close();
      await rm(this.#file, { force: true });
    }
  }
}
