import { z } from 'zod';
import { cursorSchema, idSchema, type Instant } from './paging.ts';
import type { ContactView } from './contacts.ts';
import type { MessageKind, MessageStatus, MessageView } from './messages.ts';
import type { OutletCandidate, OutletView } from './outlets.ts';

/** TICKET-02. `resolved` is done and may be reopened for 72 h, `closed` is archived. */
export const TICKET_STATUSES = ['new', 'open', 'pending_merchant', 'pending_internal', 'resolved', 'closed'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];
export const OPEN_STATUSES = ['new', 'open', 'pending_merchant', 'pending_internal'] as const satisfies readonly TicketStatus[];
/** TICKET-03. Shown with an icon and a word, never colour alone. */
export const TICKET_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof TICKET_PRIORITIES)[number];
/** How the ticket got its outlet. */
export const LINK_STATES = ['linked', 'ambiguous', 'unknown'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** One line of the inbox. */
export interface TicketRow {
  id: string;
  reference: string;
  subject: string | null;
  status: TicketStatus;
  priority: TicketPriority;
  categoryId: string | null;
  categoryName: string | null;
  assignee: { userId: string; name: string } | null;
  contact: { id: string; name: string; phone: string | null };
  outlet: { oid: string; fid: string; name: string; franchiseName: string } | null;
  linkState: LinkState;
  preview: { type: MessageKind | 'deleted'; text: string | null; direction: 'in' | 'out'; status: MessageStatus } | null;
  unread: number;
  /** first inbound message nobody has answered yet; null when we answered */
  awaitingSince: Instant | null;
  firstResponseAt: Instant | null;
  /** when the customer service window closes (provider time + 24 h); null when never open */
  windowEndsAt: Instant | null;
  reopenCount: number;
  lastMessageAt: Instant;
  createdAt: Instant;
  updatedAt: Instant;
  /** rises by one with every change; the base of a reply and of field edits */
  revision: number;
}

/** The ticket with what stands beside it. */
export interface TicketView extends TicketRow {
  contactCard: ContactView;
  outletCard: OutletView | null;
  candidates: OutletCandidate[];
  /** ours, that the merchant wrote to; `isStopped`: WhatsApp refuses it as a whole, nothing goes out until an administrator resumes it */
  number: { id: string; displayPhone: string; name: string; isStopped: boolean };
  resolvedAt: Instant | null;
  closedAt: Instant | null;
  previous: { id: string; reference: string; subject: string | null; status: TicketStatus; at: Instant }[];
  formerTicketId: string | null;
  /** its category is one of a lead: it may be finished without an outlet */
  isLead: boolean;
  /** when the merchant first wrote; the clock of the first response starts here */
  firstInboundAt: Instant | null;
  /** colleagues who see it, so that it can be given to them; null for who may not give it to others */
  assigneeIds: string[] | null;
}

/** Internal note: staff only, never sent (TICKET-07). */
export interface NoteView {
  kind: 'note';
  id: string;
  ticketId: string;
  text: string;
  author: { userId: string; name: string };
  at: Instant;
}
/** System line of the thread, from the audit log. `action` is a word key (`timeline.<action>`), params fill it. */
export const TIMELINE_ACTIONS = [
  'created',
  'reopened',
  'status_changed',
  'priority_changed',
  'category_changed',
  'assigned',
  'unassigned',
  'outlet_linked',
  'outlet_matched',
  'outlet_ambiguous',
  'outlet_chosen',
  'subject_changed',
  'resolved',
  'closed',
  'number_changed',
  'contact_merged',
] as const;
export type TimelineAction = (typeof TIMELINE_ACTIONS)[number];
export interface TimelineView {
  kind: 'event';
  id: string;
  ticketId: string;
  action: TimelineAction;
  actor: string | null;
  params: Record<string, string>;
  at: Instant;
}
export type ThreadItem = MessageView | NoteView | TimelineView;

export interface ThreadPage {
  items: ThreadItem[];
  /** pass as `before` for older ones; null at the start */
  olderCursor: string | null;
  /** pass as `after` to catch up */
  newestCursor: string;
  /** of a page asked for with `after`: there is more; ask at once with this page's `newestCursor` */
  hasMore: boolean;
  revision: number;
}
export interface TicketPage {
  rows: TicketRow[];
  nextCursor: string | null /** server time of the snapshot */;
  asOf: Instant;
}

export const TICKET_VIEWS = ['mine', 'unassigned', 'all', 'waiting', 'unlinked', 'done'] as const;
export type TicketViewName = (typeof TICKET_VIEWS)[number];
/** Open tickets per view (done: resolved in the last 7 days), and the caller's own unread ones; each capped at 999. */
export type TicketCounts = Record<TicketViewName | 'unreadMine', number>;
export const TICKET_SORTS = ['newest', 'oldest', 'waiting', 'priority', 'created', 'status', 'assignee', 'outlet', 'reference', 'fid', 'oid'] as const;

export const ticketFilter = z.object({
  view: z.enum(TICKET_VIEWS).default('all'),
  statuses: z.array(z.enum(TICKET_STATUSES)).max(6).optional(),
  priorities: z.array(z.enum(TICKET_PRIORITIES)).max(4).optional(),
  categoryIds: z.array(idSchema).max(50).optional(),
  assigneeIds: z.array(idSchema).max(50).optional(),
  fids: z.array(idSchema).max(50).optional(),
  oids: z.array(idSchema).max(50).optional(),
  /** ticket number, contact name or phone, outlet or franchise name, subject */
  search: z.string().trim().max(100).optional(),
});
export type TicketFilter = z.infer<typeof ticketFilter>;
export const listTicketsInput = ticketFilter.extend({
  sort: z.enum(TICKET_SORTS).default('newest'),
  cursor: cursorSchema.optional(),
  limit: z.number().int().min(1).max(100).default(30),
});
export const ticketIdInput = z.object({ ticketId: idSchema });
export const ticketRowsInput = z.object({ ids: z.array(idSchema).min(1).max(100) });
export const outletTicketsInput = z.object({ oid: idSchema });
export const threadInput = z.object({
  ticketId: idSchema,
  before: cursorSchema.optional(),
  after: cursorSchema.optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export const addNoteInput = z.object({ ticketId: idSchema, text: z.string().trim().min(1).max(8000), clientKey: z.string().min(8).max(64) });
/** Per-field compare-and-set: `from` is what the person saw; a different value on the server is a `conflict`. */
export const changeTicketInput = z.object({
  ticketId: idSchema,
  status: z.object({ from: z.enum(TICKET_STATUSES), to: z.enum(TICKET_STATUSES) }).optional(),
  priority: z.object({ from: z.enum(TICKET_PRIORITIES), to: z.enum(TICKET_PRIORITIES) }).optional(),
  assignee: z.object({ from: idSchema.nullable(), to: idSchema.nullable() }).optional(),
  category: z.object({ from: idSchema.nullable(), to: idSchema.nullable() }).optional(),
  subject: z.object({ from: z.string().max(255).nullable(), to: z.string().trim().min(1).max(255).nullable() }).optional(),
});
export type ChangeTicketInput = z.infer<typeof changeTicketInput>;
/** The panel beside an outlet record: open tickets newest first, then finished ones. */
export interface OutletTickets {
  outlet: OutletView;
  open: TicketRow[];
  history: TicketRow[];
}
export interface CategoryView {
  id: string;
  name: string;
}
