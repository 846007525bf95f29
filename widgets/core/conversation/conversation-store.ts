import type { MeView } from '../../../types/access.ts';
import type { LiveDelta } from '../../../types/live.ts';
import type { MessageView, OutboundContent, SendReplyInput } from '../../../types/messages.ts';
import type { TemplateView } from '../../../types/templates.ts';
import type { ThreadItem, ThreadPage, TicketView } from '../../../types/tickets.ts';
import type { Connection } from '../connection.ts';
import { EngageError } from '../engage-error.ts';
import { applyConversationDelta } from './apply-conversation-delta.ts';
import type { Conversation, ConversationNotice, PendingMessage } from './conversation.ts';
import type { Draft, Drafts } from './drafts.ts';
import { firstUnread } from './first-unread.ts';
import { mergeThreadItems } from './merge-thread-items.ts';
import { mediaKindOf } from './media-kind-of.ts';
import { newConversation } from './new-conversation.ts';
import { PresenceTeller } from './presence-teller.ts';
import { ReplyLine } from './reply-line.ts';
import { TicketEdits } from './ticket-edits.ts';
import { threadKey } from './thread-key.ts';
import { unseenAnswers } from './unseen-answers.ts';

/** What a conversation needs from the widget around it. */
export interface ConversationHost {
  connection: Connection;
  me: MeView;
  drafts: Drafts;
  /** something to show changed */
  changed(): void;
  /** the ticket itself changed here: the list may want to know */
  ticketChanged?(ticket: TicketView): void;
  notice(notice: ConversationNotice): void;
}

const PAGE = 50;

/**
 * One open ticket of one person: its facts, its thread, replies on their way, colleagues present. Talks to the server for the
 * inbox and the ticket panel alike; both make one per ticket they show and call `close()` when they leave it.
 */
