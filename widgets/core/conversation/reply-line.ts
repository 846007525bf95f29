import type { MessageView, SendReplyInput } from '../../../types/messages.ts';
import type { ThreadItem } from '../../../types/tickets.ts';
import type { Connection } from '../connection.ts';
import { EngageError } from '../engage-error.ts';
import type { PendingMessage } from './conversation.ts';
import { uploadMedia } from './upload-media.ts';

/** What the line needs from the conversation it belongs to. */
export interface ReplyLineHost {
  connection: Connection;
  ticketId: string;
  signal: AbortSignal;
  changed(pending: readonly PendingMessage[]): void;
  arrived(message: MessageView): void;
  /** a colleague answered first; true when the words went back to the composer */
  overtaken(pending: PendingMessage, answers: readonly ThreadItem[], baseRevision: number | null): boolean;
}

interface Terms {
  baseRevision?: number;
  force: boolean;
}

const PAUSE_MS = 4_000;

/**
 * Replies between Send and the server's answer: one after the other, in the order they were written, each under its own key so
 * that it can never go out twice. Without a connection they wait; what the server refuses stays until the person decides.
 */
export class ReplyLine {
  readonly #host: ReplyLineHost;
  readonly #terms = new Map<string, Terms>();
  #pending: readonly PendingMessage[] = [];
  #line: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReplyLineHost) {
    this.#host = host;
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const { content } of this.#pending) if (content.type === 'file' && content.previewUrl) URL.revokeObjectURL(content.previewUrl);
  }

  /** Puts a reply at the end of the line. `body`: text of a template as the merchant will see it. */
  add(content: PendingMessage['content'], replyTo: MessageView['replyTo'], terms: Terms, body: string | null = null): void {
    const clientKey = crypto.randomUUID();
    const isOffline = this.#host.connection.live.state === 'offline';
    this.#terms.set(clientKey, terms);
    this.#set([
      ...this.#pending,
      { clientKey, content, replyTo, at: new Date().toISOString(), state: isOffline ? 'waiting' : 'sending', progress: 0, error: null, body },
    ]);
    if (!isOffline) this.#sendNext(clientKey);
  }

  /** The server's own message of a reply arrived by another way: it is not pending any more. */
  keepOnly(pending: readonly PendingMessage[]): void {
    if (pending.length !== this.#pending.length) this.#set(pending);
  }

  /** The connection is back. */
  sendWaiting(): void {
    for (const pending of this.#pending) if (pending.state === 'waiting') this.#sendNext(pending.clientKey);
  }

  /** Another attempt; after `stale_reply` it goes out although a colleague answered. The same key: never twice. */
  again(clientKey: string): void {
    const pending = this.#pending.find((one) => one.clientKey === clientKey);
    const terms = this.#terms.get(clientKey);
    if (pending?.error?.code === 'stale_reply') this.#terms.set(clientKey, { ...terms, force: true });
    this.#change(clientKey, { state: 'sending', error: null });
    this.#sendNext(clientKey);
  }

  discard(clientKey: string): void {
    this.#set(this.#pending.filter((one) => one.clientKey !== clientKey));
  }

  #sendNext(clientKey: string): void {
    this.#line = this.#line.then(() => this.#send(clientKey));
  }

  async #send(clientKey: string): Promise<void> {
    const pending = this.#pending.find((one) => one.clientKey === clientKey);
    const { connection, ticketId, signal } = this.#host;
    if (!pending || pending.state === 'refused' || signal.aborted) return;
    const { baseRevision, force = false } = this.#terms.get(clientKey) ?? {};
    try {
      const content = await this.#content(pending);
      this.#change(clientKey, { state: 'sending', error: null });
      const message = await connection.api.messages.send.mutate({
        ticketId,
        content,
        clientKey,
        force,
        ...(pending.replyTo?.id && { replyToId: pending.replyTo.id }),
        ...(baseRevision !== undefined && { baseRevision }),
      });
      this.discard(clientKey);
      this.#host.arrived({ ...message, clientKey });
    } catch (thrown) {
      if (!EngageError.isAbort(thrown)) this.#refused(pending, EngageError.from(thrown), baseRevision ?? null);
    }
  }

  async #content({ clientKey, content }: PendingMessage): Promise<SendReplyInput['content']> {
    if (content.type !== 'file') return content;
    this.#change(clientKey, { state: 'uploading' });
    const { uploadId } = await uploadMedia(this.#host.connection, content.file, (progress) => this.#change(clientKey, { progress }), this.#host.signal);
    return { type: 'media', uploadId, voice: false, ...(content.caption && { caption: content.caption }) };
  }

  #refused(pending: PendingMessage, error: EngageError, baseRevision: number | null): void {
    const { clientKey } = pending;
    const answers: unknown = error.details['items'];
    if (error.code === 'stale_reply' && this.#host.overtaken(pending, Array.isArray(answers) ? answers : [], baseRevision)) {
      this.discard(clientKey);
      return;
    }
    const isWaiting = error.offline || error.code === 'unavailable';
    this.#change(clientKey, { state: isWaiting ? 'waiting' : 'refused', error });
    if (!isWaiting) return;
    // the socket may be up although this call failed: nobody will tell us to try again
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#host.signal.aborted && this.#host.connection.live.state === 'live') this.sendWaiting();
    }, PAUSE_MS);
  }

  #change(clientKey: string, change: Partial<PendingMessage>): void {
    this.#set(this.#pending.map((one) => (one.clientKey === clientKey ? { ...one, ...change } : one)));
  }

  #set(pending: readonly PendingMessage[]): void {
    this.#pending = pending;
    this.#host.changed(pending);
  }
}
