/**
 * May a file be fetched from this address? Only https and only from the hosts of WABA_MEDIA_HOSTS: a forged address must not make
 * us call our own network with a bearer token. Loopback over http is for the simulator and never in production.
 */
export function decideMediaUrl(address: string, rules: { hosts: readonly string[]; isProduction: boolean }): URL | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.username || url.password) return null;
  if (url.protocol === 'https:' && url.port === '' && rules.hosts.includes(url.hostname)) return url;
  const isLoopback = url.hostname === '127.0.0.1' || url.hostname === 'localhost' || url.hostname === '[::1]';
  return isLoopback && !rules.isProduction && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
}
