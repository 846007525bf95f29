import { randomUUID } from 'node:crypto';
import type { Ctx } from './context.ts';
import type { Log } from './log.ts';

/** Context of the system itself: a consumer, a schedule, a tool. */
export function systemContext(tenantId: string, name: string, log: Log, now: Date = new Date()): Ctx {
  const requestId = randomUUID();
  return { tenantId, actor: { kind: 'system', name }, now, log: log.child({ requestId, job: name }), requestId };
}
