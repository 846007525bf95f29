import type { Format } from '../core/format.ts';
import type { Toast } from '../ui/toaster.ts';
import type { RenewalSay } from '../ui/renewal/renewal-words.ts';
import type { ConsoleNotice } from './console-notice.ts';
import type { ConsoleSay } from './console-words.ts';
import { errorWords } from './error-words.ts';

/** An undo is looked for longer than other news is read. It stays possible for ten minutes: in the details, too. */
const UNDO_MS = 20_000;

/** A notice as a toast; `why` shows what was left out of a sending. Words of both catalogues that fit. */
export function noticeToast(notice: ConsoleNotice, say: ConsoleSay, speak: RenewalSay, format: Format, why: (() => void) | null): Toast {
  const { kind } = notice;
  switch (kind) {
    case 'failed':
      return { text: errorWords(notice.error, say), tone: 'danger' };
    case 'assigned':
      return { text: say('notice.assigned', { count: notice.count }), tone: 'success' };
    case 'exported':
      return { text: say('notice.exported'), tone: 'success' };
    case 'jobDone':
    case 'jobCancelled':
      return {
        text:
          notice.kind === 'jobDone'
            ? say('notice.jobDone', { sent: notice.sent, skipped: notice.skipped })
            : say(notice.sent ? 'notice.jobCancelled' : 'notice.jobCancelledNone', { sent: notice.sent, count: notice.calledOff }),
        tone: kind === 'jobDone' ? 'success' : 'neutral',
        durationMs: UNDO_MS,
        ...(why && { action: { label: say('notice.why'), run: why } }),
      };
    case 'refused': {
      const { outlet, until } = notice;
      const reason = speak(`reason.${notice.reason}`);
      return {
        text: until ? say('notice.refusedUntil', { outlet, reason, until: format.exact(until) }) : say('notice.refused', { outlet, reason }),
        tone: 'danger',
      };
    }
    case 'conflict':
      return { text: say('notice.conflict', { outlet: notice.outlet }), tone: 'danger' };
    default: {
      const text = say(`notice.${kind}`, { outlet: notice.outlet });
      return 'undo' in notice
        ? { text, tone: 'success', durationMs: UNDO_MS, action: { label: say('notice.undo'), run: notice.undo } }
        : { text, tone: 'success' };
    }
  }
}
