import { Agent, request } from 'node:http';
import type { Behaviour, DeliveryRecord } from './simulator-types.ts';
import { serialiseEscaped } from './serialise-escaped.ts';
import { signBody } from './sign-body.ts';
import type { WireContact, WireDelivery, WireMessage, WireMessagesValue, WireStatus } from './wire-types.ts';

/** One thing to tell the business about. `lane` keeps the order per person unless reordering is asked for. */
export interface DispatchItem {
  lane: string;
  metadata: WireMessagesValue['metadata'];
  contact: WireContact | null;
  message?: WireMessage;
  status?: WireStatus;
  /** Called after the business answered 200 for the delivery that carried it. */
  onDelivered?: () => void;
}

/** Meta's limit of one delivery; more is split. */
const largestBody = 3 * 1024 * 1024;

interface Target {
  url: string | null;
  appSecret: string;
  wabaId: string;
}

/**
 * Sends webhooks as Meta does: escaped, signed, batched, with duplicates, reordering and delays when told so, and retried
 * with growing pauses until it is answered 200 or the retry time is over.
 */
export class WebhookDispatcher {
  readonly #target: Target;
  readonly #behaviour: () => Behaviour;
  readonly #random: () => number;
  readonly #now: () => number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });
  readonly #lanes: DispatchItem[][] = [];
  readonly #isBusy: boolean[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #records: DeliveryRecord[] = [];
  #pending = 0;
  #inFlight = 0;
  #isClosed = false;
  #generation = 0;

  constructor(target: Target, behaviour: () => Behaviour, random: () => number, now: () => number) {
    this.#target = target;
    this.#behaviour = behaviour;
    this.#random = random;
    this.#now = now;
  }

  /** How many items have not been answered with 200 yet (including those waiting for a retry). */
  get pending(): number {
    return this.#pending;
  }

  /** How many requests the business has not answered yet, of whatever age. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** The last deliveries, oldest first. */
  get records(): readonly DeliveryRecord[] {
    return this.#records;
  }

