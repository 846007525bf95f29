const minute = 60_000;

/** Nobody writes at four in the morning: moves an instant back into 9:00 to 21:00 in Malaysia. */
export function officeHours(at: number): number {
  const local = new Date(at + 8 * 60 * minute);
  const hour = local.getUTCHours();
  return hour >= 9 && hour < 21 ? at : at + (((9 + ((hour * 5) % 11) - hour + 24) % 24) - 24) * 60 * minute;
}
