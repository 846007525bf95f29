import type { MeView } from '../../../types/access.ts';
import type { MessageView } from '../../../types/messages.ts';
import type { TemplateView } from '../../../types/templates.ts';
import type { ThreadItem } from '../../../types/tickets.ts';
import type { Connection } from '../connection.ts';
import { EngageError } from '../engage-error.ts';
import { randomId } from '../random-id.ts';
import type { Conversation, ConversationNotice, PendingMessage } from './conversation.ts';
import type { Draft, Drafts } from './drafts.ts';
import { mediaKindOf } from './media-kind-of.ts';
import { mergeThreadItems } from './merge-thread-items.ts';
import type { ReplyLine, ReplyTerms } from './reply-line.ts';
import { threadKey } from './thread-key.ts';
import { unseenAnswers } from './unseen-answers.ts';

/** What writing needs from the conversation it belongs to. */
export interface WritingHost {
  connection: Connection;
  ticketId: string;
  me: MeView;
  drafts: Drafts;
  replies: ReplyLine;
  conversation(): Conversation;
  /** shows a change; an empty one draws the draft again */
  set(change: Partial<Conversation>): void;
  typing(state: 'typing_reply' | 'typing_note' | ''): void;
  notice(notice: ConversationNotice): void;
  failed(error: EngageError): void;
}

/**
 * What one person writes in one ticket: the reply with its files, templates, notes. Knows what was on screen when a reply was
 * begun, so that it does not cross with a colleague's.
 */
export class Writing {
  readonly #host: WritingHost;
  /** thread keys on screen when the reply was begun; null while there is none */
  #seen: ReadonlySet<string> | null = null;
  /** revision when the templates were opened */
  #templateRevision: number | null = null;

  constructor(host: WritingHost) {
    this.#host = host;
  }

  get draft(): Draft {
    return this.#host.drafts.of(this.#host.ticketId);
  }

  /** What is being written changed. The first word or file fixes the revision the reply is written against. */
  change(change: Partial<Draft>): void {
    const before = this.draft;
    const next = { ...before, ...change };
    next.baseRevision = isBegun(next) ? (next.baseRevision ?? this.#host.conversation().revision) : null;
    if (next.note !== before.note) next.noteKey = null;
    this.#keep(next);
    if (change.reply !== undefined || change.note !== undefined)
      this.#host.typing(next.mode === 'note' ? next.note && 'typing_note' : next.reply && 'typing_reply');
    this.checkCollision();
    this.#host.set({});
  }

  #keep(draft: Draft): void {
    this.#host.drafts.keep(this.#host.ticketId, draft);
  }

  /** A colleague answered while this reply was being written: shown beside the draft, which stays. */
  checkCollision(): void {
    const { phase, items, collision: before } = this.#host.conversation();
    if (phase !== 'ready') return;
    if (!isBegun(this.draft)) this.#seen = null;
    else this.#seen ??= this.#onScreen();
    const collision = this.#seen ? unseenAnswers(items, this.#seen, this.#host.me.userId) : [];
    if (collision.length !== before.length) this.#host.set({ collision });
  }

  #onScreen(): ReadonlySet<string> {
    return new Set(this.#host.conversation().items.map(threadKey));
  }

