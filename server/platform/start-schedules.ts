import { randomUUID } from 'node:crypto';
import { scheduleJob } from 'node-schedule';
import { cache } from './cache.ts';
import type { Log } from './log.ts';
import { patience } from './patience.ts';

/** Work of the clock. `run` gets the instant it was due at; it may come late, and must not mind coming twice. */
export interface Schedule {
  name: string;
  /** five fields, or six with seconds */
  cron: string;
  timeZone: string;
  /** also once, soon after the start */
  atStart?: boolean;
  run(slot: Date): Promise<void>;
}

const LOCK_MS = 10 * 60_000;

/**
 * Starts the clock (role scheduler). However many processes have the role, each slot is run by one of them (QUEUE-08): the first to put the
 * slot's name into Redis. Without Redis nobody runs it, and the next slot comes. `close` waits for what is running
 * until the process can wait no longer: each works in short transactions, and what is left comes with the next slot.
 */
export function startSchedules(schedules: readonly Schedule[], log: Log): { close(): Promise<void> } {
  const running = new Set<Promise<void>>();
  const begin = (schedule: Schedule, slot: Date): void => {
    const work = runSlot(schedule, slot, log).finally(() => running.delete(work));
    running.add(work);
  };
  const jobs = schedules.map((schedule) => {
    const job = scheduleJob(schedule.name, { rule: schedule.cron, tz: schedule.timeZone }, (slot) => begin(schedule, slot));
    // node-schedule says nothing about a rule or zone it does not understand
    if (job === null) throw new Error(`schedule ${schedule.name}: "${schedule.cron}" in ${schedule.timeZone} is not a time`);
    if (schedule.atStart) begin(schedule, new Date());
    return job;
  });
  return {
    async close() {
      for (const job of jobs) job.cancel();
      await Promise.race([Promise.all(running), patience.ended()]);
    },
  };
}

async function runSlot(schedule: Schedule, slot: Date, log: Log): Promise<void> {
  try {
    const key = `schedule:${schedule.name}:${slot.toISOString().slice(0, 19)}`;
    if ((await cache().set(key, randomUUID(), 'PX', LOCK_MS, 'NX')) !== 'OK') return;
    const began = performance.now();
    await schedule.run(slot);
    log.info({ job: schedule.name, ms: Math.round(performance.now() - began) }, 'schedule done');
  } catch (error) {
    log.error({ err: error, job: schedule.name }, 'schedule failed');
  }
}
