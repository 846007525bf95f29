import type { Log } from '../platform/log.ts';
import { findNumber } from './find-number.ts';
import type { OtherItem } from './delivery-types.ts';
import { keepEvents } from './keep-events.ts';

/** A webhook field other than messages: kept raw. */
export async function receiveField(item: OtherItem, receivedAt: Date, now: Date, _log: Log): Promise<void> {
  const number = item.n ? await findNumber(item.n, now.getTime()) : null;
  await keepEvents([{ tenantId: number?.tenantId ?? null, type: item.f, raw: item.raw, receivedAt, status: 'processed' }]);
}
