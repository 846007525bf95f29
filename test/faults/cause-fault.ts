import { setTimeout as pause } from 'node:timers/promises';
import { clock } from '../load/clock.ts';
import type { Stage } from '../load/stage.ts';
import type { PlannedFault } from './fault-plan.ts';
import { serviceControl } from './service-control.ts';

/** A fault as it happened, on the clock of the load: gone at `from`, answering again at `to`. */
export interface CausedFault {
  kind: PlannedFault['kind'];
  from: number;
  to: number;
}

const services = { broker: 'rabbitmq', database: 'mysql', redis: 'redis' } as const;

/** Kills (or freezes) one part, leaves it away for a while, starts it again and waits until it answers. Nothing else is told. */
export async function causeFault(stage: Stage, profile: string, fault: PlannedFault): Promise<CausedFault> {
  const from = clock();
  if (fault.kind === 'freeze') {
    await serviceControl.pauseService(profile, 'mysql');
    await pause(fault.awayMs);
    await serviceControl.resumeService(profile, 'mysql');
  } else if (fault.kind === 'web' || fault.kind === 'worker') {
    const server = stage.server(fault.kind);
    await server.end('SIGKILL');
    await pause(fault.awayMs);
    server.start();
    await server.ready();
  } else {
    await serviceControl.killService(profile, services[fault.kind], 'SIGKILL');
    await pause(fault.awayMs);
    await serviceControl.startService(profile, services[fault.kind]);
  }
  return { kind: fault.kind, from, to: clock() };
}
