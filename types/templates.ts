import { z } from 'zod';
import { idSchema } from './paging.ts';

/** Meta's review states (whatsapp.md §4). Only `APPROVED` may be sent (TPL-10). */
export const TEMPLATE_STATUSES = [
  'PENDING',
  'APPROVED',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'LIMIT_EXCEEDED',
  'PENDING_DELETION',
  'DELETED',
  'ARCHIVED',
  /** ours, not at Meta: it came with the product or is being written */
  'DRAFT',
] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];
export const TEMPLATE_CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

/** What a template may say of a ticket; `date` is some day only the agent knows. */
export const TEMPLATE_FACTS = [
  'contactName',
  'outletName',
  'franchiseName',
  'agentName',
  'companyName',
  'dueDate',
  'dueIn',
  'date',
  'ticketReference',
  'paymentUrl',
  'amount',
  'outletList',
  'outletCount',
] as const;
export type TemplateFact = (typeof TEMPLATE_FACTS)[number];

/** One variable of a template: `key` is `header.1`, `body.1`, `body.first_name`, `button.0.1`. */
export interface TemplateVariable {
  key: string;
  /** Meta's example, shown as a hint */
  example: string | null;
  /** what it is about, when its name or the words around it say so */
  fact: TemplateFact | null;
  /** value bound from facts of this ticket (contact name, outlet …), null when the agent must type it */
  suggested: string | null;
}
/** A sendable template as the composer offers it; texts still contain {{1}} or {{name}}. */
export interface TemplateView {
  id: string;
  name: string;
  language: string;
  category: TemplateCategory;
  header: { format: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION'; text: string | null } | null;
  body: string;
  footer: string | null;
  buttons: { type: string; text: string }[];
  variables: TemplateVariable[];
}

/** What may be wrong with a definition, by Meta's rules (whatsapp.md §4); `detail` says how much or where. */
export const TEMPLATE_PROBLEMS = [
  'name_invalid',
  'name_too_long',
  'category_changed',
  'body_missing',
  'body_too_long',
  'body_breaks',
  'header_too_long',
  'header_variables',
  'header_signs',
  'header_format',
  'header_media_size',
  'footer_too_long',
  'footer_variable',
  'variable_malformed',
  'variable_first',
  'variable_last',
  'variables_adjacent',
  'variables_order',
  'variables_mixed',
  'variables_too_many',
  'variable_unbound',
  'example_missing',
  'buttons_too_many',
  'buttons_order',
  'quick_replies_many',
  'button_unknown',
  'button_text_missing',
  'button_text_too_long',
  'button_text_variable',
  'button_text_twice',
  'url_too_many',
  'url_invalid',
  'url_too_long',
  'url_variable',
  'phone_too_many',
  'phone_invalid',
  'copy_code_too_many',
  'copy_code_too_long',
  'part_unknown',
] as const;
export type TemplateProblemCode = (typeof TEMPLATE_PROBLEMS)[number];
/** What our own validator says of a definition (TPL-14, X-34). `part` is header, body, footer or buttons; word key `problem.<code>`. */
export interface TemplateProblem {
  code: TemplateProblemCode;
  part: 'name' | 'header' | 'body' | 'footer' | 'buttons';
  severity: 'error' | 'warning';
  detail?: string;
}
/** One language of a template in the registry. */
export interface TemplateVariant extends TemplateView {
  status: TemplateStatus;
  origin: 'meta' | 'seed' | 'local';
  quality: string | null;
  rejectedReason: string | null;
  /** Meta gave it another category than we asked for */
  wantedCategory: TemplateCategory | null;
  /** when Meta last said something of it, asked or by itself */
  syncedAt: string | null;
  problems: TemplateProblem[];
  bindings: { key: string; fact: TemplateFact | null; fallback: string | null }[];
}
/** A template with its languages, and what depends on it. */
export interface TemplateFamily {
  name: string;
  variants: TemplateVariant[];
  /** who needs it: word keys `dependant.<kind>`; `isStopped` because it may not be sent in any language */
  dependants: { kind: 'renewal_step' | 'digest' | 'winback' | 'csat'; label: string; isStopped: boolean; waiting: number }[];
}
export interface TemplatePreview {
  language: string;
  header: string | null;
  body: string;
  footer: string | null;
  buttons: { type: string; text: string }[];
  /** blanks filled by their fallback, or not at all: then it would not be sent */
  missing: string[];
}
export const previewTemplateInput = z.object({ name: z.string().min(1).max(512), language: z.string().max(16).optional(), renewalId: idSchema.optional() });
export const bindTemplateInput = z.object({
  name: z.string().min(1).max(255),
  language: z.string().max(16),
  variable: z.string().regex(/^(header|body|button\.\d+)\.\w{1,60}$/),
  fact: z.enum(TEMPLATE_FACTS),
  fallback: z.string().trim().max(200).nullable(),
});
/** What a comparison with Meta found (templates.sync): counts of templates, one per language. */
export interface TemplateSync {
  read: number;
  added: number;
  /** status, category, quality or text is another than before */
  changed: { name: string; language: string; from: string; to: string }[];
  removed: number;
  /** accounts that could not be read whole: nothing of them was touched */
  failed: number;
  at: string;
}
