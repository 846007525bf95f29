import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { findTenant } from '../access/find-tenant.ts';
import { AppError } from '../platform/app-error.ts';
import { syncAfterPayment } from '../outlets/sync-after-payment.ts';
import { clock } from '../platform/clock.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { systemContext } from '../platform/system-context.ts';
import { takePosPush } from './take-pos-push.ts';

const MOST_BYTES = '256kb';
const FORM = /^sha256=([0-9a-f]{64})$/i;
/** A push is refused when its time is further from ours: its clock is wrong, or it was kept by somebody. */
const WINDOW_MS = 5 * 60_000;

/**
 * The POS company's door, `POST /webhook/pos`: HMAC-SHA256 of `<timestamp>.<raw body>` in `x-engage-signature: sha256=…`, when it
 * was sent in `x-engage-timestamp` (seconds), so that what was kept cannot be dated anew. Not there without a secret. What comes is kept raw; the same body twice has no second effect, what nobody
 * understands stays as failed.
 */
export function posWebhook(secret: string | undefined, log: Log): RequestHandler[] {
  if (secret === undefined) return [(_request, _response, next) => next()];
  return [
    express.raw({ type: () => true, limit: MOST_BYTES }),
    async (request: Request, response: Response) => {
      const body: unknown = request.body;
      const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const timestamp = request.get('x-engage-timestamp') ?? '';
      if (!isSigned(timestamp, raw, request.get('x-engage-signature') ?? '', secret))
        throw new AppError('forbidden', 'The signature does not match time and body.');
      if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Date.now() - Number(timestamp) * 1_000) > WINDOW_MS)
        throw new AppError('forbidden', 'The push is not of this moment.');
      const tenantId = await findTenant('default');
      if (tenantId === null) throw new AppError('unavailable', 'Nobody is here yet.');
      const hash = createHash('sha256').update(raw).digest('hex');
      await database().execute(
        "INSERT IGNORE INTO webhook_event (tenant_id, provider, event_type, payload_hash, raw, received_at) VALUES (?, 'pos', 'push', ?, ?, ?)",
        [tenantId, hash, raw, new Date()],
      );
      const [kept] = await database().query<{ id: string; status: string }>(
        "SELECT id, status FROM webhook_event WHERE provider = 'pos' AND payload_hash = ?",
        [hash],
      );
      if (kept?.status === 'processed') return void response.json({ ok: true, paid: 0, isRepeated: true });
      const ctx = systemContext(tenantId, 'pos', log, clock.now());
      const outcome = await takePosPush(ctx, parse(raw));
      if (outcome.paid > 0) await syncAfterPayment(ctx);
      await database().execute('UPDATE webhook_event SET status = ?, error = ?, processed_at = ? WHERE id = ?', [
        outcome.problem === null ? 'processed' : 'failed',
        outcome.problem,
        new Date(),
        kept?.id ?? '0',
      ]);
      const { paid, refused, problem } = outcome;
      response.json({ ok: problem === null, paid, ...(problem === null ? {} : { problem }), ...(refused.length > 0 ? { refused } : {}) });
    },
  ];
}

function isSigned(timestamp: string, body: Buffer, header: string, secret: string): boolean {
  const given = FORM.exec(header)?.[1];
  return given !== undefined && timingSafeEqual(createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest(), Buffer.from(given, 'hex'));
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return null;
  }
}
