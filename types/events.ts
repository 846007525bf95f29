/** Recorded news (outbox rows, then RabbitMQ messages). Past tense; `exchange` is where the relay publishes, routing key = type. An event is recorded once somebody listens, not before: on the hot path it costs a row, a publish and a delete. */
export interface EventPayloads {
  'message.queued': { messageId: string; contactId: string };
  /** the same, of a message that may wait (reminders, campaigns): a queue of its own, so that no reply waits behind it */
  'message.queued_bulk': { messageId: string; contactId: string };
  'message.failed': { messageId: string; ticketId: string; code: string };
  'media.pending': { messageIds: string[] };
  'ticket.created': { ticketId: string };
  'ticket.reopened': { ticketId: string };
  'ticket.changed': { ticketId: string; fields: string[] };
  'ticket.resolved': { ticketId: string };
  'ticket.read': { messageId: string };
  /** the merchant wrote in a ticket where an automatic message had asked something */
  'prompt.answered': { ticketId: string; contactId: string; messageId: string };
  /** the merchant tapped an outlet of the list "Which outlet?" */
  'outlet.chosen': { ticketId: string; contactId: string; oid: string };
  /** a load of the POS's lists was applied; who speaks for the outlets and their renewals follow */
  'outlets.synced': { runId: string };
  /** who speaks for these outlets (or for those of the load) changed, and with it perhaps who is written to */
  'outlets.people_changed': { runId: string | null; oids?: string[] };
  /** an outlet's subscription was found paid */
  'renewal.paid': { renewalId: string; oid: string };
  'renewal.failed': { renewalId: string; oid: string };
  /** Meta's state of a template changed; `isSendable`: it may be sent now, and could not before, or the other way round */
  'template.changed': { templateId: string; name: string; language: string; status: string; isSendable: boolean };
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
  'message.queued_bulk': 'wa.events',
  'message.failed': 'wa.events',
  'media.pending': 'wa.events',
  'channel.alert': 'wa.events',
  'template.changed': 'wa.events',
  'ticket.created': 'tickets.events',
  'ticket.reopened': 'tickets.events',
  'ticket.changed': 'tickets.events',
  'ticket.resolved': 'tickets.events',
  'ticket.read': 'tickets.events',
  'prompt.answered': 'tickets.events',
  'outlet.chosen': 'tickets.events',
  'outlets.synced': 'billing.events',
  'outlets.people_changed': 'billing.events',
  'renewal.paid': 'billing.events',
  'renewal.failed': 'billing.events',
} as const satisfies Record<EventType, string>;
