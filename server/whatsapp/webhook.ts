import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorCode, ErrorView } from '../../types/errors.ts';
import type { Config } from '../config.ts';
import { addressOf } from '../platform/address-of.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import { isSameText } from '../platform/is-same-text.ts';
import type { Log } from '../platform/log.ts';
import { metrics } from '../platform/metrics.ts';
import { networkOf } from '../platform/network-of.ts';
import { queue } from '../platform/queue.ts';
import type { DeliveryItem } from './delivery-types.ts';
import { createLanePublisher } from './lane-publisher.ts';
import { limitFailures } from './limit-failures.ts';
import { readBody } from './read-body.ts';
import { createSpill } from './spill.ts';
import { splitDelivery } from './split-delivery.ts';
import { verifySignature } from './verify-signature.ts';

const MAX_BYTES = 3 * 1024 * 1024;
const MOST_REQUESTS = 2_000;
const MOST_BYTES = 96 * 1024 * 1024;
/** Meta sends a body at once; who takes longer only holds memory. */
const BODY_WITHIN_MS = 10_000;
const PUBLISH_TIMEOUT_MS = 1_000;
const PATHS = new Set(['/webhook/whatsapp', '/webhook']);

/** WhatsApp's door, on node:http before Express. */
export interface WebhookDoor {
  /** true when the request was for this door (it is answered then, now or soon) */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
  /** stops draining; requests under way are finished by closing the HTTP server */
  close(): Promise<void>;
  /** for metrics */
  state(): { inFlight: number; bytes: number; isSpilling: boolean };
}

type WebhookConfig = Pick<Config, 'WABA_VERIFY_TOKEN' | 'WABA_APP_SECRET' | 'WABA_APP_SECRET_PREVIOUS' | 'INGEST_LANES' | 'STATUS_LANES' | 'TRUST_PROXY'>;

/**
 * Opens the door: signature over the raw bytes → split → one publish per lane → 200 after the broker's confirms (whatsapp.md §1).
 * No database and no Redis on that path. The broker away: kept in MySQL and 200; both away: 503, Meta tries again for 7 days.
 */
