const PER_MINUTE = 60;
const BURST = 120;
const MOST_ADDRESSES = 10_000;

/** Counts bad requests per address in memory (60 a minute, burst 120); says false when one has used up its share. */
export function limitFailures(): (address: string, nowMs: number) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (address, nowMs) => {
    const bucket = buckets.get(address) ?? { tokens: BURST, at: nowMs };
    bucket.tokens = Math.min(BURST, bucket.tokens + ((nowMs - bucket.at) / 60_000) * PER_MINUTE);
    bucket.at = nowMs;
    const isAllowed = bucket.tokens >= 1;
    if (isAllowed) bucket.tokens--;
    buckets.delete(address);
    buckets.set(address, bucket);
    if (buckets.size > MOST_ADDRESSES) buckets.delete(buckets.keys().next().value ?? '');
    return isAllowed;
  };
}
