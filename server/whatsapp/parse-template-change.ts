import { TEMPLATE_CATEGORIES, TEMPLATE_STATUSES } from '../../types/templates.ts';
import type { Json } from './delivery-types.ts';
import { readJson } from './read-json.ts';

/** What a template webhook changes; null fields stay as they are. */
export interface TemplateChange {
  metaId: string | null;
  name: string;
  /** as we keep it: `en_US` */
  language: string;
  status: string | null;
  quality: string | null;
  category: string | null;
  reason: string | null;
}

/** Reads message_template_status_update, …_quality_update and template_category_update (whatsapp.md §1.4). Null when it names no template. */
export function parseTemplateChange(field: string, value: Json): TemplateChange | null {
  const { text, object } = readJson;
  const name = text(value['message_template_name'], 512);
  const language = text(value['message_template_language'], 16)?.replace('-', '_');
  if (!name || !language) return null;
  const event = text(value['event'], 32) ?? '';
  const status = event === 'REINSTATED' || event === 'UNARCHIVED' ? 'APPROVED' : (TEMPLATE_STATUSES as readonly string[]).includes(event) ? event : null;
  const category = text(value['new_category'], 32);
  const reason =
    text(object(value['rejection_info'])?.['reason'], 255) ?? text(object(value['other_info'])?.['description'], 255) ?? text(value['reason'], 255);
  return {
    metaId: text(value['message_template_id'], 64),
    name,
    language,
    status: field === 'message_template_status_update' ? status : null,
    quality: field === 'message_template_quality_update' ? text(value['new_quality_score'], 16) : null,
    category: field === 'template_category_update' && (TEMPLATE_CATEGORIES as readonly (string | null)[]).includes(category) ? category : null,
    reason: reason === 'NONE' ? null : reason,
  };
}
