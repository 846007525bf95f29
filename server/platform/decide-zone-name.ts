const known = new Map<string, string | null>();

/**
 * The one name of a time zone, however it was written (`asia/kuala_lumpur`, `Singapore`), so that two can be compared; an offset is its own
 * name. Null: no zone this runtime knows. Remembered, because asking Intl takes long.
 */
export function decideZoneName(name: string): string | null {
  let zone = known.get(name);
  if (zone === undefined) {
    if (known.size > 5_000) known.clear();
    zone = askZone(name);
    known.set(name, zone);
  }
  return zone;
}

function askZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
