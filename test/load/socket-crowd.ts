import { WebSocket } from 'ws';
import { clock } from './clock.ts';
import { Histogram, type Percentiles } from './histogram.ts';
import { loadPlan, type LoadPlanOptions } from './load-plan.ts';

/** Many pages at once; each has its own person and scope. */
export interface CrowdOptions {
  run: string;
  url: string;
  tokens: string[];
  plan: LoadPlanOptions;
  /** sockets that are being opened at the same time */
  abreast: number;
  /** opened at once; the rest after `more` */
  first: number;
}

/** What the crowd saw. */
export interface CrowdReport {
  sockets: number;
  frames: number;
  /** for each message, how many sockets saw its own delta */
  seenBy: Uint16Array;
  push: Percentiles;
  dropped: number;
}

/** Opens thousands of sockets and measures every delta on each of them, from the moment its message was due. */
export class SocketCrowd {
  readonly #options: CrowdOptions;
  readonly #dueAt: Float64Array;
  readonly #seen: Uint16Array;
  readonly #push = new Histogram();
  readonly #sockets: WebSocket[] = [];
  #frames = 0;
  #dropped = 0;
  #isClosing = false;
  startAt = 0;

  constructor(options: CrowdOptions) {
    this.#options = options;
    const plan = loadPlan(options.plan);
    this.#dueAt = plan.dueAt;
    this.#seen = new Uint16Array(plan.count);
  }

  /** Opens the first `count` that are not open yet (all without it); resolves when the server has let them in. */
  async open(count = this.#options.tokens.length): Promise<void> {
    const waiting = this.#options.tokens.slice(this.#sockets.length, this.#sockets.length + count);
    const opener = async (): Promise<void> => {
      for (let token = waiting.pop(); token; token = waiting.pop()) await this.#openOne(token);
    };
    await Promise.all(Array.from({ length: this.#options.abreast }, opener));
  }

  close(): CrowdReport {
    this.#isClosing = true;
    for (const socket of this.#sockets) socket.terminate();
    return {
      sockets: this.#sockets.length,
      frames: this.#frames,
      seenBy: this.#seen,
      push: this.#push.percentiles(),
      dropped: this.#dropped,
    };
  }

  #openOne(token: string): Promise<void> {
    const mark = new RegExp(`#(\\d+) of ${this.#options.run}:`, 'g');
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.#options.url, { perMessageDeflate: false });
      this.#sockets.push(socket);
      socket.on('open', () => socket.send(JSON.stringify({ t: 'auth', token })));
      socket.on('error', reject);
      socket.on('close', (code) => {
        if (!this.#isClosing) this.#dropped += 1;
        reject(new Error(`closed with ${code}`));
      });
      socket.on('message', (data: Buffer) => {
        const now = clock();
        const text = data.toString('latin1');
        if (text.includes('"t":"ready"')) resolve();
        else
          for (const match of text.matchAll(mark)) {
            const index = Number(match[1]);
            this.#frames += 1;
            this.#seen[index] = (this.#seen[index] ?? 0) + 1;
            this.#push.record(now - (this.startAt + (this.#dueAt[index] ?? 0)));
          }
      });
    });
  }
}
