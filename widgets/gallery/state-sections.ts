import { html, type TemplateResult } from 'lit';
import type { Conversation, PendingMessage } from '../core/conversation/conversation.ts';
import { pendingView } from '../core/conversation/pending-view.ts';
import { EngageError } from '../core/engage-error.ts';
import type { MediaState, MessageView } from '../../types/messages.ts';
import type { Speaker } from './conversation-sections.ts';
import { galleryDraft, galleryMe } from './gallery-people.ts';
import { sampleConversation, sampleMedia, sampleMessage, sampleRow } from './sample-conversation.ts';
import { picture, sound } from './samples.ts';
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

const pending = (given: Partial<PendingMessage>): PendingMessage => ({
  clientKey: 'gallery-1',
  content: { type: 'text', text: 'Juruteknik datang petang ini.' },
  replyTo: null,
  at: new Date().toISOString(),
  state: 'sending',
  progress: 0,
  error: null,
  body: null,
  ...given,
});
const photo: PendingMessage['content'] = {
  type: 'file',
  file: new File(['x'], 'kaunter.png', { type: 'image/png' }),
  kind: 'image',
  caption: undefined,
  previewUrl: null,
};
const onTheirWay: readonly PendingMessage[] = [
  pending({}),
  pending({ state: 'uploading', progress: 0.4, content: { ...photo, previewUrl: picture('#1d5fd1') } }),
  pending({ state: 'waiting' }),
  pending({ state: 'refused', error: failure('internal') }),
  pending({ state: 'refused', error: failure('window_closed') }),
  pending({ state: 'refused', error: failure('stale_reply') }),
  pending({
    content: {
      type: 'interactive',
      body: 'Boleh juruteknik datang hari ini?',
      options: [
        { id: '1', title: 'Ya, petang ini' },
        { id: '2', title: 'Esok' },
      ],
    },
  }),
];

const ofKind = (type: MessageView['type'], media: Parameters<typeof sampleMedia>[0]): MessageView =>
  sampleMessage({ type, text: null, media: sampleMedia(media) });
const stopped = (state: MediaState): MessageView => ofKind('image', { state, mime: 'image/jpeg', filename: null });
const files = [
  new File(['x'.repeat(2_000)], 'kaunter.png', { type: 'image/png' }),
  new File(['x'.repeat(212_000)], 'resit-mac.pdf', { type: 'application/pdf' }),
];
const counts = { mine: 8, unassigned: 3, all: 41, waiting: 5, unlinked: 2, done: 0, unreadMine: 2 };
const colleagues = [{ userId: '3', name: 'Farid Osman', role: 'agent' as const }];
const categories = [{ id: '1', name: 'Hardware' }];
const rows = [
  sampleRow({ id: '1', priority: 'urgent' }),
  sampleRow({ id: '2', outlet: null, linkState: 'ambiguous', status: 'new', assignee: null }),
  sampleRow({
    id: '3',
    status: 'pending_merchant',
    awaitingSince: null,
    unread: 0,
    preview: { type: 'text', text: 'Sudah siap', direction: 'out', status: 'failed' },
  }),
];

/** Parts of a conversation and of the list in the states that come and go. */
export const stateSections: readonly { title: string; isWide?: boolean; render: (speaker: Speaker) => TemplateResult }[] = [
  {
    title: 'Replies on their way: sending, uploading, waiting, refused',
    render: ({ say, format }) =>
      html`<div class="stack">
        ${onTheirWay.map((one) => html`<engage-message-bubble .message=${pendingView(one, '4182', null)} .pending=${one} .say=${say} .format=${format}></engage-message-bubble>`)}
      </div>`,
  },
  {
    title: 'How far a reply got',
    render: ({ say, format }) =>
      html`<div class="row">
        ${statuses.map((status) => {
          const at = new Date().toISOString();
          const message = sampleMessage({ direction: 'out', status, sentAt: at, deliveredAt: at, readAt: at });
          return html`<span class="row"><engage-delivery-state .message=${message} .say=${say} .format=${format}></engage-delivery-state>${say(`status.${status}`)}</span>`;
        })}
      </div>`,
  },
  {
    title: 'Files of a message: here, on their way, gone',
    render: ({ say, format }) =>
      html`<div class="stack">
        ${[
          ofKind('image', { mime: 'image/png', filename: 'kaunter.png', url: picture('#0b7a53') }),
          ofKind('sticker', { mime: 'image/webp', url: picture('#f2b55c') }),
          ofKind('audio', { mime: 'audio/wav', voice: true, durationSeconds: 2, url: sound() }),
          ofKind('video', { mime: 'video/mp4' }),
          ...(['pending', 'failed', 'expired', 'too_large'] as const).map(stopped),
        ].map((message) => html`<engage-message-media .message=${message} .say=${say} .format=${format}></engage-message-media>`)}
      </div>`,
  },
  { title: 'Files that go with a reply', render: ({ format }) => html`<engage-attachment-tray .files=${files} .format=${format}></engage-attachment-tray>` },
  {
    title: 'A conversation: loading, failed, not available',
    render: (speaker) =>
      html`<div class="stack">
        ${pane(speaker, sampleConversation({ phase: 'loading', ticket: null, items: [] }))}${pane(speaker, sampleConversation({ phase: 'failed', ticket: null, error: failure('unavailable') }))}
        ${pane(speaker, sampleConversation({ phase: 'failed', ticket: null, error: failure('not_found') }))}
      </div>`,
  },
  {
    title: 'A conversation: others here, out of date',
    render: (speaker) => pane(speaker, sampleConversation({ isStale: true, viewers: [{ userId: '3', name: 'Farid Osman', state: 'typing_reply' }] }), 'deep'),
  },
  {
    title: 'Views',
    render: ({ inboxSay }) =>
      html`<div class="framed"><engage-views-rail view="all" can-sign-out .counts=${counts} .say=${inboxSay}></engage-views-rail></div>`,
  },
  {
    title: 'Above the list, and its filters',
    render: ({ say, inboxSay }) => {
      const filter = { view: 'all' as const, statuses: ['open' as const, 'new' as const], fids: ['120'] };
      return html`<div class="stack">
        <div class="framed as-inbox"><engage-list-header .filter=${filter} .counts=${counts} .colleagues=${colleagues} .categories=${categories} .say=${inboxSay} .speak=${say}></engage-list-header></div>
        <engage-list-filters .filter=${filter} .colleagues=${colleagues} .categories=${categories} .say=${inboxSay} .speak=${say}></engage-list-filters>
      </div>`;
    },
  },
  {
    title: 'The list: new ones above, more coming, more failed',
    render: (speaker) =>
      html`<div class="stack">${list(speaker, { held: 3, more: 'loading', rows, selectedId: '1' })}${list(speaker, { more: 'failed', rows: rows.slice(0, 1) })}</div>`,
  },
  {
    title: 'The list: loading, empty, nothing found, failed',
    render: (speaker) =>
      html`<div class="stack">
        ${list(speaker, { phase: 'loading' })}${list(speaker, { view: 'mine' })}${list(speaker, { isFiltered: true })}${list(speaker, { phase: 'failed', error: failure('unavailable') })}
      </div>`,
  },
  { title: 'Sign-in', render: () => html`<div class="framed"><engage-sign-in-form></engage-sign-in-form></div>` },
  { title: 'The list in columns', isWide: true, render: (speaker) => list(speaker, { rows, wide: true, selectedId: '2' }) },
];

interface ListState {
  rows?: typeof rows;
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
