import type { Connection } from '../connection.ts';
import type { EngageError } from '../engage-error.ts';
import { ReplyLine } from './reply-line.ts';

/** What a widget wants to hear of replies in tickets it may have left. */
export interface ReplyLinesListener {
  changed(): void;
  refused(ticketId: string, error: EngageError): void;
}

const known = new WeakMap<Connection, ReplyLines>();

/**
 * All replies under way on one connection, by ticket. They belong to the person, not to the open ticket nor to the widget: who
 * presses Send may go on to the next merchant, or leave the page's inbox, and what was promised still goes out.
 */
export class ReplyLines {
  readonly #connection: Connection;
  readonly #lines = new Map<string, ReplyLine>();
  readonly #listeners = new Set<ReplyLinesListener>();
  #owner = '';
  #stopWaiting: (() => void) | undefined;
  /** Closing or reloading the page would lose what was promised to go out: the browser asks first. */
  readonly #askFirst = (event: Event): void => event.preventDefault();

  private constructor(connection: Connection) {
    this.#connection = connection;
    connection.session.addEventListener('person', () => this.#clear());
  }

  /** Those of a connection: every widget on it shows the same. */
  static on(connection: Connection): ReplyLines {
    const lines = known.get(connection) ?? new ReplyLines(connection);
    known.set(connection, lines);
    return lines;
  }

  /** Says who is signed in: what somebody else left unsent is not sent in this person's name. */
  ownedBy(userId: string): void {
    if (this.#owner && this.#owner !== userId) this.#clear();
    this.#owner = userId;
  }

  /** The line of a ticket, made when there is none. */
  of(ticketId: string): ReplyLine {
    const line =
      this.#lines.get(ticketId) ??
      new ReplyLine({
        connection: this.#connection,
        ticketId,
        changed: () => this.#changed(ticketId),
        refused: (error) => {
          for (const listener of this.#listeners) listener.refused(ticketId, error);
        },
      });
    this.#lines.set(ticketId, line);
    return line;
  }

  /** Something written in this ticket has not left yet. */
  has(ticketId: string): boolean {
    return Boolean(this.#lines.get(ticketId)?.pending.length);
  }

  /** Starts listening; the answer stops it. */
  listen(listener: ReplyLinesListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(ticketId: string): void {
    if (this.#lines.get(ticketId)?.isIdle) this.#lines.delete(ticketId);
    const isUnderWay = [...this.#lines.values()].some((line) => line.isUnderWay);
    if (isUnderWay) {
      // keeps the socket open as long as something waits for it, whatever widget goes away
      this.#stopWaiting ??= this.#connection.live.listen({
        state: (state) => {
          if (state === 'live') for (const line of this.#lines.values()) line.sendWaiting();
        },
      });
      addEventListener('beforeunload', this.#askFirst);
    } else {
      this.#stopWaiting?.();
      this.#stopWaiting = undefined;
      removeEventListener('beforeunload', this.#askFirst);
    }
    for (const listener of this.#listeners) listener.changed();
  }

  #clear(): void {
    for (const line of Array.from(this.#lines.values())) line.close();
    this.#lines.clear();
  }
}
