import { receiveMessages } from '../tickets/receive-messages.ts';
import type { InboundMessage } from '../messages/inbound-message-types.ts';
import type { Log } from '../platform/log.ts';
import type { MessageItem } from './delivery-types.ts';
import { findNumber } from './find-number.ts';
import { keepEvents } from './keep-events.ts';
import { parseMessage } from './parse-message.ts';
import type { LaneItem } from './process-lane.ts';
import { receiveField } from './receive-field.ts';

/** One batch of a message lane: messages by tenant into tickets, everything else raw into webhook_event. */
export async function receiveItems(items: readonly LaneItem[], now: Date, log: Log): Promise<void> {
  const byTenant = new Map<string, { reopenWithinMs: number; messages: InboundMessage[]; sources: { item: MessageItem; receivedAt: Date }[] }>();
  for (const { item, receivedAt } of items) {
    if (item.k === 'o') await receiveField(item, receivedAt, now, log);
    if (item.k !== 'm') continue;
    const number = await findNumber(item.n, now.getTime());
    const message = number && parseMessage({ numberId: number.numberId, id: item.id, message: item.m, contact: item.c, receivedAt });
    if (!message) {
      await keepEvents([
        {
          tenantId: number?.tenantId ?? null,
          type: number ? 'no_sender' : 'unrouted',
          raw: item,
          receivedAt,
          status: 'failed',
          error: number ? 'nobody can be said to have sent it' : 'phone_number_id is not ours',
        },
      ]);
      continue;
    }
    const group = byTenant.get(number.tenantId) ?? { reopenWithinMs: number.reopenWithinMs, messages: [], sources: [] };
    group.messages.push(message);
    group.sources.push({ item, receivedAt });
    byTenant.set(number.tenantId, group);
  }
  for (const [tenantId, { reopenWithinMs, messages, sources }] of byTenant) {
    const orphans = await receiveMessages({ tenantId, messages, reopenWithinMs, now, log });
    const kept = orphans.flatMap((index) => sources[index] ?? []);
    await keepEvents(
      kept.map(({ item, receivedAt }) => ({
        tenantId,
        type: 'orphan',
        raw: item,
        receivedAt,
        status: 'processed' as const,
        error: 'acts on a message or contact we do not know',
      })),
    );
  }
}
