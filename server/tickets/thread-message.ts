import type { InboundMessage } from '../messages/inbound-message-types.ts';
import { decideThread } from './decide-thread.ts';
import type { ThreadState, TicketState } from './thread-state-types.ts';

/**
 * Puts one message into its thread, in memory: which ticket takes it, and what that does to counters, preview, clock and window. Where an
 * automatic message had asked something it is the answer; a ticket that held nothing but our own question becomes work with it. Pure but for
 * the states it changes.
 */
export function threadMessage(thread: ThreadState, message: InboundMessage, index: number, reopenWithinMs: number): TicketState {
  const candidates = [...(thread.current ? [thread.current] : []), ...thread.others];
  const decision = decideThread(candidates, message.at, reopenWithinMs);
  const ticket =
    decision.action === 'create'
      ? newTicket(thread, message, decision.formerTicketId)
      : (candidates.find(({ id }) => id === decision.ticketId) ?? newTicket(thread, message, null));
  if (decision.action === 'reopen') {
    ticket.isReopened = true;
    ticket.reopens++;
    ticket.resolvedAt = null;
  }
  if (decision.action !== 'create') ticket.status = decision.status;
  // asked in a ticket that is archived by now: the new one has the answer
  const asked = decision.action === 'create' ? candidates.find(({ id }) => id === decision.formerTicketId)?.promptState : ticket.promptState;
  if (asked !== undefined && asked !== 'none') ticket.isAnswer = true;
  if (ticket.promptState === 'outreach') ticket.isAppearing = true;
  ticket.promptState = 'none';
  if (thread.current !== ticket) {
    if (thread.current && !thread.current.isNew) thread.others.push(thread.current);
    thread.others = thread.others.filter((other) => other !== ticket);
    thread.current = ticket;
    thread.isDirty = true;
  }
  if (message.effect.kind === 'message' && message.effect.opensWindow && (!thread.lastInboundAt || message.at > thread.lastInboundAt)) {
    thread.lastInboundAt = message.at;
    thread.isDirty = true;
  }
  ticket.isDirty = true;
  ticket.unread++;
  ticket.inbound++;
  if (!ticket.awaitingSince || message.at < ticket.awaitingSince) ticket.awaitingSince = message.at;
  if (!ticket.firstInboundAt || message.at < ticket.firstInboundAt) ticket.firstInboundAt = message.at;
  // WhatsApp tells whole seconds: what comes within the second of our own last message is an answer to it
  if (message.at.getTime() >= Math.floor(ticket.lastMessageAt.getTime() / 1_000) * 1_000 || !ticket.preview) {
    if (message.at > ticket.lastMessageAt) ticket.lastMessageAt = message.at;
    ticket.preview = {
      type: message.type,
      text: (message.text ?? message.media?.filename ?? null)?.slice(0, 200).toWellFormed() ?? null,
      direction: 'in',
      status: 'received',
    };
    ticket.previewIndex = index;
  }
  return ticket;
}

function newTicket(thread: ThreadState, message: InboundMessage, formerTicketId: string | null): TicketState {
  return {
    id: '',
    numberId: thread.numberId,
    contactId: thread.contactId,
    isNew: true,
    isReopened: false,
    isAppearing: false,
    isAnswer: false,
    isDirty: true,
    formerTicketId,
    status: 'new',
    promptState: 'none',
    statusBefore: 'new',
    fid: null,
    oid: null,
    linkState: 'unknown',
    outletName: null,
    resolvedAt: null,
    lastMessageAt: message.at,
    unread: 0,
    inbound: 0,
    awaitingSince: null,
    firstInboundAt: null,
    reopens: 0,
    revision: 0,
    preview: null,
    previewIndex: null,
  };
}
