import { html, nothing, type TemplateResult } from 'lit';
import { cssSet } from '../core/css-set.ts';
import '../ui/button.ts';
import type { Format } from '../core/format.ts';
import type { ConsoleJob } from './console-job.ts';
import type { ConsoleSay } from './console-words.ts';

/** How far a bulk sending is, at the foot: nothing above it moves when it comes and goes. What may not go yet is said with its time; `why` shows what was left out. */
export function jobBar(say: ConsoleSay, format: Format, sending: ConsoleJob, why: (id: string) => void): TemplateResult | typeof nothing {
  if (!sending.job) return nothing;
  const { id, total, sent, skipped, waiting } = sending.job;
  const done = sent + skipped;
  const count = Math.min(waiting?.count ?? 0, total - done);
  const under = total - done - count;
  const words =
    waiting && count > 0
      ? [
          say('job.sent', { count: sent }),
          ...(under ? [say('job.under', { count: under })] : []),
          say('job.waiting', { count, at: whenOf(waiting.until, format) }),
          ...(skipped ? [say('job.left', { count: skipped })] : []),
        ].join(', ')
      : say('job.running', { done, total });
  return html`<div class="job" role="group" aria-label=${words}>
    <span class="said"><span role="status">${words}</span>${skipped ? html` <engage-button variant="link" size="small" @click=${() => why(id)}>${say('notice.why')}</engage-button>` : nothing}</span>
    <div class="track" role="progressbar" aria-label=${words} aria-valuemin="0" aria-valuemax=${total} aria-valuenow=${done}><i ${cssSet({ inlineSize: `${(done / Math.max(1, total)) * 100}%` })}></i></div>
    <engage-button class="stop" size="small" ?loading=${sending.isCancelling} @click=${sending.cancel}>${say(sending.isCancelling ? 'job.cancelling' : 'job.cancel')}</engage-button>
  </div>`;
}

/** The hour when it is of today, else with its day. */
function whenOf(at: string, format: Format): string {
  return format.date(at) === format.date(new Date().toISOString()) ? format.time(at) : format.exact(at);
}
