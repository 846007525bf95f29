import type { DemoPerson } from './demo-world-types.ts';

/** One thing said in a planned conversation. */
export interface PlannedLine {
  by: 'merchant' | 'agent' | 'note';
  kind:
    | 'text'
    | 'image'
    | 'voice'
    | 'video'
    | 'document'
    | 'sticker'
    | 'location'
    | 'contacts'
    | 'unsupported'
    | 'buttons'
    | 'choice'
    | 'template'
    | 'reaction';
  text: string | null;
  /** File name, emoji, or template name, by kind. */
  argument: string;
  options: string[];
  at: number;
  /** Of agents' messages. */
  status: 'sent' | 'delivered' | 'read' | 'failed';
  errorCode: string | null;
  errorDetail: string | null;
}

/** One ticket of the demo, decided but not yet written. */
export interface PlannedTicket {
  person: DemoPerson;
  oid: number | null;
  fid: number | null;
  outletName: string | null;
  linkState: 'linked' | 'ambiguous' | 'unknown';
  subject: string;
  category: string;
  priority: 'low' | 'normal' | 'high' | 'urgent';
  status: 'new' | 'open' | 'pending_merchant' | 'pending_internal' | 'resolved' | 'closed';
  /** `key` of the staff member, or null. */
  assignee: string | null;
  /** When the agent set it aside for the merchant or a colleague. */
  waitsFrom: number | null;
  resolvedAt: number | null;
  /** Three days later, by itself. */
  closedAt: number | null;
  lines: PlannedLine[];
}
