import { readdirSync, readFileSync } from 'node:fs';

/** CPU seconds by group, and what everybody else on the machine took. */
export interface ProcessorUse {
  seconds: number;
  cores: number;
  /** cores in use on average, by group of ours */
  ours: Record<string, number>;
  /** cores taken by processes that have nothing to do with the measurement */
  others: number;
}

const perSecond = 100;

/** Measures from construction to `read()`. Groups are roots of process trees: `{ web: [pid], database: [pid] }`. */
export class ProcessorMeter {
  readonly #groups: Record<string, number[]>;
  readonly #began = performance.now();
  readonly #total = machineTicks();
  readonly #own: Record<string, number>;

  constructor(groups: Record<string, number[]>) {
    this.#groups = groups;
    this.#own = groupTicks(groups);
  }

  read(): ProcessorUse {
    const seconds = (performance.now() - this.#began) / 1000;
    const now = groupTicks(this.#groups);
    const round = (ticks: number): number => Math.round((ticks / perSecond / seconds) * 100) / 100;
    const ours = Object.fromEntries(Object.entries(now).map(([name, ticks]) => [name, round(ticks - (this.#own[name] ?? 0))]));
    const sum = Object.values(now).reduce((all, ticks) => all + ticks, 0) - Object.values(this.#own).reduce((all, ticks) => all + ticks, 0);
    return { seconds: Math.round(seconds), cores: machineCores(), ours, others: Math.max(0, round(machineTicks() - this.#total - sum)) };
  }
}

/** Busy ticks of all processors. */
function machineTicks(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '')
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return user + nice + system + irq + softirq + steal;
}

function machineCores(): number {
  return readFileSync('/proc/stat', 'utf8')
    .split('\n')
    .filter((line) => /^cpu\d/.test(line)).length;
}

function groupTicks(groups: Record<string, number[]>): Record<string, number> {
  const processes = new Map<number, { parent: number; ticks: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      // parent, then (from here) utime and stime and those of children that ended
      processes.set(Number(name), { parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) + (fields[13] ?? 0) + (fields[14] ?? 0) });
    } catch {
      // it ended meanwhile
    }
  }
  const belongs = (pid: number, roots: readonly number[]): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = processes.get(at)?.parent) if (roots.includes(at)) return true;
    return false;
  };
  return Object.fromEntries(
    Object.entries(groups).map(([name, roots]) => [
      name,
      [...processes].filter(([pid]) => belongs(pid, roots)).reduce((sum, [, entry]) => sum + entry.ticks, 0),
    ]),
  );
}
