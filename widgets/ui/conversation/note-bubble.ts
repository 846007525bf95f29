import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import type { NoteView } from '../../../types/tickets.ts';
import '../icon.ts';
import type { ConversationSay } from './conversation-words.ts';
import { exactTime } from './exact-time.ts';
import { messageBubbleStyles } from './message-bubble-styles.ts';

/**
 * An internal note: its own colour, a lock, and the words that say who sees it.
 * @tag engage-note-bubble
 */
export class NoteBubble extends EngageElement {
  static override styles: CSSResultGroup = [EngageElement.styles, messageBubbleStyles];

  @property({ attribute: false }) note: NoteView | null = null;
  @property({ attribute: false }) say: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { note, say, format } = this;
    if (!note || !say || !format) return nothing;
    return html`<div class="line out note">
      <div class="bubble">
        <p class="label"><engage-icon name="lock"></engage-icon><span>${say('note.label')} · <bdi>${note.author.name}</bdi></span></p>
        <p class="text" dir="auto">${note.text}</p>
        <div class="foot">${exactTime(note.at, format.time(note.at), format)}</div>
      </div>
    </div>`;
  }
}

defineElement(tag('note-bubble'), NoteBubble);
