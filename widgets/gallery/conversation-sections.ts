import { html, type TemplateResult } from 'lit';
import type { Conversation } from '../core/conversation/conversation.ts';
import type { Draft } from '../core/conversation/drafts.ts';
import type { Format } from '../core/format.ts';
import type { MessageView } from '../../types/messages.ts';
import type { TicketRow } from '../../types/tickets.ts';
import type { InboxSay } from '../inbox/inbox-words.ts';
import type { ConversationSay } from '../ui/conversation/conversation-words.ts';
import type { Both } from './both.ts';
import { galleryDraft, galleryMe } from './gallery-people.ts';
import { sampleConversation, sampleMedia, sampleMessage, sampleNote, sampleRow, sampleTicket } from './sample-conversation.ts';
import '../inbox/ticket-line.ts';
import '../ui/conversation/composer.ts';
import '../ui/conversation/merchant-facts.ts';
import '../ui/conversation/message-bubble.ts';
import '../ui/conversation/note-bubble.ts';
import '../ui/conversation/number-stopped.ts';
import '../ui/conversation/outlet-choice.ts';
import '../ui/conversation/thread-view.ts';
import '../ui/conversation/ticket-heading.ts';

/** What parts of a conversation need to speak. */
export interface Speaker {
  say: ConversationSay;
  inboxSay: InboxSay;
  format: Format;
  both: Both;
}

const failure = (key: 'not_on_whatsapp' | 'temporary', canRetry: boolean): MessageView['failure'] => ({ code: '131026', key, canRetry });
const out = (both: Both, given: Partial<MessageView>): MessageView =>
  sampleMessage(both, {
    direction: 'out',
    text: both('The technician comes this afternoon, between 4 and 6.', 'Juruteknik datang petang ini, antara 4 hingga 6.'),
    ...given,
  });

