import { PROVIDER_STATUSES, type ProviderStatus } from '../../types/messages.ts';
import { callbackData } from '../messages/callback-data.ts';
import type { StatusRecipient, StatusReport } from '../messages/status-report-types.ts';
import type { Json } from './delivery-types.ts';
import { readJson } from './read-json.ts';
import { readPhone } from './read-phone.ts';
import { readTime } from './read-time.ts';

/** A status item in our own words. Pure; null for statuses that move nothing (`deleted`, `warning`, unknown ones). */
export function parseStatus(id: string, status: Json, receivedAt: Date): StatusReport | null {
  const word = readJson.text(status['status'], 32) ?? '';
  const waMessageId = readJson.messageId(id);
  if (!waMessageId || !(PROVIDER_STATUSES as readonly string[]).includes(word)) return null;
  const error = readJson.object(readJson.list(status['errors'])[0]);
  return {
    waMessageId,
    own: callbackData.read(readJson.text(status['biz_opaque_callback_data'], 512) ?? null),
    status: word as ProviderStatus,
    at: readTime(status['timestamp'], receivedAt),
    code: error ? (readJson.text(error['code'], 64) ?? 'unknown') : word === 'failed' ? 'unknown' : null,
    detail: error
      ? (readJson.text(readJson.object(error['error_data'])?.['details'], 500) ?? readJson.text(error['message'], 500) ?? readJson.text(error['title'], 500))
      : null,
    pricing: pricingOf(status),
    recipient: word === 'failed' || status['recipient_type'] === 'group' ? null : recipientOf(status),
  };
}

/** `type` is what is billed by (whatsapp.md §1.5), `billable` goes away. Answers within the window are free: nothing to keep. */
function pricingOf(status: Json): (StatusReport['pricing'] & object) | null {
  const pricing = readJson.object(status['pricing']);
  const type = readJson.text(pricing?.['type'], 64);
  if (!pricing || !type || type.startsWith('free_')) return null;
  return { type, category: readJson.text(pricing['category'], 64), model: readJson.text(pricing['pricing_model'], 32) };
}

/** Both ids where the status has both (whatsapp.md §2); `splitDelivery` has put what only the contact block said beside them. */
function recipientOf(status: Json): StatusRecipient | null {
  const recipient = {
    phone: readPhone(status['recipient_id']),
    bsuid: readJson.id(status['recipient_user_id'], 150),
    parentBsuid: readJson.id(status['recipient_parent_user_id'], 150),
  };
  return recipient.phone || recipient.bsuid || recipient.parentBsuid ? recipient : null;
}
