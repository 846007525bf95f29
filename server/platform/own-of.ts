/** The entry of that name, when there is one: names from outside may be `constructor` or `__proto__`, which every object knows. */
export function ownOf<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
