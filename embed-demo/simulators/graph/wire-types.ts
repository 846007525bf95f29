/**
 * The JSON that crosses the wire between the WhatsApp Cloud API and a business, as far as the simulator speaks it.
 * Source: developers.facebook.com/documentation/business-messaging/whatsapp/ (webhooks `messages` field; messages API).
 */

/** One entry of `contacts[]`; `wa_id` is absent when the person writes without showing a phone number. */
export interface WireContact {
  profile: { name?: string; username?: string };
  wa_id?: string;
  user_id?: string;
  parent_user_id?: string;
}

/** `context` of an inbound message: a reply, a forward or the product it asks about. */
export interface WireContext {
  from?: string;
  id?: string;
  forwarded?: boolean;
  frequently_forwarded?: boolean;
  referred_product?: { catalog_id: string; product_retailer_id: string };
}

/** An error object as it appears in webhooks. */
export interface WireError {
  code: number;
  title: string;
  message?: string;
  error_data?: { details: string };
  href?: string;
}

/** An inbound message; the member named by `type` carries its content. */
export interface WireMessage {
  id: string;
  timestamp: string;
  type: string;
  from?: string;
  from_user_id?: string;
  context?: WireContext;
  errors?: WireError[];
  referral?: Record<string, unknown>;
  [content: string]: unknown;
}

/** Names of the delivery states a status webhook may carry. */
export type WireStatusName = 'sent' | 'delivered' | 'read' | 'failed' | 'played';

/** One delivery status of an outbound message. */
export interface WireStatus {
  id: string;
  status: WireStatusName;
  timestamp: string;
  recipient_id?: string;
  recipient_user_id?: string;
  pricing?: { billable: boolean; pricing_model: 'PMP'; type: string; category: string };
  biz_opaque_callback_data?: string;
  errors?: WireError[];
}

/** `value` of a change of the field `messages`. */
export interface WireMessagesValue {
  messaging_product: 'whatsapp';
  metadata: { display_phone_number: string; phone_number_id: string };
  contacts?: WireContact[];
  messages?: WireMessage[];
  statuses?: WireStatus[];
  errors?: WireError[];
}

/** One change of one field. */
export interface WireChange {
  field: string;
  value: unknown;
}

/** A whole delivery: what one webhook POST carries. */
export interface WireDelivery {
  object: 'whatsapp_business_account';
  entry: { id: string; time?: number; changes: WireChange[] }[];
}

/** One parameter of a template component, or of a button. */
export interface WireTemplateParameter {
  type: string;
  text?: string | undefined;
  parameter_name?: string | undefined;
  payload?: string | undefined;
  [media: string]: unknown;
}

/** One component of a template as it is sent. */
export interface WireTemplateComponent {
  type: string;
  sub_type?: string | undefined;
  index?: string | number | undefined;
  parameters?: WireTemplateParameter[] | undefined;
}

/** One component of a template as it is defined. */
export interface WireTemplateDefinitionComponent {
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
  format?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION';
  text?: string;
  example?: Record<string, unknown>;
  buttons?: { type: string; text: string; url?: string; phone_number?: string; example?: string[] }[];
}

/** A message template of a WhatsApp Business Account. */
export interface WireTemplate {
  id: string;
  name: string;
  language: string;
  status: 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED';
  category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION';
  parameter_format?: 'POSITIONAL' | 'NAMED';
  components: WireTemplateDefinitionComponent[];
  rejected_reason?: string;
  quality_score?: { score: string };
}
