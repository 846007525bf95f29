import type { NoteView } from '../../types/tickets.ts';

/** A row of `ticket_note` with its author's name. */
export interface NoteRow {
  id: string;
  ticket_id: string;
  author_user_id: string;
  author_name: string | null;
  content_text: string;
  created_at: Date;
}

/** An internal note, for staff only (TICKET-07). */
export function noteView(row: NoteRow): NoteView {
  return {
    kind: 'note',
    id: row.id,
    ticketId: row.ticket_id,
    text: row.content_text,
    author: { userId: row.author_user_id, name: row.author_name ?? '' },
    at: row.created_at.toISOString(),
  };
}
