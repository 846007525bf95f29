import { fixture, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { configure } from '../core/configure.ts';
import type { FakeServer } from './fake-server.ts';
import { textOf } from './text-of.ts';

/** Puts a widget in a box of a given size on a page whose server is `server`; waits until it says `until`. */
export async function showWidget<Widget extends HTMLElement>(
  server: FakeServer,
  template: TemplateResult,
  { width = 1280, height = 760, until = '', locale = 'en', theme = 'light' as 'light' | 'dark', token = true } = {},
): Promise<Widget> {
  server.enter();
  // a token of its own each time: a connection of its own each time
  const getToken = (): string => 'token-of-tests';
  configure({ server: server.origin, locale, theme, ...(token ? { getToken } : { getToken: undefined as never }) });
  const box = await fixture<HTMLDivElement>(html`<div>${template}</div>`);
  box.style.cssText = `inline-size:${width}px;block-size:${height}px`;
  const [widget] = box.children;
  if (!(widget instanceof HTMLElement)) throw new Error('the template holds no widget');
  await waitUntil(() => textOf(widget).includes(until), `"${until}" was never shown`, { timeout: 4_000 }).catch((reason: unknown) => {
    throw new Error(`${String(reason)}; shown: ${textOf(widget).slice(0, 600)}`);
  });
  return widget as Widget;
}
