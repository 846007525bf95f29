import type { ChangeTicketInput, TicketView } from '../../../types/tickets.ts';
import type { Connection } from '../connection.ts';
import { EngageError } from '../engage-error.ts';
import type { ConversationNotice, TicketField } from './conversation.ts';

/** Fields to change: what the person saw, what they want, and what to show until the server answers. */
export type TicketChange = { [Field in TicketField]?: { from: string | null; to: string | null; shown: Partial<TicketView> } };

/** What edits need from the conversation they belong to. */
export interface TicketEditsHost {
  connection: Connection;
  ticketId: string;
  signal: AbortSignal;
  ticket(): TicketView | null;
  /** show this, whatever the server has */
  shown(ticket: TicketView): void;
  /** the server's own answer */
  took(ticket: TicketView): void;
  refresh(): void;
  notice(notice: ConversationNotice): void;
}

/**
 * Changes of a ticket's fields and its outlet: shown at once, compared on the server with what the person saw, put back with a
 * word why when somebody else was faster or it failed.
 */
export class TicketEdits {
  readonly #host: TicketEditsHost;

  constructor(host: TicketEditsHost) {
    this.#host = host;
  }

  async change(change: TicketChange): Promise<void> {
    const before = this.#host.ticket();
    const [field] = Object.keys(change) as TicketField[];
    if (!before || !field) return;
    const { connection, ticketId } = this.#host;
    const shown: Partial<TicketView> = Object.assign({}, ...Object.values(change).map((one) => one.shown));
    this.#host.shown({ ...before, ...shown });
    const edits = Object.fromEntries(Object.entries(change).map(([name, { from, to }]) => [name, { from, to }]));
    try {
      const ticket = await connection.api.tickets.change.mutate({ ticketId, ...edits } as ChangeTicketInput);
      if (shown.status === 'resolved') this.#host.notice({ kind: 'resolved', from: before.status });
      this.#host.took(ticket);
    } catch (thrown) {
      const error = EngageError.from(thrown);
      const now = this.#host.ticket();
      const back: Partial<TicketView> = Object.fromEntries(Object.keys(shown).map((key) => [key, Reflect.get(before, key)]));
      if (now) this.#host.shown({ ...now, ...back });
      this.#host.notice(error.code === 'conflict' ? { kind: 'conflict', field } : { kind: 'failed', field, error });
      if (error.code === 'conflict') this.#host.refresh();
    }
  }

  /** One click: this ticket is about that outlet. */
  async linkOutlet(oid: string, name: string, remember: boolean): Promise<boolean> {
    const { connection, ticketId, signal } = this.#host;
    try {
      this.#host.took(await connection.api.tickets.linkOutlet.mutate({ ticketId, oid, remember }, { signal }));
      this.#host.notice({ kind: 'linked', name });
      return true;
    } catch (thrown) {
      if (!EngageError.isAbort(thrown)) this.#host.notice({ kind: 'failed', field: 'outlet', error: EngageError.from(thrown) });
      return false;
    }
  }
}
