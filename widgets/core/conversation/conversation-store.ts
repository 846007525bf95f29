import type { MeView } from '../../../types/access.ts';
import type { LiveDelta } from '../../../types/live.ts';
import type { MessageView } from '../../../types/messages.ts';
import type { ThreadItem, ThreadPage, TicketView } from '../../../types/tickets.ts';
import type { Connection } from '../connection.ts';
import { EngageError } from '../engage-error.ts';
import { randomId } from '../random-id.ts';
import { applyConversationDelta } from './apply-conversation-delta.ts';
import type { Conversation, ConversationNotice } from './conversation.ts';
import type { Drafts } from './drafts.ts';
import { firstUnread } from './first-unread.ts';
import { mergeThreadItems } from './merge-thread-items.ts';
import { newConversation } from './new-conversation.ts';
import { PresenceTeller } from './presence-teller.ts';
import type { ReplyLine } from './reply-line.ts';
import { ReplyLines } from './reply-lines.ts';
import { TicketEdits } from './ticket-edits.ts';
import { Writing } from './writing.ts';

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
  /** something failed that the conversation shows itself */
  failed(error: EngageError): void;
}

const PAGE = 50;

/**
 * One open ticket of one person: its facts, its thread, colleagues present, what is written and on its way. Talks to the server
 * for the inbox and the ticket panel alike; both make one per ticket they show and call `close()` when they leave it.
 */