export function webhook(config: WebhookConfig, log: Log): WebhookDoor {
  const secrets = [config.WABA_APP_SECRET, config.WABA_APP_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  const publisher = createLanePublisher({ lanes: { ingest: config.INGEST_LANES, status: config.STATUS_LANES }, timeoutMs: PUBLISH_TIMEOUT_MS });
  const spill = createSpill({ publish: (items, at) => publisher.publish(items, at), log, brokerIsUp: () => queue().isUp() });
  const mayFail = limitFailures();
  let inFlight = 0;
  let bytes = 0;

  const refuse = (req: IncomingMessage, res: ServerResponse, code: ErrorCode, status: number, message: string): void => {
    const isAllowed = (status !== 401 && status !== 403) || mayFail(networkOf(addressOf(req, config.TRUST_PROXY)), Date.now());
    if (isAllowed) answer(res, status, { code, message });
    else answer(res, 429, { code: 'rate_limited', message: 'Too many invalid requests.' }, { 'Retry-After': '60' });
  };

  const verify = (req: IncomingMessage, res: ServerResponse, query: URLSearchParams): void => {
    const read = (name: string): string => query.get(`hub.${name}`) ?? query.get(`hub_${name}`) ?? '';
    if (read('mode') === 'subscribe' && isSameText(read('verify_token'), config.WABA_VERIFY_TOKEN)) {
      res
        .writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff', 'X-Handled-By': 'engagement' })
        .end(read('challenge'));
    } else refuse(req, res, 'forbidden', 403, 'The verify token does not match.');
  };

  const receive = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const signature = req.headers['x-hub-signature-256'];
    if (typeof signature !== 'string') return refuse(req, res, 'unauthenticated', 401, 'X-Hub-Signature-256 is missing.');
    let held = 0;
    const take = (more: number): boolean => {
      if (bytes + more > MOST_BYTES) return false;
      bytes += more;
      held += more;
      return true;
    };
    try {
      await answerBody(req, res, signature, await readBody(req, { maxBytes: MAX_BYTES, withinMs: BODY_WITHIN_MS, take }));
    } finally {
      bytes -= held;
    }
  };

  const answerBody = async (req: IncomingMessage, res: ServerResponse, signature: string, body: Awaited<ReturnType<typeof readBody>>): Promise<void> => {
    if (body === 'aborted') return;
    if (body === 'no_room') return unavailable(res, { Connection: 'close' });
    if (body === 'too_large') return answer(res, 413, { code: 'too_large', message: 'The body is larger than 3 MB.' }, { Connection: 'close' });
    if (!verifySignature(body, signature, secrets)) return refuse(req, res, 'forbidden', 403, 'The signature does not match the body.');
    await accept(res, body, new Date());
  };

  const accept = async (res: ServerResponse, body: Buffer, receivedAt: Date): Promise<void> => {
    const items = parse(body);
    if (!items) return keepUnparsable(res, body, receivedAt);
    metrics.webhookItems.inc(items.length);
    if (!spill.isActive()) {
      try {
        await publisher.publish(items, receivedAt.getTime());
        return done(res);
      } catch (error) {
        if (!(error instanceof AppError)) return keepUnparsable(res, body, receivedAt);
        log.debug({ err: error }, 'publish failed');
        spill.activate();
      }
    }
    try {
      await spill.keep(body, receivedAt);
      metrics.spilledDeliveries.inc();
      done(res);
    } catch (error) {
      log.warn({ err: error }, 'a webhook delivery could not be kept');
      unavailable(res);
    }
  };

  const keepUnparsable = async (res: ServerResponse, body: Buffer, receivedAt: Date): Promise<void> => {
    try {
      const hash = createHash('sha256').update(body).digest('hex');
      await database().execute(
        "INSERT IGNORE INTO webhook_event (provider, event_type, payload_hash, raw, error, received_at, status) VALUES ('whatsapp', 'unparsable', ?, ?, 'signed, but not JSON', ?, 'failed')",
        [hash, body, receivedAt],
      );
      answer(res, 400, { code: 'invalid_input', message: 'The body is not JSON.' });
    } catch (error) {
      log.warn({ err: error }, 'an unparsable delivery could not be kept');
      unavailable(res);
    }
  };

  return {
    handle(req, res) {
      const url = req.url ?? '/';
      const cut = url.indexOf('?');
      const path = cut === -1 ? url : url.slice(0, cut);
      if (!PATHS.has(path) && !PATHS.has(path.replace(/\/$/, ''))) return false;
      if (req.method === 'GET') verify(req, res, new URLSearchParams(cut === -1 ? '' : url.slice(cut + 1)));
      else if (req.method !== 'POST') answer(res, 405, { code: 'invalid_input', message: 'Only GET and POST.' }, { Allow: 'GET, POST' });
      else if (inFlight >= MOST_REQUESTS || bytes >= MOST_BYTES) unavailable(res);
      else {
        inFlight++;
        const began = performance.now();
        res.once('finish', () => metrics.webhookSeconds.observe({ result: String(res.statusCode) }, (performance.now() - began) / 1000));
        receive(req, res)
          .catch((error: unknown) => {
            log.error({ err: error }, 'webhook');
            if (!res.headersSent) answer(res, 500, { code: 'internal', message: 'Something went wrong on our side.' });
          })
          .finally(() => {
            inFlight--;
          });
      }
      return true;
    },
    close: () => spill.close(),
    state: () => ({ inFlight, bytes, isSpilling: spill.isActive() }),
  };
}

function parse(body: Buffer): DeliveryItem[] | null {
  try {
    return splitDelivery(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}

const OK = Buffer.from('{"ok":true}');
function done(res: ServerResponse): void {
  res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': OK.length, 'X-Handled-By': 'engagement' }).end(OK);
}
function unavailable(res: ServerResponse, headers: Record<string, string> = {}): void {
  answer(res, 503, { code: 'unavailable', message: 'Nothing durable can take the delivery now; send it again.' }, { 'Retry-After': '2', ...headers });
}
function answer(res: ServerResponse, status: number, error: ErrorView, headers: Record<string, string> = {}): void {
  const body = Buffer.from(JSON.stringify(error));
  res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': body.length, 'X-Handled-By': 'engagement', ...headers }).end(body);
}
