import { html, nothing, type TemplateResult } from 'lit';
import type { ChatEntry } from '../simulators/graph/simulator-types.ts';
import { describeEntry } from './describe-entry.ts';
import { icon } from './icon.ts';

/** The line where the merchant writes, or the recorder while a voice message is being made. */
export function renderComposer(parts: {
  /** Seconds recorded so far; null when nothing is being recorded. */
  recording: number | null;
  /** The message that is answered or edited. */
  target: ChatEntry | null;
  isEditing: boolean;
  businessName: string;
  draft: string;
  submit: (event: Event) => void;
  type: (event: InputEvent) => void;
  press: (event: KeyboardEvent) => void;
  clearTarget: () => void;
  toggle: (kind: 'emoji' | 'attach') => void;
  record: () => void;
  discardVoice: () => void;
  sendVoice: () => void;
}): TemplateResult {
  if (parts.recording !== null) {
    return html`
      <div class="composer recording">
        <button type="button" class="round" aria-label="Discard voice message" @click=${parts.discardVoice}>${icon('trash')}</button>
        <span class="rec" role="status"><i></i> ${Math.floor(parts.recording / 60)}:${String(Math.floor(parts.recording % 60)).padStart(2, '0')}</span>
        <span class="pulse" aria-hidden="true">${Array.from({ length: 26 }, () => html`<i></i>`)}</span>
        <button type="button" class="round go" aria-label="Send voice message" @click=${parts.sendVoice}>${icon('send')}</button>
      </div>
    `;
  }
  const { target } = parts;
  const title = parts.isEditing ? 'Edit message' : `Reply to ${target?.direction === 'in' ? 'yourself' : parts.businessName}`;
  return html`
    ${
      target === null
        ? nothing
        : html`<div class="replying"><span><b>${title}</b><small>${describeEntry(target)}</small></span><button type="button" class="round" aria-label="Cancel" @click=${parts.clearTarget}>${icon('x')}</button></div>`
    }
    <form class="composer" @submit=${parts.submit}>
      <button type="button" class="round" aria-label="Emoji" @click=${() => parts.toggle('emoji')}>${icon('smile')}</button>
      <textarea rows="1" aria-label="Message" placeholder="Message" .value=${parts.draft} @input=${parts.type} @keydown=${parts.press}></textarea>
      <button type="button" class="round" aria-label="Attach" @click=${() => parts.toggle('attach')}>${icon('plus')}</button>
      <button type="button" class="round go mic" aria-label="Record voice message" @click=${parts.record}>${icon('mic')}</button>
      <button type="submit" class="round go" aria-label="Send">${icon('send')}</button>
    </form>
  `;
}
