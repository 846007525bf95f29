/** A number as people in Malaysia write it: +60 12-345 6789; others only with their plus sign. */
export function readablePhone(digits: string): string {
  const [, area, first, last] = /^60(1[02-9]|11)(\d{3,4})(\d{4})$/.exec(digits) ?? [];
  return area === undefined ? `+${digits}` : `+60 ${area}-${first ?? ''} ${last ?? ''}`;
}
