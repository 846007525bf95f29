import type { ConversationNotice } from '../../core/conversation/conversation.ts';
import type { Toast } from '../toaster.ts';
import type { ConversationSay } from './conversation-words.ts';

/** What happened to a change, as a toast. `undo` is offered after resolving. */
export function noticeToast(say: ConversationSay, notice: ConversationNotice, reference: string, undo?: () => void): Toast {
  switch (notice.kind) {
    case 'conflict':
      return { text: say(`notice.conflict.${notice.field}`), tone: 'danger' };
    case 'failed':
      return { text: say('notice.failed', { why: say(notice.error.offline ? 'error.offline' : `error.${notice.error.code}`) }), tone: 'danger' };
    case 'resolved':
      return { text: say('notice.resolved', { reference }), tone: 'success', ...(undo && { action: { label: say('notice.undo'), run: undo } }) };
    case 'linked':
      return { text: say('notice.linked', { name: notice.name }), tone: 'success' };
  }
}
