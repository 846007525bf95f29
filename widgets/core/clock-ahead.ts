/** How far the server's clock is ahead of this device's when it answered `asOf`, ms; a minute either way is the way of the answer, and no difference. */
export function clockAhead(asOf: string): number {
  const ahead = Date.parse(asOf) - Date.now();
  return Math.abs(ahead) > 60_000 ? ahead : 0;
}
