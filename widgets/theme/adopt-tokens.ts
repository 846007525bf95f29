import { tokens } from './tokens.ts';

/** Puts the design tokens on a document: for building blocks that stand alone in a test, without a widget around them. */
export function adoptTokens(page: Document): void {
  const sheet = new CSSStyleSheet();
  const base = ':root{color-scheme:light;background:#ffffff;color:var(--e-text);font:400 13px/1.45 var(--e-font)}';
  sheet.replaceSync(`${base}${tokens.cssText.replace(/:host\(([^)]+)\)/g, ':root$1').replaceAll(':host', ':root')}`);
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
}