  /** The person has seen the colleague's answer and goes on writing. */
  keepOn(): void {
    this.#seen = this.#onScreen();
    this.change({ baseRevision: this.#host.conversation().revision });
  }

  /** Sends the reply being written. `force` sends it although a colleague answered. */
  send(force = false): void {
    const { reply, files, baseRevision, replyToId } = this.draft;
    const { replies, conversation } = this.#host;
    const text = reply.trim();
    if (!text && files.length === 0) return;
    if (conversation().collision.length && !force) return;
    const replyTo = this.#quoted(replyToId);
    const terms: ReplyTerms = { ...(baseRevision !== null && { baseRevision }), force };
    // one file carries the text as its caption, when the channel allows one
    const [first] = files;
    const captioned = files.length === 1 && first && mediaKindOf(first.type) !== 'audio' && text.length <= 1024;
    files.forEach((file, index) => {
      const kind = mediaKindOf(file.type);
      const previewUrl = kind === 'document' ? null : URL.createObjectURL(file);
      replies.add({ type: 'file', file, kind, caption: captioned && text ? text : undefined, previewUrl }, index === 0 ? replyTo : null, terms);
    });
    if (text && !captioned) replies.add({ type: 'text', text }, files.length ? null : replyTo, terms);
    this.#keep({ ...this.draft, reply: '', replyToId: null, baseRevision: null, files: [] });
    this.#seen = null;
    this.#host.typing('');
    this.#host.set({ collision: [] });
  }

  #quoted(id: string | null): MessageView['replyTo'] {
    const message = this.#host.conversation().items.find((item) => item.kind === 'message' && item.id === id);
    return message?.kind === 'message' ? { id: message.id, text: message.text, direction: message.direction, type: message.type } : null;
  }

  /** Templates that may be sent in this ticket, with what we know filled in. Asked for when the person begins to choose one. */
  async templates(): Promise<readonly TemplateView[]> {
    const { connection, ticketId, conversation } = this.#host;
    this.#templateRevision = conversation().revision;
    try {
      return await connection.api.messages.templates.query({ ticketId });
    } catch (thrown) {
      this.#host.failed(EngageError.from(thrown));
      throw thrown;
    }
  }

  /** A template goes out unless a colleague answered since the templates were opened; then the thread asks. */
  sendTemplate(template: TemplateView, variables: Record<string, string>, body: string): void {
    const baseRevision = this.#templateRevision ?? this.#host.conversation().revision;
    this.#host.replies.add({ type: 'template', templateId: template.id, variables }, null, { baseRevision, force: false }, body);
  }

  /** A question with buttons, begun at a revision. */
  ask(body: string, titles: readonly string[], baseRevision: number): void {
    const options = titles.map((title, index) => ({ id: String(index + 1), title }));
    this.#host.replies.add({ type: 'interactive', body, options }, null, { baseRevision, force: false });
  }

  /**
   * A colleague was faster: the words go back to the composer, under the answers that came first. Those count as unseen although
   * a push may have put them on screen already: what the server refused must be asked about. Without one to show, the words stay.
   */
  overtaken({ content, replyTo }: PendingMessage, answers: readonly ThreadItem[], baseRevision: number | null): boolean {
    const seen = new Set(this.#onScreen());
    for (const answer of answers) seen.delete(threadKey(answer));
    const canGoBack = content.type === 'text' && !this.draft.reply && unseenAnswers(answers, seen, this.#host.me.userId).length > 0;
    if (canGoBack) {
      this.#seen = seen;
      this.#keep({ ...this.draft, mode: 'reply', reply: content.text, replyToId: replyTo?.id ?? null, baseRevision });
    }
    this.#host.set({ items: mergeThreadItems(this.#host.conversation().items, answers) });
    this.checkCollision();
    return canGoBack;
  }

  /** Keeps the note. Once at a time; another attempt with the same words has the same key and is kept once. */
  async addNote(): Promise<void> {
    const { connection, ticketId, conversation } = this.#host;
    const { note } = this.draft;
    const text = note.trim();
    if (!text || conversation().isNoting) return;
    const clientKey = this.draft.noteKey ?? randomId();
    this.#keep({ ...this.draft, noteKey: clientKey });
    this.#host.set({ isNoting: true });
    try {
      const item = await connection.api.tickets.addNote.mutate({ ticketId, text, clientKey });
      this.#host.set({ items: mergeThreadItems(conversation().items, [item]) });
      // what was written meanwhile stays
      if (this.draft.note === note) this.change({ note: '' });
    } catch (thrown) {
      this.#host.notice({ kind: 'failed', field: 'note', error: EngageError.from(thrown) });
    }
    this.#host.set({ isNoting: false });
  }
}

/** Something is there that could go to the merchant. */
function isBegun({ reply, files }: Draft): boolean {
  return reply !== '' || files.length > 0;
}
