import { html, type TemplateResult } from 'lit';
import type { Conversation } from '../core/conversation/conversation.ts';
import type { Draft } from '../core/conversation/drafts.ts';
import type { Format } from '../core/format.ts';
import type { MessageView } from '../../types/messages.ts';
import type { TicketRow } from '../../types/tickets.ts';
import type { InboxSay } from '../inbox/inbox-words.ts';
import type { ConversationSay } from '../ui/conversation/conversation-words.ts';
import { galleryDraft, galleryMe } from './gallery-people.ts';
import { sampleConversation, sampleMedia, sampleMessage, sampleNote, sampleRow, sampleTicket } from './sample-conversation.ts';
import '../inbox/ticket-line.ts';
import '../ui/conversation/composer.ts';
import '../ui/conversation/merchant-facts.ts';
import '../ui/conversation/message-bubble.ts';
import '../ui/conversation/note-bubble.ts';
import '../ui/conversation/outlet-choice.ts';
import '../ui/conversation/thread-view.ts';
import '../ui/conversation/ticket-heading.ts';

/** What parts of a conversation need to speak. */
export interface Speaker {
  say: ConversationSay;
  inboxSay: InboxSay;
  format: Format;
}

const failure = (key: 'not_on_whatsapp' | 'temporary', canRetry: boolean): MessageView['failure'] => ({ code: '131026', key, canRetry });
const out = (given: Partial<MessageView>): MessageView =>
  sampleMessage({ direction: 'out', text: 'Juruteknik datang petang ini, antara 4 hingga 6.', ...given });

const incoming: MessageView[] = [
  sampleMessage({ reactions: [{ emoji: '👍', from: 'us', by: 'Aina' }] }),
  sampleMessage({ type: 'document', text: null, media: sampleMedia({}) }),
  sampleMessage({ type: 'audio', text: null, media: sampleMedia({ mime: 'audio/ogg', filename: null, durationSeconds: 18, voice: true, bytes: 40_000 }) }),
  sampleMessage({ type: 'image', text: 'Ini gambar kaunter', media: sampleMedia({ state: 'pending', mime: 'image/jpeg', filename: null }) }),
  sampleMessage({ type: 'video', text: null, media: sampleMedia({ state: 'too_large', mime: 'video/mp4', filename: 'kaunter.mp4', bytes: 19_000_000 }) }),
  sampleMessage({ type: 'location', text: null, location: { latitude: 3.13, longitude: 101.67, name: 'Sri Kopitiam Bangsar', address: '12 Jalan Telawi' } }),
  sampleMessage({ type: 'contacts', text: null, contacts: [{ name: 'Ah Seng', phones: ['+60198765432'], emails: [] }] }),
  sampleMessage({
    type: 'interactive',
    text: 'Ya, petang ini',
    interactive: { reply: { id: 'y', title: 'Ya, petang ini' } },
    replyTo: { id: '1', text: 'Boleh hari ini?', direction: 'out', type: 'text' },
  }),
  sampleMessage({ text: 'Mesej yang disunting', editedAt: new Date().toISOString(), forwarded: true }),
  sampleMessage({ text: null, deletedAt: new Date().toISOString() }),
  sampleMessage({ type: 'unsupported', text: null, detail: 'poll' }),
];
const outgoing: MessageView[] = [
  out({ status: 'queued' }),
  out({ status: 'sent' }),
  out({ status: 'delivered' }),
  out({ status: 'read' }),
  out({ status: 'unknown' }),
  out({ status: 'failed', failure: failure('temporary', true) }),
  out({ status: 'failed', failure: failure('not_on_whatsapp', false) }),
  out({
    type: 'template',
    text: null,
    template: { name: 'follow_up', language: 'ms', body: 'Hai Sri, adakah pencetak sudah berfungsi?', footer: 'KedaiPOS', buttons: ['Ya', 'Belum'] },
  }),
];
const rows: { row: TicketRow; selected?: boolean; hasDraft?: boolean }[] = [
  { row: sampleRow({ priority: 'urgent' }), selected: true },
  {
    row: sampleRow({
      id: '2',
      contact: { id: '2', name: 'Restoran Mewah Johor Bahru City Square level 3', phone: null },
      outlet: null,
      linkState: 'ambiguous',
      priority: 'normal',
      unread: 0,
    }),
    hasDraft: true,
  },
  {
    row: sampleRow({
      id: '3',
      status: 'pending_merchant',
      awaitingSince: null,
      unread: 0,
      priority: 'low',
      preview: { type: 'audio', text: null, direction: 'in', status: 'received' },
    }),
  },
  {
    row: sampleRow({
      id: '4',
      status: 'resolved',
      awaitingSince: null,
      unread: 0,
      assignee: null,
      preview: { type: 'text', text: 'I have reset the terminal for you', direction: 'out', status: 'read' },
    }),
  },
];

