/** True for MySQL's deadlock (1213) and lock wait timeout (1205): the whole transaction may be tried again. */
export function isLockConflict(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 4; depth++) {
    const errno = (current as { errno?: unknown }).errno;
    if (errno === 1213 || errno === 1205) return true;
    current = (current as { parent?: unknown }).parent ?? current.cause;
  }
  return false;
}
