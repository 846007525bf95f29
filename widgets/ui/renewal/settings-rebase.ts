import type { PageSettings } from './renewal-act.ts';

/**
 * A draft that was made from `base`, on top of what somebody else saved since: what the draft changed stays as typed, everything else is as
 * `stored`. Holidays come and go day by day.
 */
export function settingsRebase(base: PageSettings, draft: PageSettings, stored: PageSettings): PageSettings {
  const merged: Record<string, unknown> = { ...stored };
  for (const [name, mine] of Object.entries(draft)) {
    const was: unknown = Reflect.get(base, name);
    if (name === 'revision' || isSame(mine, was)) continue;
    merged[name] = isGroup(mine) && isGroup(was) ? mergeGroup(was, mine, Reflect.get(stored, name)) : mine;
  }
  const keys = (days: PageSettings['holidays']): Set<string> => new Set(days.map((day) => JSON.stringify(day)));
  const [was, mine] = [keys(base.holidays), keys(draft.holidays)];
  const theirs = stored.holidays.filter((day) => mine.has(JSON.stringify(day)) || !was.has(JSON.stringify(day)));
  const known = keys(theirs);
  const added = draft.holidays.filter((day) => !was.has(JSON.stringify(day)) && !known.has(JSON.stringify(day)));
  return { ...draft, ...merged, holidays: [...theirs, ...added] };
}

function mergeGroup(was: object, mine: object, stored: unknown): object {
  const changed = Object.entries(mine).filter(([name, value]) => !isSame(value, Reflect.get(was, name)));
  return { ...(isGroup(stored) ? stored : was), ...Object.fromEntries(changed) };
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
