import type { Stage } from './stage.ts';

/** What the clock does by night, now: renewals are refreshed and everybody about whom something is due is given to the senders. False when nobody could be told. */
export async function kickNight(stage: Stage): Promise<boolean> {
  const answer = await fetch(`${stage.origin}/api/dev/clock`, {
    method: 'POST',
    body: JSON.stringify({ days: 0 }),
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.status === 200;
}
