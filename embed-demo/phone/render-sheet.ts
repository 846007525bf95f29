import { html, nothing, type TemplateResult } from 'lit';
import type { ChatEntry } from '../simulators/graph/simulator-types.ts';
import { icon } from './icon.ts';
import { phoneEmoji } from './phone-emoji.ts';
import type { HandsetSummary } from './phone-network.ts';
import { type SampleAttachment, sampleAttachments } from './sample-attachments.ts';

/** What lies over the chat: things to attach, emoji, the menu of a message, a list of choices, or a picture. */
export type Sheet =
  | { kind: 'attach' }
  | { kind: 'emoji' }
  | { kind: 'menu'; entry: ChatEntry }
  | { kind: 'list'; entry: ChatEntry }
  | { kind: 'picture'; url: string }
  | null;

interface SheetActions {
  close: () => void;
  insert: (emoji: string) => void;
  attach: (make: SampleAttachment['make']) => void;
  pickFile: (event: Event) => void;
  react: (entry: ChatEntry, emoji: string) => void;
  reply: (entry: ChatEntry) => void;
  edit: (entry: ChatEntry) => void;
  revoke: (entry: ChatEntry) => void;
  choose: (entry: ChatEntry, choice: ChatEntry['choices'][number]) => void;
}

/** Draws the open sheet; every choice in it closes it. */
export function renderSheet(sheet: Sheet, handset: HandsetSummary, actions: SheetActions): TemplateResult | typeof nothing {
  if (sheet === null) return nothing;
  const then = (run: () => void) => (): void => {
    actions.close();
    run();
  };
  return html`
    <button type="button" class="veil veil-${sheet.kind}" aria-label="Close" tabindex="-1" @click=${actions.close}></button>
    <div class="sheet sheet-${sheet.kind}" role="dialog" aria-label="Options">
      ${content(sheet, handset, actions, then)} ${sheet.kind === 'picture' ? html`<button type="button" class="round shut" aria-label="Close" @click=${actions.close}>${icon('x')}</button>` : nothing}
    </div>
  `;
}

function content(sheet: Exclude<Sheet, null>, handset: HandsetSummary, actions: SheetActions, then: (run: () => void) => () => void): TemplateResult {
  switch (sheet.kind) {
    case 'emoji':
      return html`<div class="emoji">${phoneEmoji.map((emoji) => html`<button type="button" @click=${() => actions.insert(emoji)}>${emoji}</button>`)}</div>`;
    case 'attach':
      return html`<div class="attach">
        ${sampleAttachments(handset).map(
          (item) => html`<button type="button" data-attachment=${item.key} @click=${then(() => actions.attach(item.make))}>
            <span class="tile ${item.tone}">${item.picture === null ? icon(item.icon) : html`<img src=${item.picture} alt="" />`}</span>${item.label}
          </button>`,
        )}
        <label><span class="tile grey">${icon('plus')}</span>Own file<input type="file" accept="image/*,video/mp4,audio/*,application/pdf" @change=${actions.pickFile} /></label>
      </div>`;
    case 'menu':
      return menu(sheet.entry, actions, then);
    case 'list':
      return html`<div class="menu options">
        <b>${sheet.entry.listButton}</b>
        ${sheet.entry.choices.map((choice, index) => {
          const isNew = choice.section !== null && choice.section !== sheet.entry.choices[index - 1]?.section;
          return html`${isNew ? html`<small class="section">${choice.section}</small>` : nothing}<button type="button" data-choice=${choice.id} @click=${then(() => actions.choose(sheet.entry, choice))}>
              <span>${choice.title}<small>${choice.description ?? ''}</small></span>
            </button>`;
        })}
      </div>`;
    case 'picture':
      return html`<img class="full" src=${sheet.url} alt="Photo" />`;
  }
}

function menu(entry: ChatEntry, actions: SheetActions, then: (run: () => void) => () => void): TemplateResult {
  const isMine = entry.direction === 'in' && !entry.isRevoked;
  return html`<div class="menu">
    <div class="react">
      ${['👍', '❤️', '😂', '😮', '😢', '🙏'].map((emoji) => {
        const isGiven = entry.merchantReaction === emoji;
        return html`<button type="button" aria-pressed=${isGiven ? 'true' : 'false'} @click=${then(() => actions.react(entry, isGiven ? '' : emoji))}>${emoji}</button>`;
      })}
    </div>
    <button type="button" @click=${then(() => actions.reply(entry))}>${icon('reply')} Reply</button>
    ${isMine && entry.kind === 'text' ? html`<button type="button" @click=${then(() => actions.edit(entry))}>${icon('fileText')} Edit</button>` : nothing}
    ${isMine ? html`<button type="button" @click=${then(() => actions.revoke(entry))}>${icon('trash')} Delete for everyone</button>` : nothing}
  </div>`;
}
