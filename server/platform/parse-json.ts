/** A JSON column: MySQL hands it over parsed, MariaDB as text. */
export function parseJson<T>(value: T | string | null): T | null {
  return typeof value === 'string' ? (JSON.parse(value) as T) : value;
}
