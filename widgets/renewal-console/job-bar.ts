import { html, nothing, type TemplateResult } from 'lit';
import { cssSet } from '../core/css-set.ts';
import '../ui/button.ts';
import type { ConsoleJob } from './console-job.ts';
import type { ConsoleSay } from './console-words.ts';

/** How far a bulk sending is, at the foot: nothing above it moves when it comes and goes. */
export function jobBar(say: ConsoleSay, sending: ConsoleJob): TemplateResult | typeof nothing {
  if (!sending.job) return nothing;
  const { total, sent, skipped } = sending.job;
  const done = sent + skipped;
  const words = say('job.running', { done, total });
  return html`<div class="job" role="group" aria-label=${words}>
    <span role="status">${words}</span>
    <div class="track" role="progressbar" aria-label=${words} aria-valuemin="0" aria-valuemax=${total} aria-valuenow=${done}><i ${cssSet({ inlineSize: `${(done / Math.max(1, total)) * 100}%` })}></i></div>
    <engage-button size="small" ?loading=${sending.isCancelling} @click=${sending.cancel}>${say(sending.isCancelling ? 'job.cancelling' : 'job.cancel')}</engage-button>
  </div>`;
}