export class ConversationStore {
  conversation: Conversation;
  readonly #host: ConversationHost;
  readonly #abort = new AbortController();
  readonly #leave: (() => void)[] = [];
  readonly #replies: ReplyLine;
  /** changes of the ticket's fields and outlet */
  readonly edits: TicketEdits;
  /** the reply, its files, notes */
  readonly writing: Writing;
  readonly #presence: PresenceTeller;
  readonly #early: LiveDelta[] = [];
  /** the revision the server said it is at, and the one the thread was loaded at */
  #reached = 0;
  #loaded = 0;
  #isLookedAt = false;
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ConversationHost, ticketId: string) {
    this.#host = host;
    this.#replies = ReplyLines.on(host.connection).of(ticketId);
    this.conversation = { ...newConversation(ticketId), pending: this.#replies.pending };
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
    const { live } = host.connection;
    this.#presence = new PresenceTeller((state) => live.presence(ticketId, state));
    this.writing = new Writing({
      connection: host.connection,
      ticketId,
      me: host.me,
      drafts: host.drafts,
      replies: this.#replies,
      conversation: () => this.conversation,
      set: (change) => this.#set(change),
      typing: (state) => this.#presence.typing(state),
      notice: (notice) => host.notice(notice),
      failed: (error) => host.failed(error),
    });
    this.#leave.push(
      this.#replies.listen({
        // with an answer of ours on its way nothing is new any more
        changed: (pending) => this.#set(pending.length ? { pending, unreadFrom: null } : { pending }),
        arrived: (message) => this.#set({ items: mergeThreadItems(this.conversation.items, [message]) }),
        overtaken: (pending, answers, baseRevision) => this.writing.overtaken(pending, answers, baseRevision),
      }),
      live.listen({
        delta: (delta) => this.#received(delta),
        resync: (since) => {
          if (since !== null) this.#catchUp().catch(() => undefined);
        },
        // what came between loading and watching was pushed to nobody here
        watching: (id, revision) => {
          if (id === ticketId) this.#reach(revision);
        },
      }),
      live.watch(ticketId),
    );
    this.#load().catch(() => undefined);
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
      this.#loaded = page.revision;
      for (const delta of this.#early.splice(0)) this.#received(delta);
      this.#reach(0);
      this.writing.checkCollision();
      this.#markRead();
    } catch (thrown) {
      const error = this.#failed(thrown);
      if (error) this.#set({ phase: 'failed', error });
    }
  }

  /** Tells the widget; null when the call was given up by us. */
  #failed(thrown: unknown): EngageError | null {
    if (EngageError.isAbort(thrown)) return null;
    const error = EngageError.from(thrown);
    this.#host.failed(error);
    return error;
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
      if (this.#failed(thrown)) this.#set({ older: 'failed' });
    }
  }

  /** The server is at this revision: what we have loaded may be older. */
  #reach(revision: number): void {
    this.#reached = Math.max(this.#reached, revision);
    if (this.conversation.phase === 'ready' && this.#loaded < this.#reached) this.#catchUp().catch(() => undefined);
  }

  /** The connection was away: everything after what we have, and the newest page again for ticks that changed meanwhile. */
  async #catchUp(): Promise<void> {
    if (this.conversation.phase !== 'ready') return this.conversation.phase === 'failed' ? this.retryLoad() : undefined;
    const { signal } = this.#abort;
    try {
      let after = this.conversation.newestCursor;
      while (after !== null) {
        const page: ThreadPage = await this.#api.tickets.thread.query({ ticketId: this.#id, after, limit: 100 }, { signal });
        this.#takePage(page);
        after = page.hasMore ? page.newestCursor : null;
      }
      const [ticket, newest] = await Promise.all([
        this.#api.tickets.get.query({ ticketId: this.#id }, { signal }),
        this.#api.tickets.thread.query({ ticketId: this.#id, limit: PAGE }, { signal }),
      ]);
      this.#takePage(newest);
      this.#set({ ticket, isStale: false, revision: Math.max(this.conversation.revision, ticket.revision) });
      this.writing.checkCollision();
      this.#markRead();
    } catch (thrown) {
      if (this.#failed(thrown)) this.#set({ isStale: true });
    }
  }

  #takePage(page: ThreadPage): void {
    this.#loaded = Math.max(this.#loaded, page.revision);
    this.#set({
      items: mergeThreadItems(this.conversation.items, page.items),
      newestCursor: page.newestCursor,
      revision: Math.max(this.conversation.revision, page.revision),
    });
    this.#arrived(page.items);
  }

  /** Replies of this page whose message came back from the server are not on their way any more. */
  #arrived(items: readonly ThreadItem[]): void {
    this.#replies.arrived(new Set(items.flatMap((item) => (item.kind === 'message' && item.clientKey ? item.clientKey : []))));
  }

  #received(delta: LiveDelta): void {
    // what is pushed while the page is being fetched may be newer than the page: it is applied right after
    if (this.conversation.phase === 'loading') return void this.#early.push(delta);
    const before = this.conversation;
    const after = applyConversationDelta(before, delta, this.#host.me.userId);
    if (after === before) return;
    this.conversation = after;
    if (delta.t === 'item') {
      this.#arrived([delta.item]);
      this.writing.checkCollision();
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
        (thrown: unknown) => {
          if (this.#failed(thrown)) this.#set({ isStale: true });
        },
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

  sendReaction(messageId: string, emoji: string): void {
    this.#api.messages.send
      .mutate({ ticketId: this.#id, content: { type: 'reaction', messageId, emoji }, clientKey: randomId(), force: true })
      .catch((thrown: unknown) => this.#unsent(thrown));
  }

  /** Another attempt with a reply the server refused, or that never left. */
  sendAgain(clientKey: string): void {
    this.#replies.again(clientKey);
  }

  discard(clientKey: string): void {
    this.#replies.discard(clientKey);
  }

  /** An administrator has put the number right: it sends again. Rejects with what the server said. */
  readonly resumeNumber = (): Promise<unknown> => this.#api.numbers.resume.mutate({ numberId: this.conversation.ticket?.number.id ?? '' });

  #unsent(thrown: unknown): void {
    this.#host.notice({ kind: 'unsent', ticketId: this.#id, error: EngageError.from(thrown) });
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
      this.#unsent(thrown);
    }
  }

  /** Puts a message in the place of its former self, whatever its status. */
  #replaceMessage(message: MessageView): void {
    this.#set({ items: this.conversation.items.map((item) => (item.kind === 'message' && item.id === message.id ? message : item)) });
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
    } catch (thrown) {
      this.#failed(thrown);
      return null;
    }
  }

  #set(change: Partial<Conversation>): void {
    this.conversation = { ...this.conversation, ...change };
    if (!this.#abort.signal.aborted) this.#host.changed();
  }
}
