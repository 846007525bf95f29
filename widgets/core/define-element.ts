import { page } from './page.ts';
import { suiteVersion } from './suite-version.ts';

/**
 * Defines a custom element only when its name is free, so that loading the suite twice never throws. The first copy wins;
 * when the copies differ in version the console hears about it once.
 */
export function defineElement(name: string, element: CustomElementConstructor): void {
  const present: (CustomElementConstructor & { suiteVersion?: string }) | undefined = customElements.get(name);
  if (!present) {
    Object.defineProperty(element, 'suiteVersion', { value: suiteVersion, configurable: true });
    customElements.define(name, element);
    return;
  }
  if (present.suiteVersion === suiteVersion) return;
  const { warned } = page();
  if (warned.has('version')) return;
  warned.add('version');
  console.warn(
    `[engage] <${name}> is already defined by version ${present.suiteVersion ?? 'unknown'}; this page also loads ${suiteVersion}. The first one is used. Load engage.js once.`,
  );
}
