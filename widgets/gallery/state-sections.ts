import { html, type TemplateResult } from 'lit';
import type { Conversation, PendingMessage } from '../core/conversation/conversation.ts';
import { pendingView } from '../core/conversation/pending-view.ts';
import { EngageError } from '../core/engage-error.ts';
import type { MediaState, MessageView } from '../../types/messages.ts';
import type { TicketRow } from '../../types/tickets.ts';
import type { Both } from './both.ts';
import type { Speaker } from './conversation-sections.ts';
import { galleryDraft, galleryMe } from './gallery-people.ts';
import { sampleConversation, sampleMedia, sampleMessage, sampleRow } from './sample-conversation.ts';
import { picture, pictureFile, sound } from './samples.ts';
import '../inbox/list-filters.ts';
import '../inbox/list-header.ts';
import '../inbox/ticket-list.ts';
import '../inbox/views-rail.ts';
import '../ui/conversation/attachment-tray.ts';
import '../ui/conversation/conversation-pane.ts';
import '../ui/conversation/delivery-state.ts';
import '../ui/conversation/message-bubble.ts';
import '../ui/conversation/message-media.ts';
import '../ui/sign-in-form.ts';

const statuses = ['queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'played', 'failed'] as const;
const failure = (code: 'internal' | 'not_found' | 'unavailable' | 'window_closed' | 'stale_reply', requestId = 'req-9f2c'): EngageError =>
  new EngageError({ code, message: code, requestId });

const pending = (both: Both, given: Partial<PendingMessage>): PendingMessage => ({
  clientKey: 'gallery-1',
  content: { type: 'text', text: both('The technician comes this afternoon.', 'Juruteknik datang petang ini.') },
  replyTo: null,
  at: new Date().toISOString(),
  state: 'sending',
  progress: 0,
  error: null,
  body: null,
  ...given,
});
const photo: PendingMessage['content'] = { type: 'file', file: pictureFile('kaunter.png'), kind: 'image', caption: undefined, previewUrl: null };
const onTheirWay = (both: Both): readonly PendingMessage[] => [
  pending(both, {}),
  pending(both, { state: 'uploading', progress: 0.4, content: { ...photo, previewUrl: picture('#1d5fd1') } }),
  pending(both, { state: 'waiting' }),
  pending(both, { state: 'refused', error: failure('internal') }),
  pending(both, { state: 'refused', error: failure('window_closed') }),
  pending(both, { state: 'refused', error: failure('stale_reply') }),
  pending(both, {
    content: {
      type: 'interactive',
      body: both('May a technician come today?', 'Boleh juruteknik datang hari ini?'),
      options: [
        { id: '1', title: both('Yes, this afternoon', 'Ya, petang ini') },
        { id: '2', title: both('Tomorrow', 'Esok') },
      ],
    },
  }),
];

const ofKind = (both: Both, type: MessageView['type'], media: Parameters<typeof sampleMedia>[0]): MessageView =>
  sampleMessage(both, { type, text: null, media: sampleMedia(media) });
const stopped = (both: Both, state: MediaState): MessageView => ofKind(both, 'image', { state, mime: 'image/jpeg', filename: null });
const files = [pictureFile('kaunter.png'), new File(['x'.repeat(212_000)], 'resit-mac.pdf', { type: 'application/pdf' })];
const counts = { mine: 8, unassigned: 3, all: 41, waiting: 5, unlinked: 2, done: 0, unreadMine: 2 };
const colleagues = [{ userId: '3', name: 'Farid Osman', role: 'agent' as const }];
const categories = (both: Both): { id: string; name: string }[] => [{ id: '1', name: both('Hardware', 'Perkakasan') }];
const rows = (both: Both): TicketRow[] => [
  sampleRow(both, { id: '1', priority: 'urgent' }),
  sampleRow(both, { id: '2', outlet: null, linkState: 'ambiguous', status: 'new', assignee: null }),
  sampleRow(both, {
    id: '3',
    status: 'pending_merchant',
    awaitingSince: null,
    unread: 0,
    preview: { type: 'text', text: both('It is done', 'Sudah siap'), direction: 'out', status: 'failed' },
  }),
];

/** Parts of a conversation and of the list in the states that come and go. */
export const stateSections: readonly { title: readonly [english: string, malay: string]; isWide?: boolean; render: (speaker: Speaker) => TemplateResult }[] = [
  {
    title: ['Replies on their way: sending, uploading, waiting, refused', 'Balasan dalam perjalanan: menghantar, memuat naik, menunggu, ditolak'],
    render: ({ say, format, both }) =>
      html`<div class="stack">
        ${onTheirWay(both).map((one) => html`<engage-message-bubble .message=${pendingView(one, '4182', null)} .pending=${one} .say=${say} .format=${format}></engage-message-bubble>`)}
      </div>`,
  },
  {
    title: ['How far a reply got', 'Sejauh mana balasan sampai'],
    render: ({ say, format, both }) =>
      html`<div class="row">
        ${statuses.map((status) => {
          const at = new Date().toISOString();
          const message = sampleMessage(both, { direction: 'out', status, sentAt: at, deliveredAt: at, readAt: at });
          return html`<span class="row"><engage-delivery-state .message=${message} .say=${say} .format=${format}></engage-delivery-state>${say(`status.${status}`)}</span>`;
        })}
      </div>`,
  },
  {
    title: ['Files of a message: here, on their way, gone', 'Fail dalam mesej: ada, sedang diambil, tiada lagi'],
    render: ({ say, format, both }) =>
      html`<div class="stack">
        ${[
          ofKind(both, 'image', { mime: 'image/png', filename: 'kaunter.png', url: picture('#0b7a53') }),
          ofKind(both, 'sticker', { mime: 'image/webp', url: picture('#f2b55c') }),
          ofKind(both, 'audio', { mime: 'audio/wav', voice: true, durationSeconds: 2, url: sound() }),
          ofKind(both, 'video', { mime: 'video/mp4' }),
          ...(['pending', 'failed', 'expired', 'too_large'] as const).map((state) => stopped(both, state)),
        ].map((message) => html`<engage-message-media .message=${message} .say=${say} .format=${format}></engage-message-media>`)}
      </div>`,
  },
  {
    title: ['Files that go with a reply', 'Fail yang dihantar bersama balasan'],
    render: ({ format }) => html`<engage-attachment-tray .files=${files} .format=${format}></engage-attachment-tray>`,
  },
  {
    title: ['A conversation: loading, failed, not available', 'Perbualan: dimuatkan, gagal, tidak tersedia'],
    render: (speaker) =>
      html`<div class="stack">
        ${pane(speaker, sampleConversation(speaker.both, { phase: 'loading', ticket: null, items: [] }))}${pane(speaker, sampleConversation(speaker.both, { phase: 'failed', ticket: null, error: failure('unavailable') }))}
        ${pane(speaker, sampleConversation(speaker.both, { phase: 'failed', ticket: null, error: failure('not_found') }))}
      </div>`,
  },
  {
    title: ['A conversation: others here, out of date', 'Perbualan: ada orang lain, tidak terkini'],
    render: (speaker) =>
      pane(speaker, sampleConversation(speaker.both, { isStale: true, viewers: [{ userId: '3', name: 'Farid Osman', state: 'typing_reply' }] }), 'deep'),
  },
  {
    title: ['Views', 'Paparan'],
    render: ({ inboxSay }) =>
      html`<div class="framed"><engage-views-rail view="all" can-sign-out .counts=${counts} .say=${inboxSay}></engage-views-rail></div>`,
  },
  {
    title: ['Above the list, and its filters', 'Di atas senarai, dan tapisannya'],
    render: ({ say, inboxSay, both }) => {
      const filter = { view: 'all' as const, statuses: ['open' as const, 'new' as const], fids: ['120'] };
      return html`<div class="stack">
        <div class="framed as-inbox"><engage-list-header .filter=${filter} .counts=${counts} .colleagues=${colleagues} .categories=${categories(both)} .say=${inboxSay} .speak=${say}></engage-list-header></div>
        <engage-list-filters .filter=${filter} .colleagues=${colleagues} .categories=${categories(both)} .say=${inboxSay} .speak=${say}></engage-list-filters>
      </div>`;
    },
  },
  {
    title: ['The list: new ones above, more coming, more failed', 'Senarai: yang baharu di atas, lagi dimuatkan, lagi gagal'],
    render: (speaker) =>
      html`<div class="stack">${list(speaker, { held: 3, more: 'loading', rows: rows(speaker.both), selectedId: '1' })}${list(speaker, { more: 'failed', rows: rows(speaker.both).slice(0, 1) })}</div>`,
  },
  {
    title: ['The list: loading, empty, nothing found, failed', 'Senarai: dimuatkan, kosong, tiada padanan, gagal'],
    render: (speaker) =>
      html`<div class="stack">
        ${list(speaker, { phase: 'loading' })}${list(speaker, { view: 'mine' })}${list(speaker, { isFiltered: true })}${list(speaker, { phase: 'failed', error: failure('unavailable') })}
      </div>`,
  },
  { title: ['Sign-in', 'Log masuk'], render: () => html`<div class="framed"><engage-sign-in-form></engage-sign-in-form></div>` },
  {
    title: ['The list in columns', 'Senarai dalam lajur'],
    isWide: true,
    render: (speaker) => list(speaker, { rows: rows(speaker.both), wide: true, selectedId: '2' }),
  },
];

interface ListState {
  rows?: TicketRow[];
  held?: number;
  more?: 'idle' | 'loading' | 'failed';
  phase?: 'loading' | 'ready' | 'failed';
  view?: 'mine' | 'all';
  isFiltered?: boolean;
  wide?: boolean;
  selectedId?: string;
  error?: EngageError;
}

function list({ say, inboxSay, format }: Speaker, given: ListState): TemplateResult {
  return html`<div class="framed tall as-inbox">
    <engage-ticket-list
      me="2"
      phase=${given.phase ?? 'ready'}
      view=${given.view ?? 'all'}
      more=${given.more ?? 'idle'}
      held=${given.held ?? 0}
      ?wide=${given.wide ?? false}
      ?is-filtered=${given.isFiltered ?? false}
      .rows=${given.rows ?? []}
      .error=${given.error ?? null}
      .selectedId=${given.selectedId ?? null}
      .say=${inboxSay}
      .speak=${say}
      .format=${format}
    ></engage-ticket-list>
  </div>`;
}

function pane({ say, format }: Speaker, conversation: Conversation, height = 'high'): TemplateResult {
  return html`<div class="framed ${height}">
    <engage-conversation-pane .conversation=${conversation} .draft=${galleryDraft()} .me=${galleryMe} .say=${say} .format=${format}></engage-conversation-pane>
  </div>`;
}
