import { html, type TemplateResult } from 'lit';
import type { Format } from '../../core/format.ts';

/** A moment: short for the eye, exact for who hears it or points at it. */
export function exactTime(at: string, shown: string, format: Format): TemplateResult {
  const exact = format.exact(at);
  return html`<time datetime=${at} title=${exact}><span aria-hidden="true">${shown}</span><span class="sr-only">${exact}</span></time>`;
}
