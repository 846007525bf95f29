const SUB = 128;

/** What a histogram says, in milliseconds. */
export interface Percentiles {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  p999: number;
  max: number;
  mean: number;
}

/** Counts latencies in buckets of at most 1.6 % width, like HDR: no sample is dropped, whatever the run's length. */
export class Histogram {
  readonly #counts = new Float64Array(SUB * 40);
  #count = 0;
  #sum = 0;
  #max = 0;

  record(milliseconds: number): void {
    const micros = Math.max(0, Math.round(milliseconds * 1000));
    const index = bucketOf(micros);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#count += 1;
    this.#sum += milliseconds;
    if (milliseconds > this.#max) this.#max = milliseconds;
  }

  /** The value that `share` (0…1) of the samples don't exceed. */
  at(share: number): number {
    let left = Math.ceil(this.#count * share);
    for (let index = 0; index < this.#counts.length; index += 1) {
      left -= this.#counts[index] ?? 0;
      if (left <= 0 && this.#count > 0) return Math.min(this.#max, upperEdge(index) / 1000);
    }
    return this.#max;
  }

  percentiles(): Percentiles {
    const round = (value: number): number => Math.round(value * 10) / 10;
    return {
      count: this.#count,
      p50: round(this.at(0.5)),
      p95: round(this.at(0.95)),
      p99: round(this.at(0.99)),
      p999: round(this.at(0.999)),
      max: round(this.#max),
      mean: round(this.#count ? this.#sum / this.#count : 0),
    };
  }
}

function bucketOf(micros: number): number {
  if (micros < SUB) return micros;
  const shift = Math.floor(Math.log2(micros)) - 6;
  return shift * 64 + Math.floor(micros / 2 ** shift);
}

function upperEdge(index: number): number {
  if (index < SUB) return index;
  const shift = Math.floor(index / 64) - 1;
  return (index - shift * 64 + 1) * 2 ** shift - 1;
}
