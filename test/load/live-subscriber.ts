import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { clock } from './clock.ts';
import { Histogram, type Percentiles } from './histogram.ts';
import { loadPlan, type LoadPlanOptions } from './load-plan.ts';

/** What the subscriber is told. */
export interface SubscriberOptions {
  run: string;
  url: string;
  token: string;
  plan: LoadPlanOptions;
}

/** Latencies count from the moment a message was due to the moment its delta was read from the socket. */
export interface SubscriberReport {
  seen: number;
  push: Percentiles;
  /** messages whose own delta was overtaken by the next one of the same ticket */
  merged: number;
}

/** A supervisor's page: sees every ticket's deltas. Measures each message once. */
export class LiveSubscriber {
  readonly #options: SubscriberOptions;
  readonly #dueAt: Float64Array;
  readonly #seen: Uint8Array;
  readonly #push = new Histogram();
  readonly #indicesOf = new Map<number, number[]>();
  readonly #contactOf: Uint32Array;
  #merged = 0;
  #count = 0;
  #socket: WebSocket | undefined;
  startAt = 0;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    const plan = loadPlan(options.plan);
    this.#dueAt = plan.dueAt;
    this.#contactOf = plan.contactOf;
    this.#seen = new Uint8Array(plan.count);
    for (let index = 0; index < plan.count; index += 1) {
      const contact = plan.contactOf[index] ?? 0;
      const own = this.#indicesOf.get(contact);
      if (own) own.push(index);
      else this.#indicesOf.set(contact, [index]);
    }
  }

  /** Resolves when the server has let us in. */
  open(): Promise<void> {
    const { url, token, run } = this.#options;
    const mark = new RegExp(`#(\\d+) of ${run}:`, 'g');
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, { perMessageDeflate: false });
      this.#socket = socket;
      socket.on('open', () => socket.send(JSON.stringify({ t: 'auth', token })));
      socket.on('error', reject);
      socket.on('close', (code, reason) => reject(new Error(`the live socket was closed: ${code} ${reason.toString()}`)));
      socket.on('message', (data: Buffer) => {
        const now = clock();
        const text = data.toString('utf8');
        if (text.includes('"t":"ready"')) resolve();
        else if (text.includes('"t":"error"')) reject(new Error(text));
        else for (const match of text.matchAll(mark)) this.#saw(Number(match[1]), now);
      });
    });
  }

  /** Ends when every message was told of, or two seconds after it was asked to: what is on its way still counts. */
  async close(): Promise<SubscriberReport> {
    for (const until = clock() + 2_000; this.#count < this.#seen.length && clock() < until; ) await pause(20);
    this.#socket?.close();
    return { seen: this.#count, push: this.#push.percentiles(), merged: this.#merged };
  }

  #saw(index: number, now: number): void {
    const own = this.#indicesOf.get(this.#contactOf[index] ?? 0) ?? [];
    while ((own[0] ?? Number.POSITIVE_INFINITY) <= index) {
      const shown = own.shift() ?? 0;
      if (shown !== index) this.#merged += 1;
      if (this.#seen[shown] === 1) continue;
      this.#seen[shown] = 1;
      this.#count += 1;
      this.#push.record(now - (this.startAt + (this.#dueAt[shown] ?? 0)));
    }
  }
}
