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
] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];
export const TEMPLATE_CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

/** What a template may say of a ticket; `date` is some day only the agent knows. */
export const TEMPLATE_FACTS = ['contactName', 'outletName', 'franchiseName', 'agentName', 'companyName', 'dueDate', 'date', 'ticketReference'] as const;
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
