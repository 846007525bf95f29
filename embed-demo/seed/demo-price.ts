import type { DemoOutlet } from './demo-world-types.ts';

const PRICES: Readonly<Record<DemoOutlet['plan'], number>> = { Starter: 588, Growth: 1188, Pro: 2388 };

/** Ringgit for a year of the plan; beyond three terminals Pro costs half as much again. */
export function demoPrice(outlet: Pick<DemoOutlet, 'plan' | 'terminals'>): number {
  return PRICES[outlet.plan] + (outlet.plan === 'Pro' && outlet.terminals > 3 ? 1200 : 0);
}
