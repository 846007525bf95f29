/** What somebody is writing in one ticket. Files stay in memory only; the rest survives a reload of the page. */
export interface Draft {
  mode: 'reply' | 'note';
  reply: string;
  note: string;
  replyToId: string | null;
  /** key of the note's last attempt: the same words under the same key are kept once; null when they changed since */
  noteKey: string | null;
  /** revision of the ticket when the reply was begun, with words or a file; null while it is empty */
  baseRevision: number | null;
  /** in memory only: a reload loses them, as it does in every form */
  files: readonly File[];
}

const EMPTY_DRAFT: Draft = { mode: 'reply', reply: '', note: '', replyToId: null, noteKey: null, baseRevision: null, files: [] };

const prefix = 'engage:draft:';

/**
 * Drafts per ticket, in memory and in this tab's sessionStorage (what a merchant is told does not belong on a shared
 * computer for ever). Storage that is full or forbidden is not an error: memory remains.
 */
export class Drafts {
  readonly #memory = new Map<string, Draft>();
  readonly #owner: string;

  /** `owner`: server and user, so that two people on one tab do not see each other's drafts */
  constructor(owner: string) {
    this.#owner = owner;
  }

  of(ticketId: string): Draft {
    const known = this.#memory.get(ticketId);
    if (known) return known;
    const kept = this.#stored(ticketId);
    if (kept) this.#memory.set(ticketId, kept);
    return kept ?? EMPTY_DRAFT;
  }

  has(ticketId: string): boolean {
    const draft = this.of(ticketId);
    return Boolean(draft.reply.trim() || draft.note.trim() || draft.files.length);
  }

  keep(ticketId: string, draft: Draft): void {
    this.#memory.set(ticketId, draft);
    try {
      if (draft.reply || draft.note || draft.replyToId) sessionStorage.setItem(this.#key(ticketId), JSON.stringify({ ...draft, files: [] }));
      else sessionStorage.removeItem(this.#key(ticketId));
    } catch {
      // storage is full or switched off
    }
  }

  #key(ticketId: string): string {
    return `${prefix}${this.#owner}:${ticketId}`;
  }

  #stored(ticketId: string): Draft | undefined {
    try {
      const text = sessionStorage.getItem(this.#key(ticketId));
      if (!text) return undefined;
      const value: Partial<Draft> = JSON.parse(text);
      return {
        mode: value.mode === 'note' ? 'note' : 'reply',
        reply: typeof value.reply === 'string' ? value.reply : '',
        note: typeof value.note === 'string' ? value.note : '',
        replyToId: typeof value.replyToId === 'string' ? value.replyToId : null,
        noteKey: typeof value.noteKey === 'string' ? value.noteKey : null,
        baseRevision: typeof value.baseRevision === 'number' ? value.baseRevision : null,
        files: [],
      };
    } catch {
      return undefined;
    }
  }
}
