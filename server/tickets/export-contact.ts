import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { ticketReference } from './ticket-reference.ts';

const MOST_MESSAGES = 20_000;

/** Everything we hold about a person, as the person may ask for it (SEC-04). Times are ISO strings; files are named, not included. */
export interface ContactExport {
  exportedAt: string;
  contact: Record<string, string | null>;
  identities: { kind: string; value: string; since: string }[];
  consents: { state: string; source: string; at: string }[];
  /** `state`: rejected are links people said are wrong */
  outlets: { oid: string; name: string; source: string; state: string; since: string; until: string | null }[];
  tickets: { reference: string; subject: string | null; status: string; createdAt: string; resolvedAt: string | null }[];
  messages: { reference: string; direction: 'in' | 'out'; type: string; text: string | null; file: string | null; at: string }[];
  notes: { reference: string; text: string; at: string }[];
  /** reminders and calls about the subscriptions of their outlets */
  reminders: { oid: string; channel: string; step: string; result: string; note: string | null; at: string }[];
  /** true when there are more messages than one answer carries */
  isCut: boolean;
}

/** Collects a data subject's export; that it was asked for is audited. */
export async function exportContact(ctx: Ctx, contactId: string): Promise<ContactExport> {
  const sql = database();
  const of = [ctx.tenantId, contactId];
  const [contact] = await sql.query<{
    display_name: string | null;
    wa_phone_e164: string | null;
    username: string | null;
    email: string | null;
    locale: string | null;
    created_at: Date;
  }>('SELECT display_name, wa_phone_e164, username, email, locale, created_at FROM contact WHERE tenant_id = ? AND id = ?', of);
  if (!contact) throw new AppError('not_found', 'There is no such contact.');
  const [identities, consents, outlets, tickets] = await Promise.all([
    sql.query<{ kind: string; value: string; first_seen_at: Date }>(
      'SELECT kind, value, first_seen_at FROM contact_identity WHERE tenant_id = ? AND contact_id = ?',
      of,
    ),
    sql.query<{ state: string; source: string; created_at: Date }>(
      'SELECT state, source, created_at FROM contact_consent WHERE tenant_id = ? AND contact_id = ? ORDER BY id',
      of,
    ),
    sql.query<{ oid: string; name: string; source: string; state: string; created_at: Date; expires_at: Date | null }>(
      'SELECT o.oid, o.name, l.source, l.state, l.created_at, l.expires_at FROM contact_outlet l JOIN outlet o ON o.tenant_id = l.tenant_id AND o.oid = l.oid WHERE l.tenant_id = ? AND l.contact_id = ?',
      of,
    ),
    sql.query<{ id: string; subject: string | null; status: string; created_at: Date; resolved_at: Date | null }>(
      'SELECT id, subject, status, created_at, resolved_at FROM ticket WHERE tenant_id = ? AND contact_id = ? ORDER BY id',
      of,
    ),
  ]);
  const ids = tickets.length > 0 ? tickets.map(({ id }) => id) : ['0'];
  const [messages, notes, reminders] = await Promise.all([
    sql.query<{
      ticket_id: string;
      direction: 'in' | 'out';
      type: string;
      content_text: string | null;
      media_filename: string | null;
      media_mime: string | null;
      occurred_at: Date;
    }>(
      'SELECT ticket_id, direction, type, content_text, media_filename, media_mime, occurred_at FROM message WHERE tenant_id = ? AND ticket_id IN (?) ORDER BY occurred_at, id LIMIT ?',
      [ctx.tenantId, ids, MOST_MESSAGES + 1],
    ),
    sql.query<{ ticket_id: string; content_text: string; created_at: Date }>(
      'SELECT ticket_id, content_text, created_at FROM ticket_note WHERE tenant_id = ? AND ticket_id IN (?) ORDER BY created_at, id LIMIT ?',
      [ctx.tenantId, ids, MOST_MESSAGES],
    ),
    sql.query<{ oid: string; channel: string; step: string; result: string; note: string | null; created_at: Date }>(
      `SELECT r.oid, a.channel, a.step, a.result, a.note, a.created_at FROM renewal_attempt a JOIN renewal r ON r.tenant_id = a.tenant_id AND r.id = a.renewal_id
       WHERE a.tenant_id = ? AND a.contact_id = ? ORDER BY a.created_at, a.id LIMIT ?`,
      [...of, MOST_MESSAGES],
    ),
  ]);
  const references = new Map(tickets.map(({ id, created_at }) => [id, ticketReference(id, created_at)]));
  await inTransaction(ctx, ({ tx }) =>
    recordAudit(tx, [
      { tenantId: ctx.tenantId, actor: ctx.actor, entityType: 'contact', entityId: contactId, action: 'exported', requestId: ctx.requestId, at: ctx.now },
    ]),
  );
  return {
    exportedAt: ctx.now.toISOString(),
    contact: {
      name: contact.display_name,
      phone: contact.wa_phone_e164,
      username: contact.username,
      email: contact.email,
      locale: contact.locale,
      since: contact.created_at.toISOString(),
    },
    identities: identities.map(({ kind, value, first_seen_at }) => ({ kind, value, since: first_seen_at.toISOString() })),
    consents: consents.map(({ state, source, created_at }) => ({ state, source, at: created_at.toISOString() })),
    outlets: outlets.map(({ oid, name, source, state, created_at, expires_at }) => ({
      oid,
      name,
      source,
      state,
      since: created_at.toISOString(),
      until: expires_at?.toISOString() ?? null,
    })),
    tickets: tickets.map((ticket) => ({
      reference: ticketReference(ticket.id, ticket.created_at),
      subject: ticket.subject,
      status: ticket.status,
      createdAt: ticket.created_at.toISOString(),
      resolvedAt: ticket.resolved_at?.toISOString() ?? null,
    })),
    messages: messages.slice(0, MOST_MESSAGES).map((row) => ({
      reference: references.get(row.ticket_id) ?? '',
      direction: row.direction,
      type: row.type,
      text: row.content_text,
      file: row.media_filename ?? row.media_mime,
      at: row.occurred_at.toISOString(),
    })),
    notes: notes.map((row) => ({ reference: references.get(row.ticket_id) ?? '', text: row.content_text, at: row.created_at.toISOString() })),
    reminders: reminders.map(({ oid, channel, step, result, note, created_at }) => ({ oid, channel, step, result, note, at: created_at.toISOString() })),
    isCut: messages.length > MOST_MESSAGES,
  };
}
