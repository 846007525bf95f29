/** True for MySQL's duplicate key (1062) of this unique index: a row with the same key is there already. */
export function isTakenKey(error: unknown, index: string): boolean {
  if (!(error instanceof Error) || (error as { errno?: unknown }).errno !== 1062) return false;
  // MySQL says `message.uq_x`, MariaDB `uq_x`
  const name = / for key '([^']+)'$/.exec(error.message)?.[1];
  return name === index || name?.endsWith(`.${index}`) === true;
}
