import type { RenewalSettings } from '../../types/renewal-settings.ts';

/** A point of a cycle at which something is to be said. Days are counted from the due date. */
export interface CycleStep {
  /** `d-14`, `d+3`, `winback-30` */
  name: string;
  kind: 'cadence' | 'winback';
  template: string;
  /** first day on which it may be said */
  from: number;
  /** last day on which it may be said; then it is left out */
  until: number;
}

const known = new WeakMap<RenewalSettings, readonly CycleStep[]>();

/**
 * The steps of a cycle in order, each valid until the day before the next: when days were missed, only the latest is said, never a burst.
 * A step before the due date is not said after it (its text speaks of what is to come); the last overdue step is valid until the renewal
 * has failed, the last winback step until it is lost.
 */
export function decideSteps(settings: RenewalSettings): readonly CycleStep[] {
  let steps = known.get(settings);
  if (!steps) {
    const cadence = settings.cadence.toSorted((one, other) => one.offsetDays - other.offsetDays);
    const winback = settings.winback.isOn ? [...new Set(settings.winback.offsetDays)].sort((one, other) => one - other) : [];
    const endOfCadence = Math.max(settings.failedAfterDays, (cadence.at(-1)?.offsetDays ?? 0) + 1);
    steps = [
      ...cadence.map(({ offsetDays, template }, index): CycleStep => {
        const next = (cadence[index + 1]?.offsetDays ?? endOfCadence + 1) - 1;
        const until = offsetDays <= 0 ? Math.min(next, 0) : next;
        return { name: `d${offsetDays < 0 ? '-' : '+'}${Math.abs(offsetDays)}`, kind: 'cadence', template, from: offsetDays, until };
      }),
      ...winback
        .filter((offsetDays) => offsetDays > endOfCadence)
        .map((offsetDays, index, all): CycleStep => {
          const until = (all[index + 1] ?? decideLostAfter(settings) + 1) - 1;
          return { name: `winback-${offsetDays}`, kind: 'winback', template: settings.winback.template, from: offsetDays, until };
        }),
    ];
    known.set(settings, steps);
  }
  return steps;
}

/** Days after the due date from which an unpaid renewal is given up: nothing of ours follows any more (G-02). */
export function decideLostAfter(settings: RenewalSettings): number {
  return settings.lostAfterDays + (settings.winback.isOn ? Math.max(0, ...settings.winback.offsetDays) : 0);
}
