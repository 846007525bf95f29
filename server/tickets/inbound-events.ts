import type { NewEvent } from '../platform/record-events.ts';
import { outletQuestionAnswer } from './decide-outlet-question.ts';
import type { Received } from './received-types.ts';

/** The news of a run: `media.pending` when there are files to fetch, and one per ticket that is new, open again, or has the answer to an automatic message, and one per outlet somebody tapped. */
export function inboundEvents(tenantId: string, received: readonly Received[]): NewEvent[] {
  if (received.length === 0) return [];
  const told = new Set<string>();
  const items = received.map(({ message, messageId, ticket, contact, counts }) => {
    const isFirst = counts && !told.has(ticket.id);
    if (counts) told.add(ticket.id);
    return {
      messageId,
      ticketId: ticket.id,
      contactId: contact.id,
      type: message.type,
      at: message.at.toISOString(),
      isNewTicket: isFirst && (ticket.isNew || ticket.isAppearing),
      isReopened: isFirst && ticket.isReopened,
      isAnswer: isFirst && ticket.isAnswer,
      chosenOid: message.type === 'interactive' ? outletQuestionAnswer(message.payload?.interactive?.reply?.id) : null,
    };
  });
  const media = received.filter(({ message }) => message.media).map(({ messageId }) => messageId);
  return [
    ...(media.length > 0 ? [{ tenantId, type: 'media.pending' as const, payload: { messageIds: media } }] : []),
    ...items.filter((item) => item.isNewTicket).map(({ ticketId }) => ({ tenantId, type: 'ticket.created' as const, payload: { ticketId } })),
    ...items.filter((item) => item.isReopened).map(({ ticketId }) => ({ tenantId, type: 'ticket.reopened' as const, payload: { ticketId } })),
    ...items
      .filter((item) => item.isAnswer)
      .map(({ ticketId, contactId, messageId }) => ({ tenantId, type: 'prompt.answered' as const, payload: { ticketId, contactId, messageId } })),
    ...items.flatMap(({ ticketId, contactId, chosenOid }) =>
      chosenOid === null ? [] : [{ tenantId, type: 'outlet.chosen' as const, payload: { ticketId, contactId, oid: chosenOid } }],
    ),
  ];
}
