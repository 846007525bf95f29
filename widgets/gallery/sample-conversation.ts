import type { Conversation } from '../core/conversation/conversation.ts';
import { plainMessage } from '../core/conversation/plain-message.ts';
import type { MediaView, MessageView } from '../../types/messages.ts';
import type { NoteView, ThreadItem, TimelineView, TicketRow, TicketView } from '../../types/tickets.ts';
import type { Both } from './both.ts';

const day = 86_400_000;
const clock = (minutesAgo: number): string => new Date(Date.now() - minutesAgo * 60_000).toISOString();
let next = 1;

/** A message as the server shows it; what is not said is as in a plain text of the merchant. */
export function sampleMessage(say: Both, given: Partial<MessageView> & { minutesAgo?: number } = {}): MessageView {
  const { minutesAgo = 12, ...own } = given;
  next += 1;
  return {
    ...plainMessage,
    id: String(next),
    ticketId: '4182',
    direction: 'in',
    text: say(
      'Hi, since the update this morning the receipt printer prints nothing at all',
      'Hi, sejak update pagi tadi mesin cetak resit tak keluar kertas langsung',
    ),
    author: own.direction === 'out' ? { userId: '2', name: 'Aina Rahman' } : null,
    status: own.direction === 'out' ? 'delivered' : 'received',
    at: clock(minutesAgo),
    ...own,
  };
}

/** A stored file of a message. */
export function sampleMedia(given: Partial<MediaView>): MediaView {
  return { state: 'stored', mime: 'application/pdf', filename: 'error-printer.pdf', bytes: 212_000, durationSeconds: null, voice: false, url: null, ...given };
}

/** A note of a colleague. */
export function sampleNote(text: string, minutesAgo = 8): NoteView {
  next += 1;
  return { kind: 'note', id: `n${next}`, ticketId: '4182', text, author: { userId: '3', name: 'Farid Osman' }, at: clock(minutesAgo) };
}

function event(action: TimelineView['action'], params: Record<string, string>, minutesAgo: number): TimelineView {
  next += 1;
  return { kind: 'event', id: `e${next}`, ticketId: '4182', action, actor: 'Farid Osman', params, at: clock(minutesAgo) };
}

/** A line of the list. */
export function sampleRow(say: Both, given: Partial<TicketRow> = {}): TicketRow {
  return {
    id: '4182',
    reference: 'TKT-2026-004182',
    subject: say('Receipt printer prints nothing after update', 'Mesin cetak resit tidak mencetak selepas kemas kini'),
    status: 'open',
    priority: 'high',
    categoryId: '1',
    categoryName: say('Hardware', 'Perkakasan'),
    assignee: { userId: '2', name: 'Aina Rahman' },
    contact: { id: '9', name: 'Sri Devi', phone: '+60123456789' },
    outlet: { oid: '8812', fid: '120', name: 'Bangsar', franchiseName: 'Sri Kopitiam' },
    linkState: 'linked',
    preview: {
      type: 'text',
      text: say('The receipt printer still prints nothing 😓', 'Mesin cetak resit masih tak keluar kertas 😓'),
      direction: 'in',
      status: 'received',
    },
    unread: 2,
    awaitingSince: clock(11),
    firstResponseAt: clock(30),
    windowEndsAt: new Date(Date.now() + day - 11 * 60_000).toISOString(),
    reopenCount: 0,
    lastMessageAt: clock(2),
    createdAt: clock(45),
    updatedAt: clock(2),
    revision: 7,
    ...given,
  };
}

/** A ticket with what stands beside it. */
export function sampleTicket(say: Both, given: Partial<TicketView> = {}): TicketView {
  return {
    ...sampleRow(say),
    contactCard: {
      id: '9',
      name: 'Sri Devi',
      phone: '+60123456789',
      username: null,
      email: 'sri@kopitiam.my',
      locale: 'ms',
      createdAt: clock(400 * 1440),
      ticketCount: 5,
    },
    outletCard: {
      oid: '8812',
      fid: '120',
      name: 'Bangsar',
      franchiseName: 'Sri Kopitiam',
      status: 'active',
      timezone: 'Asia/Kuala_Lumpur',
      expiresOn: new Date(Date.now() + 14 * day).toISOString().slice(0, 10),
      address: '12 Jalan Telawi, 59100 Kuala Lumpur',
    },
    candidates: [],
    number: { id: '1', displayPhone: '+60 3-2771 0000', name: 'KedaiPOS Support', isStopped: false },
    resolvedAt: null,
    closedAt: null,
    previous: [{ id: '3990', reference: 'TKT-2026-003990', subject: say('Cash drawer stuck', 'Laci tunai tersekat'), status: 'closed', at: clock(9 * 1440) }],
    formerTicketId: null,
    isLead: false,
    firstInboundAt: clock(45),
    assigneeIds: null,
    ...given,
  };
}

/** An open conversation with a bit of everything. */
export function sampleConversation(say: Both, given: Partial<Conversation> = {}): Conversation {
  const items: ThreadItem[] = [
    sampleMessage(say, { minutesAgo: 40 }),
    event('assigned', { to: 'Aina Rahman' }, 38),
    sampleMessage(say, {
      minutesAgo: 33,
      direction: 'out',
      status: 'read',
      text: say(
        'Hi Sri, could you switch the printer off for 10 seconds, then on again?',
        'Hai Sri, boleh cuba matikan pencetak 10 saat, kemudian hidupkan semula?',
      ),
    }),
    sampleNote(say('Same model failed at Lucky Mart last week. Firmware 2.1.8.', 'Model sama rosak di Lucky Mart minggu lepas. Perisian tegar 2.1.8.'), 30),
    sampleMessage(say, { minutesAgo: 11, text: say('Tried it, still the same 😓', 'Dah cuba, masih sama 😓') }),
  ];
  return {
    ticketId: '4182',
    phase: 'ready',
    error: null,
    ticket: sampleTicket(say),
    items,
    pending: [],
    olderCursor: null,
    newestCursor: null,
    older: 'idle',
    revision: 7,
    unreadFrom: null,
    viewers: [],
    collision: [],
    isNoting: false,
    isStale: false,
    ...given,
  };
}
