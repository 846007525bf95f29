import { decideTemplateSuggestions } from './decide-template-suggestions.ts';
import type { TemplateBlank } from './decide-template-variables.ts';
import type { TemplateBinding } from './template-types.ts';

/** A row of `template_binding` as read. */
export interface BindingRow {
  name: string;
  language: string;
  variable: string;
  fact: TemplateBinding['fact'];
  fallback: string | null;
}

/**
 * What each blank of a template is about: as it was bound for this language; else as it was bound for another spelling of the language
 * (`en` beside `en_US`); else what its name or the words before it say. What nobody can tell has no fact.
 */
export function decideTemplateBindings(
  template: { name: string; language: string },
  blanks: readonly TemplateBlank[],
  rows: readonly BindingRow[],
): TemplateBinding[] {
  const base = template.language.split('_', 1)[0];
  const own = rows.filter((row) => row.name === template.name);
  const guesses = decideTemplateSuggestions(template.name, blanks);
  return blanks.map((blank) => {
    const bound =
      own.find((row) => row.variable === blank.key && row.language === template.language) ??
      own.find((row) => row.variable === blank.key && row.language.split('_', 1)[0] === base);
    return { key: blank.key, fact: bound ? bound.fact : (guesses[blank.key] ?? null), fallback: bound?.fallback ?? null };
  });
}