/** The parts of an open ticket, in order. */
export const conversationSections: readonly { title: string; render: (speaker: Speaker) => TemplateResult }[] = [
  {
    title: 'What merchants write',
    render: ({ say, format }) =>
      html`<div class="stack">${incoming.map((message) => html`<engage-message-bubble answerable by="Sri Devi" .message=${message} .say=${say} .format=${format}></engage-message-bubble>`)}</div>`,
  },
  {
    title: 'What we write, from queued to failed',
    render: ({ say, format }) =>
      html`<div class="stack">
        ${outgoing.map((message) => html`<engage-message-bubble answerable by="Aina" .message=${message} .say=${say} .format=${format}></engage-message-bubble>`)}
        <engage-note-bubble .note=${sampleNote('Same model failed at Lucky Mart last week. Can you confirm?')} .say=${say} .format=${format}></engage-note-bubble>
      </div>`,
  },
  {
    title: 'Lines of the list',
    render: ({ say, inboxSay, format }) =>
      html`<div class="framed">
        ${rows.map(
          ({ row, selected, hasDraft }) =>
            html`<engage-ticket-line me="2" ?selected=${selected ?? false} ?has-draft=${hasDraft ?? false} .row=${row} .say=${inboxSay} .speak=${say} .format=${format}></engage-ticket-line>`,
        )}
      </div>`,
  },
  {
    title: 'Heading, thread and composer',
    render: ({ say, format }) => {
      const conversation = sampleConversation();
      return html`<div class="framed">
        <engage-ticket-heading .ticket=${conversation.ticket} .say=${say} .format=${format} .me=${galleryMe} .colleagues=${[{ userId: '2', name: 'Aina Rahman', role: 'agent' }]}></engage-ticket-heading>
        <div class="tall"><engage-thread-view me="2" answerable .conversation=${conversation} .say=${say} .format=${format}></engage-thread-view></div>
        ${composer({ say, format }, conversation, galleryDraft({ reply: 'Saya akan hantar juruteknik petang ini, antara 4 hingga 6 petang. Boleh?' }))}
      </div>`;
    },
  },
  {
    title: 'Composer: note, closed window, colleague first, offline, no right',
    render: (speaker) => {
      const closed = sampleConversation({ ticket: sampleTicket({ windowEndsAt: new Date(Date.now() - 3_600_000).toISOString() }) });
      const answered = sampleConversation({ collision: [out({ text: 'Saya dah telefon outlet.' })] });
      return html`<div class="stack">
        <div class="framed">${composer(speaker, sampleConversation(), galleryDraft({ mode: 'note', note: 'Warranty ends in March.' }))}</div>
        <div class="framed">${composer(speaker, closed, galleryDraft())}</div>
        <div class="framed">${composer(speaker, answered, galleryDraft({ reply: 'Sebentar ya.' }))}</div>
        <div class="framed">${composer(speaker, sampleConversation(), galleryDraft({ reply: 'Sebentar ya.' }), { offline: true })}</div>
        <div class="framed">${composer(speaker, sampleConversation(), galleryDraft(), { canReply: false })}</div>
      </div>`;
    },
  },
  {
    title: 'Which outlet?',
    render: ({ say }) => {
      const candidates = ['Bangsar', 'Mid Valley'].map((name, index) => ({
        oid: String(8812 + index),
        fid: '120',
        name,
        franchiseName: 'Sri Kopitiam',
        primary: index === 0,
      }));
      return html`<div class="stack">
        <engage-outlet-choice .ticket=${sampleTicket({ outlet: null, outletCard: null, linkState: 'ambiguous', candidates })} .say=${say}></engage-outlet-choice>
        <engage-outlet-choice .ticket=${sampleTicket({ outlet: null, outletCard: null, linkState: 'unknown' })} .say=${say}></engage-outlet-choice>
      </div>`;
    },
  },
  {
    title: 'Beside the thread',
    render: ({ say, format }) =>
      html`<div class="framed"><engage-merchant-facts .ticket=${sampleTicket()} .say=${say} .format=${format} .me=${galleryMe} .categories=${[{ id: '1', name: 'Hardware' }]}></engage-merchant-facts></div>`,
  },
];

function composer(
  speaker: Pick<Speaker, 'say' | 'format'>,
  conversation: Conversation,
  written: Draft,
  given: { offline?: boolean; canReply?: boolean } = {},
): TemplateResult {
  return html`<engage-composer
    ?can-reply=${given.canReply ?? true}
    ?offline=${given.offline ?? false}
    can-upload
    .conversation=${conversation}
    .draft=${written}
    .say=${speaker.say}
    .format=${speaker.format}
  ></engage-composer>`;
}
