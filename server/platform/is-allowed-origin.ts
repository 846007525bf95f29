/** Which pages may call us: those of ALLOWED_ORIGINS, and our own (gallery, sign-in). `*` is for demonstrations only. */
export function isAllowedOrigin(origin: string, host: string | undefined, allowed: readonly string[]): boolean {
  if (allowed.includes(origin) || allowed.includes('*')) return true;
  try {
    return host !== undefined && new URL(origin).host === host;
  } catch {
    return false;
  }
}
