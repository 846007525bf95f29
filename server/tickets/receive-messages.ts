import { changeIdentity } from '../contacts/change-identity.ts';
import { hearConsent } from '../contacts/hear-consent.ts';
import type { ContactState } from '../contacts/contact-state-types.ts';
import { loadContactStates } from '../contacts/load-contact-states.ts';
import { refuseMergedContacts } from '../contacts/refuse-merged-contacts.ts';
import { resolveContacts } from '../contacts/resolve-contacts.ts';
import type { KnownContact } from '../contacts/sender-types.ts';
import { changeMessage } from '../messages/change-message.ts';
import { findByWaMessageId, type NamedMessage } from '../messages/find-by-wa-message-id.ts';
import type { InboundMessage } from '../messages/inbound-message-types.ts';
import { recordInbound } from '../messages/record-inbound.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { inBatchTransaction } from '../platform/in-batch-transaction.ts';
import { publishLive } from '../platform/publish-live.ts';
import { recordEvents } from '../platform/record-events.ts';
import { relayEvents } from '../platform/relay-events.ts';
import type { Sql } from '../platform/sql.ts';
import { auditThreads } from './audit-threads.ts';
import { inboundDeltas } from './inbound-deltas.ts';
import { inboundEvents } from './inbound-events.ts';
import { insertTickets } from './insert-tickets.ts';
import { linkOutlets } from './link-outlets.ts';
import { loadThreads } from './load-threads.ts';
import type { Received, RunResult } from './received-types.ts';
import { saveThreads } from './save-threads.ts';
import { threadMessage } from './thread-message.ts';

export interface ReceiveInput {
  tenantId: string;
  messages: readonly InboundMessage[];
  reopenWithinMs: number;
  now: Date;
  log: Log;
}

/**
 * Takes a batch of inbound messages of one tenant into contacts, tickets, messages, events and live deltas, in order, in one
 * transaction per run (a run ends where an identity changes, or where something acts on a message of the same run).
 * Safe to repeat: a known `wa_message_id` has no second effect. Returns the indexes of items that had nothing to act on.
 */
export async function receiveMessages(input: ReceiveInput): Promise<number[]> {
  const orphans: number[] = [];
  let start = 0;
  for (const length of runLengths(input.messages)) {
    const messages = input.messages.slice(start, start + length);
    orphans.push(...(await receiveRun({ ...input, messages })).map((index) => index + start));
    start += length;
  }
  return orphans;
}

function runLengths(messages: readonly InboundMessage[]): number[] {
  const lengths: number[] = [];
  let length = 0;
  let ids = new Set<string>();
  for (const { effect, waMessageId } of messages) {
    const breaks = effect.kind === 'identity' || ('target' in effect && ids.has(effect.target));
    if (breaks && length > 0) {
      lengths.push(length);
      length = 0;
      ids = new Set();
    }
    length++;
    ids.add(waMessageId);
    if (effect.kind === 'identity') {
      lengths.push(length);
      length = 0;
      ids = new Set();
    }
  }
  if (length > 0) lengths.push(length);
  return lengths;
}

async function receiveRun(input: ReceiveInput): Promise<number[]> {
  const { tenantId, now, log } = input;
  const known = await lookUp(input);
  const outcome = await inBatchTransaction(async (sql) => {
    const result = await applyRun(sql, input, known);
    const events = await recordEvents(sql, inboundEvents(tenantId, result.received), now);
    const deltas = await inboundDeltas(sql, tenantId, result, now);
    return { ...result, events, deltas };
  });
  if (outcome.events.length > 0) relayEvents(outcome.events).catch((error: unknown) => log.warn({ err: error }, 'relay after commit'));
  void publishLive(tenantId, outcome.deltas, log);
  return outcome.orphans;
}

interface Known {
  named: Map<string, NamedMessage>;
  contacts: Map<string, ContactState>;
}

/** What is known already of messages and senders: two reads side by side, before the transaction, so that it stays short. */
async function lookUp({ tenantId, messages }: ReceiveInput): Promise<Known> {
  const ids = new Set(messages.flatMap((message) => [message.waMessageId, message.replyToWaMessageId ?? []].flat()));
  const isIdentity = messages[0]?.effect.kind === 'identity';
  const senders = isIdentity ? [] : messages.map((message) => message.sender);
  const [named, contacts] = await Promise.all([findByWaMessageId(database(), tenantId, [...ids]), loadContactStates(database(), tenantId, senders)]);
  return { named, contacts };
}

