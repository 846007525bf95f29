/** Recorded news (outbox rows, then RabbitMQ messages). Past tense; `exchange` is where the relay publishes, routing key = type. An event is recorded once somebody listens, not before: on the hot path it costs a row, a publish and a delete. */
export interface EventPayloads {
  'message.queued': { messageId: string; contactId: string };
  'message.failed': { messageId: string; ticketId: string; code: string };
  'media.pending': { messageIds: string[] };
  'ticket.created': { ticketId: string };
  'ticket.reopened': { ticketId: string };
  'ticket.changed': { ticketId: string; fields: string[] };
  'ticket.resolved': { ticketId: string };
  'ticket.read': { messageId: string };
  'channel.alert': { numberId: string; code: string; message: string };
}
export type EventType = keyof EventPayloads;
export interface RecordedEvent<T extends EventType = EventType> {
  id: string;
  tenantId: string;
  type: T;
  payload: EventPayloads[T];
  at: string;
}
export const EVENT_EXCHANGES = {
  'message.queued': 'wa.events',
  'message.failed': 'wa.events',
  'media.pending': 'wa.events',
  'channel.alert': 'wa.events',
  'ticket.created': 'tickets.events',
  'ticket.reopened': 'tickets.events',
  'ticket.changed': 'tickets.events',
  'ticket.resolved': 'tickets.events',
  'ticket.read': 'tickets.events',
} as const satisfies Record<EventType, string>;
