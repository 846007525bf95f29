import type { Money } from '../../types/renewals.ts';
import type { TemplateCategory, TemplateFact } from '../../types/templates.ts';

/** A template's definition as Meta returns it; only the parts we understand (whatsapp.md §4). */
export interface TemplateComponent {
  type: string;
  format?: string;
  text?: string;
  example?: {
    header_text?: string[];
    body_text?: string[][];
    body_text_named_params?: { param_name: string; example: string }[];
    header_text_named_params?: { param_name: string; example: string }[];
  };
  buttons?: { type: string; text?: string; url?: string; phone_number?: string; example?: string | string[] }[];
}

/** What is needed to offer or send a template. */
export interface TemplateDefinition {
  name: string;
  language: string;
  parameterFormat: 'POSITIONAL' | 'NAMED';
  components: TemplateComponent[];
}

/** One component of a template message on the wire. */
export interface TemplateSendComponent {
  type: 'header' | 'body' | 'button';
  sub_type?: 'url' | 'copy_code';
  index?: string;
  parameters: ({ type: string } & Record<string, unknown>)[];
}

/** What a blank is about, and the words when that is not known; null: the person (or nobody) must say. */
export interface TemplateBinding {
  key: string;
  fact: TemplateFact | null;
  fallback: string | null;
}

/** What is known of whom and what a message is about, before it is put into words. Days are local dates (YYYY-MM-DD). */
export interface TemplateFactValues {
  contactName?: string | null;
  outletName?: string | null;
  franchiseName?: string | null;
  agentName?: string | null;
  companyName?: string | null;
  ticketReference?: string | null;
  dueOn?: string | null;
  /** the day it is where the outlet is, YYYY-MM-DD; without it no days are counted */
  today?: string | null;
  paymentUrl?: string | null;
  amount?: Money | null;
  /** of a digest, in the order they are named */
  outlets?: readonly { name: string; dueOn: string | null }[] | null;
}

/** One of the templates that come with the product, in one language, with what its blanks are about. */
export interface CatalogueTemplate {
  name: string;
  /** Meta's code */
  language: string;
  category: TemplateCategory;
  components: TemplateComponent[];
  bindings: readonly TemplateBinding[];
}
