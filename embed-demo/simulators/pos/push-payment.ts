import { createHmac, randomUUID } from 'node:crypto';
import type { PosOutlet } from './pos-types.ts';

/** Tells a payment where the POS was told to, as the signed push of X-13: HMAC-SHA256 of `<timestamp>.<raw body>`, and when it was sent (seconds). Throws when it is refused. */
export async function pushPayment(to: { url: string; secret: string }, outlet: PosOutlet, expiry: string): Promise<void> {
  const id = randomUUID();
  const event = {
    ...{ id, type: 'renewal.paid', oid: outlet.oid, paid_at: new Date().toISOString() },
    ...{ amount: outlet.amount ?? null, currency: outlet.currency ?? null, expiry_date: expiry, reference: `PAY-${id.slice(0, 8)}` },
  };
  const body = JSON.stringify({ events: [event] });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', to.secret).update(`${timestamp}.${body}`).digest('hex');
  const answer = await fetch(to.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-engage-signature': `sha256=${signature}`,
      'x-engage-timestamp': timestamp,
    },
    body,
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`the push was refused: HTTP ${answer.status}`);
}
