import type { MessageView, SendReplyInput } from '../../../types/messages.ts';
import type { ThreadItem } from '../../../types/tickets.ts';
import type { Connection } from '../connection.ts';
import { EngageError } from '../engage-error.ts';
import { randomId } from '../random-id.ts';
import type { PendingMessage } from './conversation.ts';
import { uploadMedia } from './upload-media.ts';

/** What the line needs from what keeps it. */
export interface ReplyLineHost {
  connection: Connection;
  ticketId: string;
  changed(): void;
  /** the server said no, and no conversation took the words back */
  refused(error: EngageError): void;
}

/** What an open conversation wants to hear of the line of its ticket. */
export interface ReplyLineListener {
  changed(pending: readonly PendingMessage[]): void;
  arrived(message: MessageView): void;
  /** a colleague answered first; true when the words went back to the composer */
  overtaken(pending: PendingMessage, answers: readonly ThreadItem[], baseRevision: number | null): boolean;
}

/** Against what the reply was written; `force` sends it although a colleague answered. */
export interface ReplyTerms {
  baseRevision?: number;
  force: boolean;
}

/** The socket is up although the call failed: nobody will tell us to try again. */
const PAUSE_MS = 4_000;
/** The socket is down: the server may be reachable all the same, some networks let no sockets through. */
const AWAY_MS = 15_000;

/**
 * Replies of one ticket between Send and the server's answer: one after the other, in the order they were written, each under its
 * own key so that it can never go out twice. Without a connection they wait; what the server refuses stays until the person
 * decides. It goes on whether or not the ticket is open.
 */
export class ReplyLine {
  pending: readonly PendingMessage[] = [];
  readonly #host: ReplyLineHost;
  readonly #listeners = new Set<ReplyLineListener>();
  readonly #terms = new Map<string, ReplyTerms>();
  readonly #abort = new AbortController();
  #line: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReplyLineHost) {
    this.#host = host;
  }

  /** Something goes out by itself sooner or later. */
  get isUnderWay(): boolean {
    return this.pending.some(({ state }) => state !== 'refused');
  }

  /** Nobody needs this line any more. */
  get isIdle(): boolean {
    return this.pending.length === 0 && this.#listeners.size === 0;
  }

  /** An open conversation shows the line; the answer stops it. */
  listen(listener: ReplyLineListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      this.#host.changed();
    };
  }

  /** Gives up everything: the person is another one. */
  close(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#set([]);
  }

  /** Puts a reply at the end of the line. `body`: text of a template as the merchant will see it. */
  add(content: PendingMessage['content'], replyTo: MessageView['replyTo'], terms: ReplyTerms, body: string | null = null): void {
    const clientKey = randomId();
    const isWaiting = this.#host.connection.live.state === 'offline' || this.pending.some(({ state }) => state === 'waiting');
    this.#terms.set(clientKey, terms);
    this.#set([
      ...this.pending,
      { clientKey, content, replyTo, at: new Date().toISOString(), state: isWaiting ? 'waiting' : 'sending', progress: 0, error: null, body },
    ]);
    if (isWaiting) this.#sendLater();
    else this.#sendNext(clientKey);
  }

  /** The server's own messages of some replies arrived by another way: they are not pending any more. */
  arrived(clientKeys: ReadonlySet<string>): void {
    const left = this.pending.filter(({ clientKey }) => !clientKeys.has(clientKey));
    if (left.length !== this.pending.length) this.#set(left);
  }

  /** The connection is back. */
  sendWaiting(): void {
    for (const pending of this.pending) if (pending.state === 'waiting') this.#sendNext(pending.clientKey);
  }

  /** Another attempt; after `stale_reply` it goes out although a colleague answered. The same key: never twice. */
  again(clientKey: string): void {
    const pending = this.pending.find((one) => one.clientKey === clientKey);
    const terms = this.#terms.get(clientKey);
    if (pending?.error?.code === 'stale_reply') this.#terms.set(clientKey, { ...terms, force: true });
    this.#change(clientKey, { state: 'sending', error: null });
    this.#sendNext(clientKey);
  }

  discard(clientKey: string): void {
    this.#set(this.pending.filter((one) => one.clientKey !== clientKey));
  }

  #sendNext(clientKey: string): void {
    this.#line = this.#line.then(() => this.#send(clientKey));
  }

  #sendLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.sendWaiting(), this.#host.connection.live.state === 'live' ? PAUSE_MS : AWAY_MS);
  }

  async #send(clientKey: string): Promise<void> {
    const at = this.pending.findIndex((one) => one.clientKey === clientKey);
    const pending = this.pending[at];
    const { connection, ticketId } = this.#host;
    if (!pending || pending.state === 'refused' || this.#abort.signal.aborted) return;
    // what was written before it goes first
    if (this.pending.slice(0, at).some(({ state }) => state === 'waiting')) return this.#change(clientKey, { state: 'waiting' });
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
      for (const listener of this.#listeners) listener.arrived({ ...message, clientKey });
    } catch (thrown) {
      if (!EngageError.isAbort(thrown)) this.#failed(pending, EngageError.from(thrown), baseRevision ?? null);
    }
  }

  async #content({ clientKey, content }: PendingMessage): Promise<SendReplyInput['content']> {
    if (content.type !== 'file') return content;
    this.#change(clientKey, { state: 'uploading' });
    const { uploadId } = await uploadMedia(this.#host.connection, content.file, (progress) => this.#change(clientKey, { progress }), this.#abort.signal);
    return { type: 'media', uploadId, voice: false, ...(content.caption && { caption: content.caption }) };
  }

  #failed(pending: PendingMessage, error: EngageError, baseRevision: number | null): void {
    const { clientKey } = pending;
    const isHere = this.pending.some((one) => one.clientKey === clientKey);
    if (error.offline || error.code === 'unavailable') {
      this.#change(clientKey, { state: 'waiting', error });
      if (isHere) this.#sendLater();
      return;
    }
    const answers: unknown = error.details['items'];
    if (isHere && error.code === 'stale_reply') {
      for (const listener of this.#listeners)
        if (listener.overtaken(pending, Array.isArray(answers) ? answers : [], baseRevision)) return this.discard(clientKey);
    }
    this.#change(clientKey, { state: 'refused', error });
    if (isHere) this.#host.refused(error);
  }

  #change(clientKey: string, change: Partial<PendingMessage>): void {
    if (this.pending.some((one) => one.clientKey === clientKey))
      this.#set(this.pending.map((one) => (one.clientKey === clientKey ? { ...one, ...change } : one)));
  }

  #set(pending: readonly PendingMessage[]): void {
    for (const { clientKey, content } of this.pending) {
      if (pending.some((one) => one.clientKey === clientKey)) continue;
      this.#terms.delete(clientKey);
      if (content.type === 'file' && content.previewUrl) URL.revokeObjectURL(content.previewUrl);
    }
    this.pending = pending;
    for (const listener of this.#listeners) listener.changed(pending);
    this.#host.changed();
  }
}
