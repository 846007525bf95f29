import type { Money, RenewalOverview } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { zoneDayOf, zoneDayText, zoneWeekday } from './decide-zone-time.ts';
import type { RenewalGroup } from './overview-types.ts';

/** paid within so many days of the due date is in time. */
const IN_TIME_DAYS = 7;

/** Days left, from to. What is overdue ends where it is lost, so that the bars add up to the tabs. */
function agesOf(lostAfterDays: number): { from: number | null; to: number }[] {
  const late = [1, 8, 15].filter((first) => first <= lostAfterDays);
  return [
    { from: 0, to: 7 },
    { from: 8, to: 14 },
    { from: 15, to: 30 },
    { from: 31, to: 60 },
    ...late.map((first, index) => ({ from: -((late[index + 1] ?? lostAfterDays + 1) - 1), to: -first })),
    { from: null, to: -lostAfterDays - 1 },
  ];
}

type Tab = keyof RenewalOverview['counts'];
const TABS: readonly Tab[] = ['due', 'overdue', 'recovered', 'lost'];

/** The parts of the overview that come from counted renewals; `groups` without a day of their own are of long ago. */
export function decideOverview(
  counted: readonly RenewalGroup[],
  { today, days, settings }: { today: string; days: number; settings: Pick<RenewalSettings, 'lostAfterDays' | 'horizonDays' | 'goalShare'> },
): Pick<RenewalOverview, 'counts' | 'money' | 'aging' | 'rates' | 'weeks'> {
  const day = (by: number): string => zoneDayText(zoneDayOf(today) + by);
  const lostFrom = day(-settings.lostAfterDays);
  const horizon = day(settings.horizonDays);
  const groups = counted.filter((group) => !isReplaced(group));
  const byTab: Record<Tab, RenewalGroup[]> = { due: [], overdue: [], recovered: [], lost: [] };
  for (const group of groups) {
    const tab = tabOf(group, { today, lostFrom, horizon });
    if (tab) byTab[tab].push(group);
  }
  const open = [...byTab.due, ...byTab.overdue, ...byTab.lost.filter(({ status }) => status !== 'cancelled')];
  const ofTab = <T>(map: (of: readonly RenewalGroup[]) => T): Record<Tab, T> => Object.fromEntries(TABS.map((tab) => [tab, map(byTab[tab])])) as Record<Tab, T>;
  return {
    counts: ofTab(countOf),
    money: ofTab(moneyOf),
    aging: agesOf(settings.lostAfterDays).map(({ from, to }) => {
      const [first, last] = [from === null ? '' : day(from), day(to)];
      const inside = open.filter(({ due_date: due }) => due >= first && due <= last);
      return { from, to, count: countOf(inside), money: moneyOf(inside) };
    }),
    rates: { days, ...ratesOf(groups, { from: day(-days), today, overSince: day(-IN_TIME_DAYS) }), goal: settings.goalShare },
    weeks: weeksOf(groups, { from: day(-days), today, lostFrom }),
  };
}

function tabOf(group: RenewalGroup, { today, lostFrom, horizon }: { today: string; lostFrom: string; horizon: string }): Tab | null {
  if (group.status === 'cancelled') return 'lost';
  if (group.status === 'paid') return isRecovered(group) ? 'recovered' : null;
  if (group.due_date < lostFrom) return 'lost';
  if (group.due_date < today) return 'overdue';
  return group.status === 'due' && group.due_date <= horizon ? 'due' : null;
}

/** Cancelled because another cycle took its place (its payment was taken back): no customer, no money, no week. */
function isReplaced({ status, outcome }: RenewalGroup): boolean {
  return status === 'cancelled' && outcome === null;
}

function isRecovered({ outcome }: RenewalGroup): boolean {
  return outcome === 'recovered' || outcome === 'winback';
}

/**
 * B's rate (the headline, X-12): paid within seven days of the due date, over all that were due and whose seven days are over, for who
 * has still time is neither. A's beside it: paid after the due date, over all that were unpaid on it. Cancelled ones count in neither.
 */
function ratesOf(
  groups: readonly RenewalGroup[],
  { from, today, overSince }: { from: string; today: string; overSince: string },
): Pick<RenewalOverview['rates'], 'a' | 'b' | 'pending'> {
  const counting = groups.filter(({ due_date: due, status }) => due >= from && due < today && status !== 'cancelled');
  const over = counting.filter(({ due_date: due }) => due < overSince);
  const late = counting.filter(({ paid }) => paid !== 'early');
  return {
    b: shareOf(
      over.filter(({ paid }) => paid === 'early' || paid === 'in_time'),
      over,
    ),
    a: shareOf(
      late.filter(({ paid }) => paid !== 'no'),
      late,
    ),
    pending: countOf(counting.filter(({ due_date: due, paid }) => due >= overSince && paid === 'no')),
  };
}

function shareOf(part: readonly RenewalGroup[], whole: readonly RenewalGroup[]): RenewalOverview['rates']['a'] {
  const [recovered, of] = [countOf(part), countOf(whole)];
  return { recovered, of, share: of === 0 ? null : recovered / of };
}

/** By the Monday of the due date, from the first of the days up to this week. */
function weeksOf(groups: readonly RenewalGroup[], { from, today, lostFrom }: { from: string; today: string; lostFrom: string }): RenewalOverview['weeks'] {
  const mondayOf = (text: string): number => {
    const number = zoneDayOf(text);
    return number - zoneWeekday(number);
  };
  const weeks = new Map<number, RenewalGroup[]>();
  for (let week = mondayOf(from); week <= zoneDayOf(today); week += 7) weeks.set(week, []);
  for (const group of groups) if (group.due_date >= from) weeks.get(mondayOf(group.due_date))?.push(group);
  return [...weeks].map(([week, of]) => ({
    week: zoneDayText(week),
    due: countOf(of),
    paidAlone: countOf(of.filter((group) => group.status === 'paid' && !isRecovered(group))),
    recovered: countOf(of.filter((group) => group.status === 'paid' && isRecovered(group))),
    lost: countOf(of.filter(({ status, due_date: due }) => status === 'cancelled' || (status !== 'paid' && due < lostFrom))),
  }));
}

function countOf(groups: readonly RenewalGroup[]): number {
  return groups.reduce((sum, { n }) => sum + n, 0);
}

/** Per currency, the most frequent first; in cents, so that nothing is lost by adding. */
function moneyOf(groups: readonly RenewalGroup[]): Money[] {
  const sums = new Map<string, { n: number; cents: number }>();
  for (const { currency, n, amount } of groups) {
    const sum = sums.get(currency) ?? { n: 0, cents: 0 };
    sums.set(currency, { n: sum.n + n, cents: sum.cents + Math.round(amount * 100) });
  }
  return [...sums].toSorted(([, one], [, other]) => other.n - one.n).map(([currency, { cents }]) => ({ amount: (cents / 100).toFixed(2), currency }));
}
