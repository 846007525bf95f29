import type { Json } from './delivery-types.ts';
import { readJson } from './read-json.ts';

const ACCOUNT_ALARMS = new Set(['ACCOUNT_DELETED', 'ACCOUNT_OFFBOARDED', 'ACCOUNT_VIOLATION', 'ACCOUNT_RESTRICTION', 'DISABLED_UPDATE']);
const QUALITY_ALARMS = new Set(['FLAGGED', 'DOWNGRADE']);

/** Which account webhooks a supervisor must hear of (whatsapp.md §1.4); null for news that need nobody. */
export function parseChannelAlert(field: string, value: Json): { code: string; message: string } | null {
  const { text, object } = readJson;
  const event = text(value['event'], 48) ?? '';
  if (field === 'account_update' && ACCOUNT_ALARMS.has(event)) {
    const more = text(object(value['violation_info'])?.['violation_type'], 100) ?? text(object(value['ban_info'])?.['waba_ban_state'], 100);
    return { code: event.toLowerCase(), message: more ? `${event}: ${more}` : event };
  }
  if (field === 'account_alerts') {
    const alert = object(value['alert_info']) ?? value;
    return { code: 'account_alert', message: text(alert['description'], 300) ?? text(alert['type'], 100) ?? 'account alert' };
  }
  if (field === 'phone_number_quality_update' && QUALITY_ALARMS.has(event)) return { code: `quality_${event.toLowerCase()}`, message: event };
  if (field === 'message_template_status_update' && ['REJECTED', 'PAUSED', 'DISABLED', 'FLAGGED'].includes(event)) {
    return { code: `template_${event.toLowerCase()}`, message: text(value['message_template_name'], 200) ?? event };
  }
  if (field === 'security') return { code: 'security', message: event };
  return null;
}
