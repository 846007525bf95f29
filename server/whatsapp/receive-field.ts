import { recordConsent } from '../contacts/record-consent.ts';
import { resolveContacts } from '../contacts/resolve-contacts.ts';
import { inBatchTransaction } from '../platform/in-batch-transaction.ts';
import type { Log } from '../platform/log.ts';
import { metrics } from '../platform/metrics.ts';
import { recordEvents } from '../platform/record-events.ts';
import { relayEvents } from '../platform/relay-events.ts';
import type { Sql } from '../platform/sql.ts';
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
  const events = await inBatchTransaction(async (sql) => {
    const [owner] = await sql.query<Owner>(
      'SELECT tenant_id, id AS number_id FROM whatsapp_number WHERE phone_number_id = ? OR waba_id = ? ORDER BY phone_number_id = ? DESC, id LIMIT 1',
      [item.n, item.w, item.n],
    );
    const [isNew] = await keepEvents([{ tenantId: owner?.tenant_id ?? null, type: item.f, raw: item.raw, receivedAt, status: 'processed' }], sql);
    const value = readJson.object(readJson.object(item.raw)?.['value']);
    if (!isNew || !owner || !value) return [];
    const { tenant_id: tenantId, number_id: numberId } = owner;
    if (item.f.includes('template')) await changeTemplate(sql, tenantId, item, value);
    if (item.f === 'user_preferences') await changePreferences(sql, tenantId, value, receivedAt, now);
    const alert = parseChannelAlert(item.f, value);
    if (alert) metrics.channelAlerts.inc({ code: alert.code });
    return alert ? recordEvents(sql, [{ tenantId, type: 'channel.alert', payload: { numberId, ...alert } }], now) : [];
  });
  if (events.length > 0) relayEvents(events).catch((error: unknown) => log.warn({ err: error }, 'relay after commit'));
}

async function changeTemplate(sql: Sql, tenantId: string, item: OtherItem, value: Json): Promise<void> {
  const change = parseTemplateChange(item.f, value);
  if (!change || !item.w) return;
  await sql.execute(
    `UPDATE whatsapp_template SET status = COALESCE(?, status), quality = COALESCE(?, quality), category = COALESCE(?, category), rejected_reason = IF(? IS NULL, rejected_reason, ?), meta_id = COALESCE(meta_id, ?)
     WHERE tenant_id = ? AND waba_id = ? AND (meta_id = ? OR (name = ? AND language = ?))`,
    [
      change.status,
      change.quality,
      change.category,
      change.status,
      change.reason,
      change.metaId,
      tenantId,
      item.w,
      change.metaId,
      change.name,
      change.language,
    ],
  );
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