const incoming = (both: Both): MessageView[] => [
  sampleMessage(both, { reactions: [{ emoji: '👍', from: 'us', by: 'Aina' }] }),
  sampleMessage(both, { type: 'document', text: null, media: sampleMedia({}) }),
  sampleMessage(both, {
    type: 'audio',
    text: null,
    media: sampleMedia({ mime: 'audio/ogg', filename: null, durationSeconds: 18, voice: true, bytes: 40_000 }),
  }),
  sampleMessage(both, {
    type: 'image',
    text: both('This is the counter', 'Ini gambar kaunter'),
    media: sampleMedia({ state: 'pending', mime: 'image/jpeg', filename: null }),
  }),
  sampleMessage(both, { type: 'video', text: null, media: sampleMedia({ state: 'too_large', mime: 'video/mp4', filename: 'kaunter.mp4', bytes: 19_000_000 }) }),
  sampleMessage(both, {
    type: 'location',
    text: null,
    location: { latitude: 3.13, longitude: 101.67, name: 'Sri Kopitiam Bangsar', address: '12 Jalan Telawi' },
  }),
  sampleMessage(both, { type: 'contacts', text: null, contacts: [{ name: 'Ah Seng', phones: ['+60198765432'], emails: [] }] }),
  sampleMessage(both, {
    type: 'interactive',
    text: both('Yes, this afternoon', 'Ya, petang ini'),
    interactive: { reply: { id: 'y', title: both('Yes, this afternoon', 'Ya, petang ini') } },
    replyTo: { id: '1', text: both('Is today possible?', 'Boleh hari ini?'), direction: 'out', type: 'text' },
  }),
  sampleMessage(both, { text: both('An edited message', 'Mesej yang disunting'), editedAt: new Date().toISOString(), forwarded: true }),
  sampleMessage(both, { text: null, deletedAt: new Date().toISOString() }),
  sampleMessage(both, { type: 'unsupported', text: null, detail: 'poll' }),
];
const outgoing = (both: Both): MessageView[] => [
  ...(['queued', 'sent', 'delivered', 'read', 'unknown'] as const).map((status) => out(both, { status })),
  out(both, { status: 'failed', failure: failure('temporary', true) }),
  out(both, { status: 'failed', failure: failure('not_on_whatsapp', false) }),
  out(both, {
    type: 'template',
    text: null,
    template: {
      name: 'follow_up',
      language: both('en', 'ms'),
      body: both('Hi Sri, does the printer work now?', 'Hai Sri, adakah pencetak sudah berfungsi?'),
      footer: 'KedaiPOS',
      buttons: [both('Yes', 'Ya'), both('Not yet', 'Belum')],
    },
  }),
];
const rows = (both: Both): { row: TicketRow; selected?: boolean; hasDraft?: boolean }[] => [
  { row: sampleRow(both, { priority: 'urgent' }), selected: true },
  {
    row: sampleRow(both, {
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
    row: sampleRow(both, {
      id: '3',
      status: 'pending_merchant',
      awaitingSince: null,
      unread: 0,
      priority: 'low',
      preview: { type: 'audio', text: null, direction: 'in', status: 'received' },
    }),
  },
  {
    row: sampleRow(both, {
      id: '4',
      status: 'resolved',
      awaitingSince: null,
      unread: 0,
      assignee: null,
      preview: { type: 'text', text: both('I have reset the terminal for you', 'Saya sudah set semula terminal anda'), direction: 'out', status: 'read' },
    }),
  },
];

/** The parts of an open ticket, in order. */
export const conversationSections: readonly { title: readonly [english: string, malay: string]; render: (speaker: Speaker) => TemplateResult }[] = [
  {
    title: ['What merchants write', 'Apa yang peniaga tulis'],
    render: ({ say, format, both }) =>
      html`<div class="stack">${incoming(both).map((message) => html`<engage-message-bubble answerable by="Sri Devi" .message=${message} .say=${say} .format=${format}></engage-message-bubble>`)}</div>`,
  },
  {
    title: ['What we write, from queued to failed', 'Apa yang kita tulis, daripada menunggu hingga gagal'],
    render: ({ say, format, both }) =>
      html`<div class="stack">
        ${outgoing(both).map((message) => html`<engage-message-bubble answerable by="Aina" .message=${message} .say=${say} .format=${format}></engage-message-bubble>`)}
        <engage-note-bubble .note=${sampleNote(both('Same model failed at Lucky Mart last week. Can you confirm?', 'Model sama rosak di Lucky Mart minggu lepas. Boleh sahkan?'))} .say=${say} .format=${format}></engage-note-bubble>
      </div>`,
  },
  {
    title: ['Lines of the list', 'Baris dalam senarai'],
    render: ({ say, inboxSay, format, both }) =>
      html`<div class="framed">
        ${rows(both).map(
          ({ row, selected, hasDraft }) =>
            html`<engage-ticket-line me="2" ?open=${selected ?? false} ?has-draft=${hasDraft ?? false} .row=${row} .say=${inboxSay} .speak=${say} .format=${format}></engage-ticket-line>`,
        )}
      </div>`,
  },
  {
    title: ['Heading, thread and composer', 'Tajuk, perbualan dan kotak tulis'],
    render: ({ say, format, both }) => {
      const conversation = sampleConversation(both);
      return html`<div class="framed">
        <engage-ticket-heading stacked .ticket=${conversation.ticket} .say=${say} .format=${format} .me=${galleryMe} .colleagues=${[{ userId: '2', name: 'Aina Rahman', role: 'agent' }]}></engage-ticket-heading>
        <div class="tall"><engage-thread-view me="2" answerable .conversation=${conversation} .say=${say} .format=${format}></engage-thread-view></div>
        ${composer({ say, format }, conversation, galleryDraft({ reply: both('I am sending a technician this afternoon, between 4 and 6. Is that all right?', 'Saya akan hantar juruteknik petang ini, antara 4 hingga 6 petang. Boleh?') }))}
      </div>`;
    },
  },
  {
    title: [
      'Composer: note, closed window, colleague first, offline, no right',
      'Kotak tulis: nota, tetingkap ditutup, rakan sekerja dahulu, tiada sambungan, tiada kebenaran',
    ],
    render: (speaker) => {
      const { both } = speaker;
      const short = both('One moment please.', 'Sebentar ya.');
      const closed = sampleConversation(both, { ticket: sampleTicket(both, { windowEndsAt: new Date(Date.now() - 3_600_000).toISOString() }) });
      const answered = sampleConversation(both, { collision: [out(both, { text: both('I have called the outlet.', 'Saya sudah telefon cawangan itu.') })] });
      return html`<div class="stack">
        <div class="framed">${composer(speaker, sampleConversation(both), galleryDraft({ mode: 'note', note: both('Warranty ends in March.', 'Waranti tamat bulan Mac.') }))}</div>
        <div class="framed">${composer(speaker, closed, galleryDraft())}</div>
        <div class="framed">${composer(speaker, answered, galleryDraft({ reply: short }))}</div>
        <div class="framed">${composer(speaker, sampleConversation(both), galleryDraft({ reply: short }), { offline: true })}</div>
        <div class="framed">${composer(speaker, sampleConversation(both), galleryDraft(), { canReply: false })}</div>
      </div>`;
    },
  },
  {
    title: ['Which outlet?', 'Cawangan mana?'],
    render: ({ say, both }) => {
      const candidates = ['Bangsar', 'Mid Valley'].map((name, index) => ({
        oid: String(8812 + index),
        fid: '120',
        name,
        franchiseName: 'Sri Kopitiam',
        primary: index === 0,
      }));
      return html`<div class="stack">
        <engage-outlet-choice .ticket=${sampleTicket(both, { outlet: null, outletCard: null, linkState: 'ambiguous', candidates })} .say=${say}></engage-outlet-choice>
        <engage-outlet-choice .ticket=${sampleTicket(both, { outlet: null, outletCard: null, linkState: 'unknown' })} .say=${say}></engage-outlet-choice>
        <engage-outlet-choice locked .ticket=${sampleTicket(both, { outlet: null, outletCard: null, linkState: 'ambiguous', candidates })} .say=${say}></engage-outlet-choice>
      </div>`;
    },
  },
  {
    title: ['WhatsApp has stopped the number', 'WhatsApp menghentikan nombor'],
    render: () =>
      html`<div class="stack">
        <engage-number-stopped name="KedaiPOS Support"></engage-number-stopped>
        <engage-number-stopped name="KedaiPOS Support" .resume=${() => Promise.reject(new Error('as in the gallery'))}></engage-number-stopped>
      </div>`,
  },
  {
    title: ['Beside the thread', 'Di sebelah perbualan'],
    render: ({ say, format, both }) =>
      html`<div class="framed"><engage-merchant-facts .ticket=${sampleTicket(both)} .say=${say} .format=${format} .me=${galleryMe} .categories=${[{ id: '1', name: both('Hardware', 'Perkakasan') }]}></engage-merchant-facts></div>`,
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
