import { receiveMessages } from '../tickets/receive-messages.ts';
import type { InboundMessage } from '../messages/inbound-message-types.ts';
import type { Log } from '../platform/log.ts';
import type { MessageItem } from './delivery-types.ts';
import { findNumber } from './find-number.ts';
import { keepEvents } from './keep-events.ts';
import { parseMessage } from './parse-message.ts';
import type { LaneItem } from './process-lane.ts';
import { receiveField } from './receive-field.ts';

/** Kept raw, with the reason. An unrouted item is taken up again once its number is registered (`rerouteEvents`). */
const UNROUTED = ['unrouted', 'phone_number_id is not ours'] as const;
const NO_SENDER = ['no_sender', 'nobody can be said to have sent it'] as const;
const GROUP = ['group_message', 'what is said in a group is no conversation with us'] as const;

/** One batch of a message lane: messages by tenant into tickets, everything else raw into webhook_event. */
export async function receiveItems(items: readonly LaneItem[], now: Date, log: Log): Promise<void> {
  const byTenant = new Map<string, { reopenWithinMs: number; messages: InboundMessage[]; sources: { item: MessageItem; receivedAt: Date }[] }>();
  for (const { item, receivedAt } of items) {
    if (item.k === 'o') await receiveField(item, receivedAt, now, log);
    if (item.k !== 'm') continue;
    const number = await findNumber(item.n, now.getTime());
    const isGroup = item.m['group_id'] !== undefined;
    const message = number && !isGroup ? parseMessage({ numberId: number.numberId, id: item.id, message: item.m, contact: item.c, receivedAt }) : null;
    if (!number || !message) {
      const [type, error] = number ? (isGroup ? GROUP : NO_SENDER) : UNROUTED;
      await keepEvents([{ tenantId: number?.tenantId ?? null, type, raw: item, receivedAt, status: 'failed', error }]);
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
