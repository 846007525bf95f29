import type { PlannedLine } from './plan-types.ts';

/** The place a location line is about: the outlet's name and address travel in its argument. */
export function placeOf(line: PlannedLine): { latitude: number; longitude: number; name: string; address: string } {
  const [name = '', address = ''] = line.argument.split('|');
  return { latitude: 3.13036, longitude: 101.67147, name, address };
}