async function applyRun(sql: Sql, { tenantId, messages, reopenWithinMs, now }: ReceiveInput, { named, contacts: known }: Known): Promise<RunResult> {
  const seen = new Set(named.keys());
  const fresh = messages.map((message, index) => ({ message, index })).filter(({ message }) => !seen.has(message.waMessageId) && seen.add(message.waMessageId));
  const result: RunResult = { received: [], tickets: [], threads: [], changed: [], orphans: [] };
  if (fresh.length === 0) return result;
  const contacts = await contactsOf(
    sql,
    tenantId,
    fresh.map(({ message }) => message),
    known,
    now,
  );
  const pairs = new Map<string, { numberId: string; contactId: string; isNewContact: boolean }>();
  fresh.forEach(({ message }, position) => {
    const contact = contacts[position];
    if (contact) pairs.set(`${message.numberId}|${contact.id}`, { numberId: message.numberId, contactId: contact.id, isNewContact: contact.isNew });
  });
  const oldest = Math.min(...fresh.map(({ message }) => message.at.getTime()));
  const threads = await loadThreads(sql, tenantId, [...pairs.values()], new Date(oldest - reopenWithinMs));
  const strangers = [...pairs].flatMap(([key, pair]) => (pair.isNewContact || threads.get(key)?.exists ? [] : [pair.contactId]));
  await refuseMergedContacts(sql, tenantId, strangers);
  const rows: Omit<Received, 'messageId'>[] = [];
  for (const [position, { message, index }] of fresh.entries()) {
    const contact = contacts[position];
    const thread = contact && threads.get(`${message.numberId}|${contact.id}`);
    if (!contact || !thread) {
      result.orphans.push(index);
      continue;
    }
    if (message.effect.kind === 'message') {
      rows.push({
        index,
        message,
        contact,
        ticket: threadMessage(thread, message, rows.length, reopenWithinMs),
        counts: true,
        replyTo: named.get(message.replyToWaMessageId ?? '') ?? null,
      });
      continue;
    }
    if (message.effect.kind !== 'identity') {
      const changed = await changeMessage(sql, tenantId, message);
      if (changed) result.changed.push(changed);
      else if (!named.has(message.effect.target)) result.orphans.push(index);
    }
    const ticket = thread.current;
    if (ticket && message.effect.kind !== 'edit' && message.effect.kind !== 'revoke')
      rows.push({ index, message, contact, ticket, counts: false, replyTo: null });
  }
  result.threads = [...threads.values()];
  result.tickets = [...new Set(rows.filter((row) => row.counts).map((row) => row.ticket))];
  for (const ticket of result.tickets) ticket.revision++;
  const created = result.tickets.filter((ticket) => ticket.isNew);
  await linkOutlets(sql, tenantId, created, now);
  await insertTickets(sql, tenantId, created, now);
  const ids = await recordInbound(
    sql,
    tenantId,
    rows.map(({ message, contact, ticket }) => ({ message, contactId: contact.id, ticketId: ticket.id })),
  );
  result.received = rows.map((row, position) => ({ ...row, messageId: ids[position] ?? '' }));
  await saveThreads(sql, tenantId, result.tickets, result.threads, ids);
  await auditThreads(sql, tenantId, result.tickets, now);
  const spoken = result.received.filter(({ message }) => message.type === 'text' || message.type === 'button' || message.type === 'interactive');
  await hearConsent(
    sql,
    tenantId,
    spoken.map(({ message, contact }) => ({ contactId: contact.id, text: message.text, at: message.at })),
  );
  return result;
}

async function contactsOf(
  sql: Sql,
  tenantId: string,
  messages: readonly InboundMessage[],
  known: Map<string, ContactState>,
  now: Date,
): Promise<(KnownContact | null)[]> {
  const [first] = messages;
  if (first?.effect.kind === 'identity')
    return [await changeIdentity(sql, { tenantId, previous: first.effect.previous, next: first.effect.next, at: first.at, detail: first.effect.detail })];
  return resolveContacts(
    sql,
    tenantId,
    messages.map((message) => message.sender),
    now,
    known,
  );
}
