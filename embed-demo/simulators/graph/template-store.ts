import type { WireTemplate } from './wire-types.ts';

/** The message templates of the account, by name and language. */
export class TemplateStore {
  #templates: WireTemplate[] = [];

  /** Replaces all of them. */
  set(templates: readonly WireTemplate[]): void {
    this.#templates = [...templates];
  }

  /** Adds or replaces one. */
  put(template: WireTemplate): void {
    this.#templates = [...this.#templates.filter((known) => known.name !== template.name || known.language !== template.language), template];
  }

  /** The template with this name in this language; `en-US` and `en_US` are the same. */
  find(name: string, language: string): WireTemplate | undefined {
    const code = language.replace('-', '_');
    return this.#templates.find((template) => template.name === name && template.language === code);
  }

  /** All languages of a template. */
  named(name: string): WireTemplate[] {
    return this.#templates.filter((template) => template.name === name);
  }

  /** Which page this question is about, 0 for the first. */
  pageNumber(query: URLSearchParams): number {
    return Math.floor(startOf(query) / limitOf(query));
  }

  /** One page as `GET /{WABA}/message_templates` answers it: opaque cursors, `next` only while there is more. */
  page(query: URLSearchParams, origin: string): { data: Partial<WireTemplate>[]; paging?: { cursors: { before: string; after: string }; next?: string } } {
    const wanted = this.#templates.filter(
      (template) =>
        (query.get('status') === null || template.status === query.get('status')?.toUpperCase()) &&
        (query.get('name') === null || template.name.includes(query.get('name') ?? '')) &&
        (query.get('language') === null || template.language === query.get('language')),
    );
    const limit = limitOf(query);
    const from = startOf(query);
    const slice = wanted.slice(from, from + limit);
    if (slice.length === 0) return { data: [] };
    const cursor = (at: number): string => Buffer.from(String(at)).toString('base64url');
    const next = new URLSearchParams(query);
    next.set('after', cursor(from + slice.length));
    return {
      data: slice.map((template) => selectFields(template, query.get('fields'))),
      paging: {
        cursors: { before: cursor(from), after: cursor(from + slice.length) },
        ...(from + slice.length < wanted.length ? { next: `${origin}?${next.toString()}` } : {}),
      },
    };
  }
}

function limitOf(query: URLSearchParams): number {
  return Math.max(1, Math.min(1000, Number(query.get('limit') ?? 25) || 25));
}

function startOf(query: URLSearchParams): number {
  const after = query.get('after');
  const start = after === null ? 0 : Number(Buffer.from(after, 'base64url').toString('utf8'));
  return Number.isInteger(start) && start >= 0 ? start : 0;
}

function selectFields(template: WireTemplate, fields: string | null): Partial<WireTemplate> {
  if (fields === null) return template;
  const names = new Set(['id', ...fields.split(',').map((field) => field.trim())]);
  return Object.fromEntries(Object.entries(template).filter(([name]) => names.has(name))) as Partial<WireTemplate>;
}
