import { recordConsent } from '../contacts/record-consent.ts';
import { resolveContacts } from '../contacts/resolve-contacts.ts';
import { inBatchTransaction } from '../platform/in-batch-transaction.ts';
import type { Log } from '../platform/log.ts';
import { metrics } from '../platform/metrics.ts';
import { publishLive } from '../platform/publish-live.ts';
import { recordEvents } from '../platform/record-events.ts';
import { relayEvents } from '../platform/relay-events.ts';
import type { Sql } from '../platform/sql.ts';
import { changeTemplate } from './change-template.ts';
import { parseChannelAlert } from './parse-channel-alert.ts';
import { parseTemplateChange } from './parse-template-change.ts';
import type { Json, OtherItem } from './delivery-types.ts';
import { keepEvents } from './keep-events.ts';
import { readJson } from './read-json.ts';
import { readPhone } from './read-phone.ts';
import { readTime } from './read-time.ts';

interface Owner {
  tenant_id: string;
  number_id: string;
}

/** A webhook field other than messages: kept raw once, and acted on where it concerns us (templates, alerts, marketing preferences). Unknown fields are only kept. */
export async function receiveField(item: OtherItem, receivedAt: Date, now: Date, log: Log): Promise<void> {
  const { events, tenantId, template } = await inBatchTransaction(async (sql) => {
    const [owner] = await sql.query<Owner>(
      'SELECT tenant_id, id AS number_id FROM whatsapp_number WHERE phone_number_id = ? OR waba_id = ? ORDER BY phone_number_id = ? DESC, id LIMIT 1',
      [item.n, item.w, item.n],
    );
    const [isNew] = await keepEvents([{ tenantId: owner?.tenant_id ?? null, type: item.f, raw: item.raw, receivedAt, status: 'processed' }], sql);
    const value = readJson.object(readJson.object(item.raw)?.['value']);
    if (!isNew || !owner || !value) return { events: [], tenantId: null, template: null };
    const { tenant_id: tenantId, number_id: numberId } = owner;
    const change = item.f.includes('template') ? parseTemplateChange(item.f, value) : null;
    const said = readTime(readJson.object(item.raw)?.['time'], receivedAt);
    const changed = change && item.w ? await changeTemplate(sql, { tenantId, wabaId: item.w }, change, { said, received: receivedAt, now }) : null;
    if (item.f === 'user_preferences') await changePreferences(sql, tenantId, value, receivedAt, now);
    const alert = parseChannelAlert(item.f, value);
    if (alert) metrics.channelAlerts.inc({ code: alert.code });
    const alerts = alert ? await recordEvents(sql, [{ tenantId, type: 'channel.alert', payload: { numberId, ...alert } }], now) : [];
    return { events: [...alerts, ...(changed?.events ?? [])], tenantId, template: changed?.name ?? null };
  });
  if (tenantId !== null && template !== null) await publishLive(tenantId, [{ rooms: ['everyone'], delta: { t: 'template', name: template } }], log);
  if (events.length > 0) relayEvents(events).catch((error: unknown) => log.warn({ err: error }, 'relay after commit'));
}

/** Stop or resume of marketing messages, chosen in WhatsApp itself (whatsapp.md §1.4 user_preferences). */
async function changePreferences(sql: Sql, tenantId: string, value: Json, receivedAt: Date, now: Date): Promise<void> {
  const choices = readJson.list(value['user_preferences']).flatMap((entry) => {
    const choice = readJson.object(entry) ?? {};
    const phone = readPhone(choice['wa_id']);
    const bsuid = readJson.id(choice['user_id'], 150);
    const word = choice['value'];
    if ((!phone && !bsuid) || (word !== 'stop' && word !== 'resume')) return [];
    return [
      {
        sender: { phone, bsuid, parentBsuid: null, name: null, username: null },
        state: word === 'stop' ? ('out' as const) : ('in' as const),
        at: readTime(choice['timestamp'], receivedAt),
      },
    ];
  });
  if (choices.length === 0) return;
  const contacts = await resolveContacts(
    sql,
    tenantId,
    choices.map((choice) => choice.sender),
    now,
  );
  await recordConsent(
    sql,
    tenantId,
    choices.flatMap((choice, index) => {
      const contact = contacts[index];
      return contact ? [{ contactId: contact.id, state: choice.state, source: 'whatsapp_preference', at: choice.at }] : [];
    }),
  );
}
