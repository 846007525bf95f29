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
