import { html, type TemplateResult } from 'lit';
import '../ui/empty-state.ts';
import '../ui/kbd.ts';
import type { InboxSay } from './inbox-words.ts';

/** Where the conversation will be, while none is chosen: says how to choose one. */
export function nothingOpen(say: InboxSay): TemplateResult {
  const [before = '', after = ''] = say('thread.noneHint', { key: '\u0000' }).split('\u0000');
  return html`<engage-empty-state icon="message-circle" heading=${say('thread.none')}>${before}<engage-kbd>j</engage-kbd>${after}</engage-empty-state>`;
}
