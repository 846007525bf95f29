import { html, nothing, type TemplateResult } from 'lit';
import type { ChatEntry } from '../simulators/graph/simulator-types.ts';
import { describeEntry } from './describe-entry.ts';
import { icon } from './icon.ts';
import { phoneNetwork } from './phone-network.ts';
import { timeOf } from './time-of.ts';

/** What a bubble can ask of the phone. */
export interface EntryActions {
  find: (id: string) => ChatEntry | undefined;
  businessName: string;
  openMenu: (entry: ChatEntry, anchor: HTMLElement) => void;
  openPicture: (url: string) => void;
  openList: (entry: ChatEntry) => void;
  choose: (entry: ChatEntry, choice: ChatEntry['choices'][number]) => void;
  jump: (id: string) => void;
  /** A voice message was played. */
  play: (entry: ChatEntry) => void;
}

/** One message of the chat. `isFirst`: the first of a run from the same side, which gets the tail. */
export function renderEntry(entry: ChatEntry, isFirst: boolean, actions: EntryActions): TemplateResult {
  const isMine = entry.direction === 'in';
  const isBare = entry.kind === 'sticker' && !entry.isRevoked;
  const reactions = [entry.merchantReaction, entry.businessReaction].filter((emoji) => emoji !== null);
  return html`
    <div class="entry ${isMine ? 'mine' : 'theirs'} ${isFirst ? 'first' : ''} ${reactions.length > 0 ? 'reacted' : ''}" data-entry=${entry.id} data-direction=${isMine ? 'merchant' : 'business'} data-status=${entry.status}>
      <div class="bubble ${isBare ? 'bare' : ''}">
        ${entry.replyToId === null ? nothing : quote(entry.replyToId, actions)} ${entry.isRevoked ? html`<p class="gone">${icon('trash')} ${isMine ? 'You deleted this message' : 'This message was deleted'}</p>` : content(entry, actions)}
        <span class="foot">${entry.isEdited ? html`<span>Edited</span>` : nothing}<time datetime=${entry.at}>${timeOf(entry.at)}</time>${isMine ? ticks(entry) : nothing}</span>
        <button
          type="button"
          class="more"
          aria-label="Message options"
          @click=${(event: MouseEvent) => {
            actions.openMenu(entry, event.currentTarget as HTMLElement);
          }}
        >
          ${icon('chevronDown')}
        </button>
      </div>
      ${reactions.length === 0 ? nothing : html`<span class="reactions" title="Reactions">${reactions.join(' ')}</span>`} ${buttons(entry, actions)}
    </div>
  `;
}

function ticks(entry: ChatEntry): TemplateResult {
  const words: Record<ChatEntry['status'], string> = {
    pending: 'Sending',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read by the business',
    failed: 'Not sent',
  };
  const name = entry.status === 'pending' ? 'clock' : entry.status === 'sent' ? 'check' : entry.status === 'failed' ? 'circleAlert' : 'checkCheck';
  return html`<span class="ticks ${entry.status}" role="img" aria-label=${words[entry.status]} title=${words[entry.status]}>${icon(name)}</span>`;
}

function quote(id: string, actions: EntryActions): TemplateResult {
  const target = actions.find(id);
  return html`
    <button
      type="button"
      class="quote"
      @click=${() => {
        actions.jump(id);
      }}
    >
      <b>${target === undefined ? 'Earlier message' : target.direction === 'in' ? 'You' : actions.businessName}</b>
      <span>${target === undefined ? '' : describeEntry(target)}</span>
    </button>
  `;
}

function content(entry: ChatEntry, actions: EntryActions): TemplateResult {
  const caption = entry.text === null || entry.text === '' ? nothing : html`<p class="text" dir="auto">${linked(entry.text)}</p>`;
  const url = phoneNetwork.mediaUrl(entry);
  switch (entry.kind) {
    case 'image':
      return html`<button type="button" class="picture" aria-label="Open photo" @click=${() => actions.openPicture(url)}><img src=${url} alt=${entry.text ?? 'Photo'} loading="lazy" /></button>${caption}`;
    case 'sticker':
      return html`<img class="sticker" src=${url} alt="Sticker" />`;
    case 'video':
      return html`<video class="video" src=${url} controls preload="metadata" aria-label="Video"></video>${caption}`;
    case 'voice':
    case 'audio':
      return html`<phone-voice src=${url} seed=${entry.id} @play=${() => actions.play(entry)}></phone-voice>`;
    case 'document':
      return html`<a class="file" href=${url} target="_blank" rel="noopener">${icon('fileText')}<span><b>${entry.media?.filename ?? 'Document'}</b><small>${(entry.media?.mime.split('/').pop() ?? '').slice(0, 12).toUpperCase()}</small></span></a>${caption}`;
    case 'location':
      return html`<div class="place"><span class="map" aria-hidden="true">${icon('mapPin')}</span><b>${entry.location?.name ?? 'Shared location'}</b><small>${entry.location?.address ?? `${entry.location?.latitude.toFixed(5) ?? ''}, ${entry.location?.longitude.toFixed(5) ?? ''}`}</small></div>`;
    case 'contacts':
      return html`${entry.people.map((person) => html`<div class="person"><span class="avatar small">${icon('contact')}</span><span><b dir="auto">${person.name}</b><small>${person.phone ?? ''}</small></span></div>`)}`;
    case 'unsupported':
      return html`<p class="text"><b>Poll</b></p><p class="text">Which day suits you?</p><ul class="poll"><li>Monday</li><li>Wednesday</li></ul>`;
    case 'order':
      return html`<p class="text">Order from the catalogue</p>`;
    default:
      return html`${entry.header === null ? nothing : html`<p class="head" dir="auto">${entry.header}</p>`}${caption}${entry.footer === null ? nothing : html`<p class="tail">${entry.footer}</p>`}`;
  }
}

function buttons(entry: ChatEntry, actions: EntryActions): TemplateResult | typeof nothing {
  if (entry.direction === 'in' || entry.choices.length === 0) return nothing;
  if (entry.listButton !== null) {
    return html`<div class="choices"><button type="button" class="choice" @click=${() => actions.openList(entry)}>${icon('list')} ${entry.listButton}</button></div>`;
  }
  return html`<div class="choices">
    ${entry.choices.map((choice) => html`<button type="button" class="choice" data-choice=${choice.id} @click=${() => actions.choose(entry, choice)}>${choice.kind === 'link' ? icon('externalLink') : icon('reply')} ${choice.title}</button>`)}
  </div>`;
}

function linked(text: string): (string | TemplateResult)[] {
  return text.split(/(https?:\/\/[^\s]+|\*[^*\n]+\*)/g).map((part) => {
    if (/^https?:\/\//.test(part)) return html`<a href=${part} target="_blank" rel="noopener noreferrer">${part}</a>`;
    return /^\*[^*]+\*$/.test(part) ? html`<b>${part.slice(1, -1)}</b>` : part;
  });
}
