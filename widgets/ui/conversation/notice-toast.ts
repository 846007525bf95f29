import type { ConversationNotice } from '../../core/conversation/conversation.ts';
import type { Toast } from '../toaster.ts';
import type { ConversationSay } from './conversation-words.ts';
import { refusalKey } from './refusal-key.ts';

/** What happened to a change, as a toast. `run` undoes it after resolving, or opens the ticket whose reply was not sent. */
export function noticeToast(say: ConversationSay, notice: ConversationNotice, reference: string, run?: () => void): Toast {
  switch (notice.kind) {
    case 'conflict':
      return { text: say(`notice.conflict.${notice.field}`), tone: 'danger' };
    case 'failed':
      if (notice.field === 'assignee' && notice.error.code === 'invalid_input') return { text: say('notice.unfit'), tone: 'danger' };
      return { text: say('notice.failed', { why: say(notice.error.offline ? 'error.offline' : `error.${notice.error.code}`) }), tone: 'danger' };
    case 'resolved':
      return { text: say('notice.resolved', { reference }), tone: 'success', ...(run && { action: { label: say('notice.undo'), run } }) };
    case 'unsent':
      return { text: say(refusalKey(notice.error)), tone: 'danger', ...(run && { action: { label: say('notice.open'), run } }) };
    case 'linked':
      return { text: say('notice.linked', { name: notice.name }), tone: 'success' };
  }
}