  /** Takes items to deliver; the dice for loss, duplicates and reordering are thrown here, per item. */
  enqueue(items: readonly DispatchItem[]): void {
    const behaviour = this.#behaviour();
    for (const item of items) {
      if (this.#random() < behaviour.dropRate) continue;
      this.#pending += 1;
      const isLate = this.#random() < behaviour.reorderRate;
      this.#after(behaviour.webhookDelayMs + (isLate ? this.#random() * behaviour.reorderMs : 0), () => {
        this.#push(item);
      });
      if (this.#random() < behaviour.duplicateRate) {
        this.#pending += 1;
        const copy: DispatchItem = { ...item, lane: `${item.lane}#${this.#random()}` };
        this.#after(behaviour.webhookDelayMs + this.#random() * 50, () => {
          this.#push(copy);
        });
      }
    }
  }

  /** Posts a delivery of the caller's making, signed; resolves with the answer. Used by tests that need an exact body. */
  async post(
    delivery: unknown,
    options: { raw?: Buffer | string; secret?: string; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; body: string }> {
    const body = Buffer.from(options.raw ?? serialiseEscaped(delivery));
    return await this.#send(body, options.secret ?? this.#target.appSecret, options.headers ?? {});
  }

  /** Forgets what is queued; deliveries under way end without effect. */
  clear(): void {
    this.#generation += 1;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#lanes.length = 0;
    this.#isBusy.length = 0;
    this.#records.length = 0;
    this.#pending = 0;
  }

  /** Stops everything. */
  close(): void {
    this.clear();
    this.#isClosed = true;
    this.#agent.destroy();
  }

  #after(ms: number, run: () => void): void {
    const scaled = ms * this.#behaviour().timeScale;
    if (scaled <= 0) {
      run();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, scaled);
    this.#timers.add(timer);
  }

  #push(item: DispatchItem): void {
    if (this.#isClosed) return;
    const count = Math.max(1, this.#behaviour().concurrency);
    let hash = 0;
    for (let at = 0; at < item.lane.length; at += 1) hash = (Math.imul(hash, 31) + item.lane.charCodeAt(at)) >>> 0;
    const lane = hash % count;
    (this.#lanes[lane] ??= []).push(item);
    if (this.#isBusy[lane] === true) return;
    this.#isBusy[lane] = true;
    const start = (): void => {
      void this.#drain(lane, this.#generation);
    };
    const wait = this.#behaviour().batchWindowMs;
    if (wait > 0) this.#after(wait, start);
    else setImmediate(start);
  }

  async #drain(lane: number, generation: number): Promise<void> {
    for (;;) {
      if (generation !== this.#generation) return;
      const waiting = this.#lanes[lane];
      if (waiting === undefined || waiting.length === 0) break;
      const batch = waiting.splice(0, Math.max(1, Math.min(1000, this.#behaviour().batchSize)));
      const isDone = await this.#deliver(batch, 1);
      if (generation !== this.#generation) return;
      if (!isDone) this.#retry(batch, 2, generation);
    }
    this.#isBusy[lane] = false;
  }

  /** Retries beside the lane, as Meta does: newer deliveries are not held up by older ones that fail. */
  #retry(batch: DispatchItem[], attempt: number, generation: number): void {
    const behaviour = this.#behaviour();
    const wait = attempt === 2 ? 0 : behaviour.retryBaseMs * 2 ** Math.min(20, attempt - 3) * (0.75 + this.#random() / 2);
    if (behaviour.retryBaseMs * 2 ** Math.min(30, attempt) > behaviour.retryLimitMs) {
      this.#pending -= batch.length;
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#deliver(batch, attempt).then((isDone) => {
        if (!isDone && generation === this.#generation && !this.#isClosed) this.#retry(batch, attempt + 1, generation);
      });
    }, wait * behaviour.timeScale);
    this.#timers.add(timer);
  }

  async #deliver(batch: readonly DispatchItem[], attempt: number): Promise<boolean> {
    if (this.#target.url === null || this.#isClosed) {
      this.#pending -= batch.length;
      return true;
    }
    const generation = this.#generation;
    const body = Buffer.from(serialiseEscaped(this.#envelope(batch)));
    if (body.length > largestBody && batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      const parts = [await this.#deliver(batch.slice(0, half), attempt), await this.#deliver(batch.slice(half), attempt)];
      return parts.every(Boolean);
    }
    const started = performance.now();
    let status: number | null = null;
    let error: string | null = null;
    try {
      status = (await this.#send(body, this.#target.appSecret, {})).status;
    } catch (cause) {
      error = cause instanceof Error ? cause.message : String(cause);
    }
    if (generation !== this.#generation) return true;
    this.#records.push({
      at: new Date(this.#now()).toISOString(),
      items: batch.length,
      bytes: body.length,
      attempt,
      status,
      error,
      ms: Math.round((performance.now() - started) * 100) / 100,
    });
    if (this.#records.length > 5000) this.#records.splice(0, 1000);
    if (status !== 200) return false;
    this.#pending -= batch.length;
    for (const item of batch) item.onDelivered?.();
    return true;
  }

  #envelope(batch: readonly DispatchItem[]): WireDelivery {
    const values: WireMessagesValue[] = [];
    for (const item of batch) {
      const kind = item.message === undefined ? 'statuses' : 'messages';
      let value = values.find((candidate) => candidate.metadata.phone_number_id === item.metadata.phone_number_id && candidate[kind] !== undefined);
      if (value === undefined) {
        value = { messaging_product: 'whatsapp', metadata: item.metadata };
        values.push(value);
      }
      if (item.contact !== null) {
        const contact = item.contact;
        value.contacts ??= [];
        if (!value.contacts.some((known) => known.user_id === contact.user_id && known.wa_id === contact.wa_id)) value.contacts.push(contact);
      }
      if (item.message !== undefined) (value.messages ??= []).push(item.message);
      if (item.status !== undefined) (value.statuses ??= []).push(item.status);
    }
    return { object: 'whatsapp_business_account', entry: [{ id: this.#target.wabaId, changes: values.map((value) => ({ field: 'messages', value })) }] };
  }

  async #send(body: Buffer, secret: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
    const url = this.#target.url;
    if (url === null) throw new Error('no webhook address is set');
    this.#inFlight += 1;
    return await new Promise<{ status: number; body: string }>((resolve, reject) => {
      const outgoing = request(
        url,
        {
          method: 'POST',
          agent: this.#agent,
          timeout: 20_000,
          headers: {
            'content-type': 'application/json',
            'content-length': body.length,
            'user-agent': 'facebookexternalua',
            'x-hub-signature-256': signBody(body, secret),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
          });
        },
      );
      outgoing.on('timeout', () => {
        outgoing.destroy(new Error('the business did not answer in time'));
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    }).finally(() => {
      this.#inFlight -= 1;
    });
  }
}
