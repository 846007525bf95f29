import { setTimeout as pause } from 'node:timers/promises';
import type { GraphSimulator } from '../../embed-demo/simulators/graph/create-graph-simulator.ts';
import { checkNight, type NightCheck } from '../load/check-night.ts';
import { clock } from '../load/clock.ts';
import { NightClock } from '../load/night-clock.ts';
import { type Night, seedNight } from '../load/seed-night.ts';
import type { Stage } from '../load/stage.ts';
import { approvedTemplates } from '../support/approved-templates.ts';
import { causeFault } from './cause-fault.ts';
import { deadLetters } from './dead-letters.ts';
import { type FaultKind, faultPlan } from './fault-plan.ts';

/** How hard a night is. */
export interface NightOptions {
  seed: number;
  profile: string;
  people: number;
  freezeMs: number;
  kinds?: FaultKind[];
}

/** What a night showed. */
export interface NightReport {
  seed: number;
  seconds: number;
  faults: { kind: FaultKind; awayMs: number; sentBefore: number }[];
  night: NightCheck;
  deadLetters: number;
  isClean: boolean;
}

const SETTLE_MS = 240_000;

/** Reminders go out while everything breaks; the scheduler's rounds come often. Then everything is counted. */
export async function runNight(stage: Stage, simulator: GraphSimulator, options: NightOptions): Promise<NightReport> {
  const began = clock();
  simulator.control.setTemplates(approvedTemplates());
  const night = await seedNight(stage, options);
  for (const phone of night.phones) simulator.control.addHandset({ id: phone, name: phone, phone: phone.slice(1) });
  const rounds = new NightClock(stage, { roundMs: 2_000, refreshEvery: 10 });
  const faults: NightReport['faults'] = [];
  try {
    for (const fault of faultPlan(options.seed, { freezeMs: options.freezeMs, ...(options.kinds && { kinds: options.kinds }) })) {
      await pause(fault.waitMs);
      const caused = await causeFault(stage, options.profile, fault);
      faults.push({ kind: fault.kind, awayMs: Math.round(caused.to - caused.from), sentBefore: simulator.control.state().accepted.length });
    }
    await stage.settle(1, SETTLE_MS, async () => ((await left(stage, night)) === 0 ? 1 : 0));
  } finally {
    await rounds.stop();
  }
  // attempts follow within seconds
  await stage.settle(1, 20_000, async () => ((await checkNight(stage, night, simulator.control.state().accepted)).isClean ? 1 : 0));
  const check = await checkNight(stage, night, simulator.control.state().accepted);
  const dead = await deadLetters(stage);
  return { seed: options.seed, seconds: Math.round((clock() - began) / 1000), faults, night: check, deadLetters: dead, isClean: check.isClean && dead === 0 };
}

/** Renewals of the night nobody has written about, and messages and events under way. */
async function left(stage: Stage, night: Night): Promise<number> {
  const [row] = await stage.rows<{ n: string }>(
    `SELECT (SELECT COUNT(*) FROM outlet o LEFT JOIN renewal r ON r.tenant_id = o.tenant_id AND r.oid = o.oid AND r.due_date = o.expiry_date
        LEFT JOIN renewal_attempt a ON a.tenant_id = r.tenant_id AND a.renewal_id = r.id WHERE o.tenant_id = 1 AND o.oid >= ? AND o.oid < ? AND a.id IS NULL)
      + (SELECT COUNT(*) FROM outbound WHERE state <> 'unknown') + (SELECT COUNT(*) FROM event) AS n`,
    [night.firstOid, night.firstOid + 1_000_000],
  );
  return Number(row?.n ?? 1);
}
