import type { WireTemplate, WireTemplateComponent } from './wire-types.ts';

/** What the person sees of a template: texts with the values filled in, and the buttons. */
export interface RenderedTemplate {
  header: string | null;
  body: string;
  footer: string | null;
  buttons: { type: string; text: string; payload: string; url: string | null }[];
}

/** Fills a template with the parameters it was sent with; positional and named. */
export function renderTemplate(template: WireTemplate, components: readonly WireTemplateComponent[]): RenderedTemplate {
  const fill = (text: string, kind: string): string => {
    const given = components.find((component) => component.type === kind)?.parameters ?? [];
    return text.replace(/\{\{\s*([\w]+)\s*\}\}/g, (_whole, name: string) => {
      const parameter = given.find((candidate) => candidate.parameter_name === name) ?? given[Number(name) - 1];
      return parameter?.text ?? `{{${name}}}`;
    });
  };
  const header = template.components.find((part) => part.type === 'HEADER');
  return {
    header: header !== undefined && (header.format ?? 'TEXT') === 'TEXT' ? fill(header.text ?? '', 'header') : null,
    body: fill(template.components.find((part) => part.type === 'BODY')?.text ?? '', 'body'),
    footer: template.components.find((part) => part.type === 'FOOTER')?.text ?? null,
    buttons: (template.components.find((part) => part.type === 'BUTTONS')?.buttons ?? []).map((button, index) => {
      const parameter = components.find((component) => component.type === 'button' && String(component.index ?? '') === String(index))?.parameters?.[0];
      return {
        type: button.type,
        text: button.text,
        payload: parameter?.payload ?? button.text,
        url: button.url === undefined ? null : button.url.replace(/\{\{1\}\}/, parameter?.text ?? ''),
      };
    }),
  };
}