export class ConversationStore {
  conversation: Conversation;
  readonly #host: ConversationHost;
  readonly #abort = new AbortController();
  readonly #leave: (() => void)[] = [];
  #draft: Draft;
  readonly #replies: ReplyLine;
  /** changes of the ticket's fields and outlet */
  readonly edits: TicketEdits;
  readonly #presence: PresenceTeller;
  readonly #early: LiveDelta[] = [];
  #isLookedAt = false;
  /** what was on screen when the reply was begun; null while there is none */
  #seen: ReadonlySet<string> | null = null;
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ConversationHost, ticketId: string) {
    this.#host = host;
    this.#draft = host.drafts.of(ticketId);
    this.conversation = newConversation(ticketId);
    this.edits = new TicketEdits({
      connection: host.connection,
      ticketId,
      signal: this.#abort.signal,
      ticket: () => this.conversation.ticket,
      shown: (ticket) => {
        this.#set({ ticket });
        host.ticketChanged?.(ticket);
      },
      took: (ticket) => this.#took(ticket),
      refresh: () => this.#refreshTicket(),
      notice: (notice) => host.notice(notice),
    });
    this.#replies = new ReplyLine({
      connection: host.connection,
      ticketId,
      signal: this.#abort.signal,
      changed: (pending) => this.#set({ pending }),
      arrived: (message) => this.#set({ items: mergeThreadItems(this.conversation.items, [message]) }),
      overtaken: (pending, answers, baseRevision) => this.#overtaken(pending, answers, baseRevision),
    });
    const { live } = host.connection;
    this.#presence = new PresenceTeller((state) => live.presence(ticketId, state));
    this.#leave.push(
      live.listen({
        delta: (delta) => this.#received(delta),
        resync: (since) => {
          if (since !== null) this.#catchUp().catch(() => undefined);
        },
        state: (state) => {
          if (state === 'live') this.#replies.sendWaiting();
        },
      }),
      live.watch(ticketId),
    );
    this.#load().catch(() => undefined);
  }

  get draft(): Draft {
    return this.#draft;
  }

  get #api() {
    return this.#host.connection.api;
  }

  get #id(): string {
    return this.conversation.ticketId;
  }

  close(): void {
    this.#presence.leave();
    for (const leave of this.#leave) leave();
    clearTimeout(this.#refreshTimer);
    this.#abort.abort();
    this.#replies.close();
  }

  /** Loads again after a failure. */
  async retryLoad(): Promise<void> {
    this.#set({ phase: 'loading', error: null });
    await this.#load();
  }

  async #load(): Promise<void> {
    const { signal } = this.#abort;
    try {
      const [ticket, page] = await Promise.all([
        this.#api.tickets.get.query({ ticketId: this.#id }, { signal }),
        this.#api.tickets.thread.query({ ticketId: this.#id, limit: PAGE }, { signal }),
      ]);
      this.#set({
        phase: 'ready',
        ticket,
        items: page.items,
        olderCursor: page.olderCursor,
        newestCursor: page.newestCursor,
        revision: Math.max(page.revision, ticket.revision),
        unreadFrom: firstUnread(page.items, ticket.unread),
        isStale: false,
      });
      for (const delta of this.#early.splice(0)) this.#received(delta);
      this.#checkCollision();
      this.#markRead();
    } catch (thrown) {
      if (EngageError.isAbort(thrown)) return;
      this.#set({ phase: 'failed', error: EngageError.from(thrown) });
    }
  }

  /** Older messages, when the person scrolls up to them. */
  async loadOlder(): Promise<void> {
    const { olderCursor, older } = this.conversation;
    if (!olderCursor || older === 'loading') return;
    this.#set({ older: 'loading' });
    try {
      const page = await this.#api.tickets.thread.query({ ticketId: this.#id, before: olderCursor, limit: PAGE }, { signal: this.#abort.signal });
      this.#set({ items: mergeThreadItems(this.conversation.items, page.items), olderCursor: page.olderCursor, older: 'idle' });
    } catch (thrown) {
      if (!EngageError.isAbort(thrown)) this.#set({ older: 'failed' });
    }
  }

  /** The connection was away: everything after what we have, and the newest page again for ticks that changed meanwhile. */
  async #catchUp(): Promise<void> {
    if (this.conversation.phase !== 'ready') return this.conversation.phase === 'failed' ? this.retryLoad() : undefined;
    const { signal } = this.#abort;
    try {
      let after = this.conversation.newestCursor;
      for (let isMore = after !== null; isMore && after !== null; ) {
        const page: ThreadPage = await this.#api.tickets.thread.query({ ticketId: this.#id, after, limit: 100 }, { signal });
        this.#takePage(page);
        isMore = page.items.length === 100 && page.newestCursor !== after;
        after = page.newestCursor;
      }
      const [ticket, newest] = await Promise.all([
        this.#api.tickets.get.query({ ticketId: this.#id }, { signal }),
        this.#api.tickets.thread.query({ ticketId: this.#id, limit: PAGE }, { signal }),
      ]);
      this.#takePage(newest);
      this.#set({ ticket, isStale: false, revision: Math.max(this.conversation.revision, ticket.revision) });
      this.#checkCollision();
      this.#markRead();
    } catch (thrown) {
      if (!EngageError.isAbort(thrown)) this.#set({ isStale: true });
    }
  }

  #takePage(page: ThreadPage): void {
    const arrived = new Set(page.items.map((item) => (item.kind === 'message' ? item.clientKey : null)));
    this.#set({
      items: mergeThreadItems(this.conversation.items, page.items),
      newestCursor: page.newestCursor,
      revision: Math.max(this.conversation.revision, page.revision),
    });
    this.#replies.keepOnly(this.conversation.pending.filter((pending) => !arrived.has(pending.clientKey)));
  }

  #received(delta: LiveDelta): void {
    // what is pushed while the page is being fetched may be newer than the page: it is applied right after
    if (this.conversation.phase === 'loading') return void this.#early.push(delta);
    const before = this.conversation;
    const after = applyConversationDelta(before, delta, this.#host.me.userId);
    if (after === before) return;
    this.conversation = after;
    if (after.pending !== before.pending) this.#replies.keepOnly(after.pending);
    if (delta.t === 'item') {
      this.#checkCollision();
      if (delta.item.kind === 'message' && delta.item.direction === 'in') this.#markRead();
    }
    if (delta.t === 'ticket' && (delta.refetch || delta.patch.assigneeId)) this.#refreshTicket();
    this.#host.changed();
  }

  /** Fetches the ticket's facts again, once for several pushes. */
  #refreshTicket(): void {
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = setTimeout(() => {
      this.#api.tickets.get.query({ ticketId: this.#id }, { signal: this.#abort.signal }).then(
        (ticket) => this.#took(ticket),
        () => this.#set({ isStale: true }),
      );
    }, 120);
  }

  #took(ticket: TicketView): void {
    if (this.conversation.ticket && ticket.revision < this.conversation.ticket.revision) return;
    this.#set({ ticket, revision: Math.max(this.conversation.revision, ticket.revision) });
    this.#host.ticketChanged?.(ticket);
  }

  /** The person is looking at it (or not any more): counts as reading, and colleagues see it. */
  lookedAt(isLookedAt: boolean): void {
    this.#isLookedAt = isLookedAt;
    this.#presence.looking(isLookedAt);
    if (isLookedAt) this.#markRead();
  }

  #markRead(): void {
    const { ticket } = this.conversation;
    if (!this.#isLookedAt || !ticket?.unread) return;
    this.#set({ ticket: { ...ticket, unread: 0 } });
    this.#host.ticketChanged?.({ ...ticket, unread: 0 });
    this.#api.tickets.markRead.mutate({ ticketId: this.#id }).catch(() => {
      // the next message, or the next visit, marks it again
    });
  }

  /** What is being written changed. The first words fix the revision the reply is written against. */
  setDraft(change: Partial<Draft>): void {
    const next = { ...this.#draft, ...change };
    if (!next.reply) next.baseRevision = null;
    else next.baseRevision ??= this.conversation.revision;
    const isTyping = change.reply !== undefined || change.note !== undefined;
    this.#draft = next;
    this.#host.drafts.keep(this.#id, next);
    if (isTyping) this.#presence.typing(next.mode === 'note' ? next.note && 'typing_note' : next.reply && 'typing_reply');
    this.#checkCollision();
    this.#host.changed();
  }

  /** A colleague answered while this reply was being written: shown beside the draft, which stays. */
  #checkCollision(): void {
    if (this.conversation.phase !== 'ready') return;
    if (!this.#draft.reply) this.#seen = null;
    else this.#seen ??= this.#onScreen();
    const collision = this.#seen ? unseenAnswers(this.conversation.items, this.#seen, this.#host.me.userId) : [];
    if (collision.length !== this.conversation.collision.length) this.#set({ collision });
  }

  #onScreen(): ReadonlySet<string> {
    return new Set(this.conversation.items.map(threadKey));
  }

  /** The person has seen the colleague's answer and goes on writing. */
  keepWriting(): void {
    this.#seen = this.#onScreen();
    this.setDraft({ baseRevision: this.conversation.revision });
  }

  /** Sends the reply being written. `force` sends it although a colleague answered. */
  sendReply(force = false): void {
    const { files } = this.#draft;
    const text = this.#draft.reply.trim();
    if (!text && files.length === 0) return;
    if (this.conversation.collision.length && !force) return;
    const { baseRevision, replyToId } = this.#draft;
    const replyTo = this.#quoted(replyToId);
    const base = { ...(baseRevision !== null && { baseRevision }), force };
    // one file carries the text as its caption, when the channel allows one
    const [first] = files;
    const captioned = files.length === 1 && first && mediaKindOf(first.type) !== 'audio' && text.length <= 1024;
    files.forEach((file, index) => {
      const kind = mediaKindOf(file.type);
      const previewUrl = kind === 'document' ? null : URL.createObjectURL(file);
      this.#replies.add({ type: 'file', file, kind, caption: captioned && text ? text : undefined, previewUrl }, index === 0 ? replyTo : null, base);
    });
    if (text && !captioned) this.#replies.add({ type: 'text', text }, files.length ? null : replyTo, base);
    this.#clearReply();
  }

  sendContent(content: OutboundContent, terms: { force: boolean; baseRevision?: number }, body: string | null = null): void {
    this.#replies.add(content, null, terms, body);
  }

  sendReaction(messageId: string, emoji: string): void {
    const input: SendReplyInput = { ticketId: this.#id, content: { type: 'reaction', messageId, emoji }, clientKey: crypto.randomUUID(), force: true };
    this.#api.messages.send.mutate(input).catch((thrown: unknown) => this.#host.notice({ kind: 'failed', field: 'note', error: EngageError.from(thrown) }));
  }

  /** Another attempt with a reply the server refused, or that never left. */
  sendAgain(clientKey: string): void {
    this.#replies.again(clientKey);
  }

  discard(clientKey: string): void {
    this.#replies.discard(clientKey);
  }

  /** A colleague was faster: the words go back to the composer, with the answers that came first. */
  #overtaken(pending: PendingMessage, answers: readonly ThreadItem[], baseRevision: number | null): boolean {
    const canGoBack = pending.content.type === 'text' && !this.#draft.reply;
    if (pending.content.type === 'text' && canGoBack) {
      this.#seen = this.#onScreen();
      this.#draft = { ...this.#draft, mode: 'reply', reply: pending.content.text, replyToId: pending.replyTo?.id ?? null, baseRevision };
      this.#host.drafts.keep(this.#id, this.#draft);
    }
    this.#set({ items: mergeThreadItems(this.conversation.items, answers) });
    this.#checkCollision();
    return canGoBack;
  }

  #clearReply(): void {
    this.#draft = { ...this.#draft, reply: '', replyToId: null, baseRevision: null, files: [] };
    this.#seen = null;
    this.#host.drafts.keep(this.#id, this.#draft);
    this.#presence.typing('');
    this.#set({ collision: [] });
  }

  #quoted(id: string | null): MessageView['replyTo'] {
    const message = this.conversation.items.find((item) => item.kind === 'message' && item.id === id);
    return message?.kind === 'message' ? { id: message.id, text: message.text, direction: message.direction, type: message.type } : null;
  }

  /** A message WhatsApp did not deliver goes out again as the same message. */
  async retryMessage(messageId: string): Promise<void> {
    const before = this.conversation.items.find((item) => item.kind === 'message' && item.id === messageId);
    if (before?.kind !== 'message') return;
    this.#replaceMessage({ ...before, status: 'queued', failure: null });
    try {
      this.#replaceMessage(await this.#api.messages.retry.mutate({ messageId }));
    } catch (thrown) {
      this.#replaceMessage(before);
      this.#host.notice({ kind: 'failed', field: 'status', error: EngageError.from(thrown) });
    }
  }

  /** Puts a message in the place of its former self, whatever its status. */
  #replaceMessage(message: MessageView): void {
    this.#set({ items: this.conversation.items.map((item) => (item.kind === 'message' && item.id === message.id ? message : item)) });
  }

  async addNote(): Promise<boolean> {
    const text = this.#draft.note.trim();
    if (!text) return false;
    try {
      const note = await this.#api.tickets.addNote.mutate({ ticketId: this.#id, text, clientKey: crypto.randomUUID() });
      this.#set({ items: mergeThreadItems(this.conversation.items, [note]) });
      this.setDraft({ note: '' });
      return true;
    } catch (thrown) {
      this.#host.notice({ kind: 'failed', field: 'note', error: EngageError.from(thrown) });
      return false;
    }
  }

  /** Templates that may be sent in this ticket, with what we know filled in. */
  async templates(): Promise<readonly TemplateView[]> {
    return this.#api.messages.templates.query({ ticketId: this.#id }, { signal: this.#abort.signal });
  }

  /** A fresh address for a file: the ones in the thread live for a few minutes. */
  async mediaUrl(messageId: string): Promise<string | null> {
    try {
      const { url } = await this.#api.messages.mediaUrl.query({ messageId }, { signal: this.#abort.signal });
      this.#set({
        items: this.conversation.items.map((item) =>
          item.kind === 'message' && item.id === messageId && item.media ? { ...item, media: { ...item.media, url } } : item,
        ),
      });
      return url;
    } catch {
      return null;
    }
  }

  #set(change: Partial<Conversation>): void {
    this.conversation = { ...this.conversation, ...change };
    if (!this.#abort.signal.aborted) this.#host.changed();
  }
}
