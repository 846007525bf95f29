import type { EngageConfiguration } from '../../types/embed.ts';
import { page } from './page.ts';

/**
 * Tells every Engage element on the page where its server is and how to get a token. Call it once, before or after the
 * elements appear; a later call changes only what it names. Naming `getToken` again asks it for a token at once: that is how a page
 * tells that its person is another one now. Attributes on an element win for that element.
 *
 * @example
 * configure({ server: 'https://engage.example.my', getToken: () => fetch('/engage-token').then((r) => r.text()), locale: 'ms' })
 */
export function configure(configuration: Partial<EngageConfiguration>): void {
  const shared = page();
  shared.configuration = { ...shared.configuration, ...configuration };
  for (const listener of shared.listeners) listener(Boolean(configuration.getToken));
}
