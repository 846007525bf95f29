import { applyStatuses, type StatusOutcome } from '../messages/apply-statuses.ts';
import type { StatusReport } from '../messages/status-report-types.ts';
import { inBatchTransaction } from '../platform/in-batch-transaction.ts';
import type { Log } from '../platform/log.ts';
import { findNumber } from './find-number.ts';
import { finishStatuses } from './finish-statuses.ts';
import { keepEvents } from './keep-events.ts';
import { parseStatus } from './parse-status.ts';
import type { LaneItem } from './process-lane.ts';

/** One batch of a status lane: reports by tenant onto their messages, in one transaction each. */
export async function receiveStatuses(items: readonly LaneItem[], now: Date, log: Log): Promise<void> {
  const byTenant = new Map<string, StatusReport[]>();
  for (const { item, receivedAt } of items) {
    if (item.k !== 's') continue;
    const number = await findNumber(item.n, now.getTime());
    const report = parseStatus(item.id, item.s, receivedAt);
    if (!number || !report) {
      const type = number ? 'other_status' : 'unrouted';
      await keepEvents([
        {
          tenantId: number?.tenantId ?? null,
          type,
          raw: item,
          receivedAt,
          status: number ? 'processed' : 'failed',
          ...(number ? {} : { error: 'phone_number_id is not ours' }),
        },
      ]);
      continue;
    }
    const reports = byTenant.get(number.tenantId) ?? [];
    reports.push(report);
    byTenant.set(number.tenantId, reports);
  }
  for (const [tenantId, reports] of byTenant) {
    const outcome: StatusOutcome = await inBatchTransaction((sql) => applyStatuses(sql, tenantId, reports, now));
    await finishStatuses(tenantId, outcome, now, log);
  }
}
