import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { patience } from '../platform/patience.ts';
import { classifyGraphError } from './classify-graph-error.ts';
import type { GraphAmbiguous, GraphAnswer, GraphRejection, GraphUnreachable } from './graph-answer-types.ts';
import { readJson } from './read-json.ts';

export interface GraphOptions {
  /** WABA_API_BASE with the version, without a slash at the end */
  base: string;
  token: string;
  timeoutMs: number;
}
type Failure = GraphRejection | GraphUnreachable | GraphAmbiguous;

const accepted = z.object({
  // longer than the column: as the statuses of this message will name it
  messages: z
    .array(
      z.object({
        id: z
          .string()
          .max(200)
          .transform((id) => readJson.messageId(id) ?? '')
          .pipe(z.string().min(1)),
      }),
    )
    .min(1),
  contacts: z.array(z.object({ wa_id: z.string().optional(), user_id: z.string().optional() })).optional(),
});
const uploaded = z.object({ id: z.string().min(1).max(128) });

/** Failures before anything could be written: the message was certainly not sent. */
const BEFORE_WRITING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL)/;

let handle: Graph | undefined;

/** Meta's Graph API, or the simulator: the address decides. Says what is certain about a failed call, and decides nothing. */
export class Graph {
  readonly #options: GraphOptions;
  constructor(options: GraphOptions) {
    this.#options = options;
  }

  /** `POST /{number}/messages`. There is no idempotency key (whatsapp.md §3.2): `ambiguous` must never be repeated by itself. */
  async sendMessage(phoneNumberId: string, body: object): Promise<GraphAnswer> {
    const answer = await this.#call(`${this.#options.base}/${encodeURIComponent(phoneNumberId)}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if ('kind' in answer) return answer;
    const parsed = accepted.safeParse(answer.json);
    const [message] = parsed.data?.messages ?? [];
    if (!message) return { kind: 'ambiguous', detail: 'a success without a message id', httpStatus: answer.httpStatus };
    const contact = parsed.data?.contacts?.[0];
    const ids = { contactWaId: contact?.wa_id ?? null, contactUserId: contact?.user_id ?? null };
    return { kind: 'accepted', waMessageId: message.id, ...ids, httpStatus: answer.httpStatus };
  }

  /** Blue ticks for the merchant's message and the ones before it; repeating it is harmless. */
  async markRead(phoneNumberId: string, waMessageId: string): Promise<Failure | null> {
    const answer = await this.#call(`${this.#options.base}/${encodeURIComponent(phoneNumberId)}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', status: 'read', message_id: waMessageId }),
    });
    return 'kind' in answer ? answer : null;
  }

  /** GET of a Graph path (`/<id>?fields=…`) or of a full `next` address of the same origin. */
  async get(pathOrUrl: string): Promise<{ json: unknown } | Failure> {
    const url = pathOrUrl.startsWith('/') ? this.#options.base + pathOrUrl : pathOrUrl;
    if (new URL(url).origin !== new URL(this.#options.base).origin) return { kind: 'unreachable', detail: 'the address belongs to another host' };
    return this.#call(url, { method: 'GET' });
  }

  /** `POST /{number}/media`, streamed with its size known. Repeating it is harmless: an unused upload expires. */
  async uploadMedia(phoneNumberId: string, file: { body: Readable; bytes: number; mime: string; filename: string }): Promise<{ mediaId: string } | Failure> {
    const boundary = `engage${randomUUID()}`;
    const field = (name: string, value: string): string => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const filename = file.filename.replace(/["\r\n\\]/g, '_');
    const head = Buffer.from(
      `${field('messaging_product', 'whatsapp')}${field('type', file.mime)}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\ncontent-type: ${file.mime}\r\n\r\n`,
    );
    const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
    const url = new URL(`${this.#options.base}/${encodeURIComponent(phoneNumberId)}/media`);
    const timeout = this.#options.timeoutMs + Math.ceil(file.bytes / 50);
    try {
      const { status, body, retryAfter } = await new Promise<{ status: number; body: string; retryAfter: string | null }>((resolve, reject) => {
        const call = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${this.#options.token}`,
            'content-type': `multipart/form-data; boundary=${boundary}`,
            'content-length': head.length + file.bytes + tail.length,
          },
          signal: patience.signal(timeout),
        });
        call.on('error', reject);
        call.on('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8'), retryAfter: response.headers['retry-after'] ?? null }),
          );
        });
        call.write(head);
        file.body.on('error', (error) => call.destroy(error));
        file.body.on('end', () => call.end(tail));
        file.body.pipe(call, { end: false });
      });
      const parsed = status === 200 ? uploaded.safeParse(JSON.parse(body)) : undefined;
      return parsed?.success ? { mediaId: parsed.data.id } : classifyGraphError(status, body, retryAfter, new Date());
    } catch (error) {
      return failureOf(error);
    } finally {
      file.body.destroy();
    }
  }

  async #call(
    url: string,
    init: { method: string; headers?: Record<string, string>; body?: string },
  ): Promise<{ json: unknown; httpStatus: number } | Failure> {
    try {
      const response = await fetch(url, {
        ...init,
        redirect: 'error',
        headers: { ...init.headers, authorization: `Bearer ${this.#options.token}`, 'user-agent': 'Engage' },
        signal: patience.signal(this.#options.timeoutMs),
      });
      const body = await response.text();
      if (!response.ok) return classifyGraphError(response.status, body, response.headers.get('retry-after'), new Date());
      return { json: parseBody(body), httpStatus: response.status };
    } catch (error) {
      return failureOf(error);
    }
  }
}

/** Sets the Graph API of this process. */
export function connectGraph(options: GraphOptions): Graph {
  handle = new Graph({ ...options, base: options.base.replace(/\/+$/, '') });
  return handle;
}

/** The Graph API of this process; throws when it has none. */
export function graph(): Graph {
  if (!handle) throw new Error('connectGraph was not called');
  return handle;
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function failureOf(error: unknown): GraphUnreachable | GraphAmbiguous {
  for (let current = error, depth = 0; current instanceof Error && depth < 4; depth++) {
    const code = (current as { code?: unknown }).code;
    if (typeof code === 'string' && BEFORE_WRITING.test(code)) return { kind: 'unreachable', detail: code };
    // several addresses were tried: all of them must have refused
    if (current instanceof AggregateError && current.errors.length > 0 && current.errors.every((one: unknown) => failureOf(one).kind === 'unreachable'))
      return { kind: 'unreachable', detail: 'no address answered' };
    current = current.cause;
  }
  const name = error instanceof Error ? error.name : 'unknown error';
  return { kind: 'ambiguous', detail: name === 'TimeoutError' ? 'no answer in time' : `the connection broke (${name})`, httpStatus: null };
}
