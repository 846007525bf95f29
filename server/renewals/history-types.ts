/** An audit row of a renewal or its outlet, with the names of who did it. */
export interface ChangeRecord {
  id: string;
  actor_name: string | null;
  action: string;
  before_json: Record<string, unknown> | string | null;
  after_json: Record<string, unknown> | string | null;
  created_at: Date;
}

/** A note with its author. */
export interface NoteRecord {
  id: string;
  author_name: string | null;
  content_text: string;
  created_at: Date;
}
