/**
 * The order guard of sending, in the one form that claim, load and sweep share: `e` is an outbound row that message `o` must wait for. Earlier
 * messages of the contact and number go first, those of unknown fate hold nobody up. What a person writes never waits for a reminder that is
 * only queued, or a slow night of reminders would hold up the answers; it waits for one that is being sent.
 */
export const outboundOrderSql = `e.tenant_id = o.tenant_id AND e.number_id = o.number_id AND e.contact_id = o.contact_id AND e.message_id < o.message_id AND e.state <> 'unknown'
  AND NOT (o.lane = 'support' AND e.lane = 'bulk' AND e.state = 'queued')`;
