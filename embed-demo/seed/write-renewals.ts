import type { ChatEntry } from '../simulators/graph/simulator-types.ts';
import { dateInDays } from './date-in-days.ts';
import { promptText } from './prompt-text.ts';
import { renewalRow } from './renewal-row.ts';
import { renewalTicket } from './renewal-ticket.ts';
import type { PlannedRenewal } from './renewal-types.ts';
import type { SeedSql, SeedValue } from './seed-sql.ts';
import type { SubmittedTemplate } from './submitted-templates.ts';
import type { Cast } from './write-cast.ts';

type Row = Record<string, SeedValue>;
const instant = (at: number): Date => new Date(at);

/**
 * Writes cycles with their reminders, calls, notes, tasks and decisions. Reminders of open cycles are messages too, in tickets nobody sees
 * before the merchant answers; those of former cycles are only in the log. Returns the chats as the phones saw them.
 */
export async function writeRenewals(
  sql: SeedSql,
  renewals: readonly PlannedRenewal[],
  cast: Cast,
  { phoneNumberId, now, ...words }: { templates: readonly SubmittedTemplate[]; payAt: string; phoneNumberId: string; now: number },
): Promise<ChatEntry[]> {
  const tenant_id = cast.tenantId;
  const desk = cast.userIds.get('pos-2005') ?? '';
  await sql.insert(
    'renewal',
    renewals.map((renewal) => renewalRow(renewal, cast, { desk, now })),
    ['status', 'outcome', 'next_at', 'next_reason'],
  );
  const rows = await sql.query<{ id: string; oid: string; due_date: Date | string }>(
    "SELECT id, oid, DATE_FORMAT(due_date, '%Y-%m-%d') AS due_date FROM renewal WHERE tenant_id = ?",
    [tenant_id],
  );
  const idOf = new Map(rows.map((row) => [`${row.oid} ${String(row.due_date)}`, String(row.id)]));
  const chats: ChatEntry[] = [];
  const said = new Map<PlannedRenewal, { ticketId: string; messageIds: string[] }>();
  for (const renewal of renewals.filter(({ isOpen, person, prompts }) => isOpen && person?.isQuiet === true && prompts.length > 0)) {
    const planned = renewalTicket(renewal, cast, { ...words, phoneNumberId, desk });
    const [ticketId = ''] = await sql.insert('ticket', [planned.ticket]);
    const messageIds = await sql.insert(
      'message',
      planned.messages.map((message) => ({ ...message, ticket_id: ticketId })),
    );
    await sql.insert(
      'audit_log',
      planned.audits.map((audit) => ({ ...audit, entity_id: ticketId })),
    );
    await sql.insert('conversation', [{ ...planned.conversation, current_ticket_id: ticketId }], ['current_ticket_id', 'last_inbound_at']);
    const last = planned.messages.at(-1);
    await sql.execute(
      'UPDATE ticket SET preview_type = ?, preview_text = ?, preview_direction = ?, preview_status = ?, preview_message_id = ?, updated_at = updated_at WHERE tenant_id = ? AND id = ?',
      [
        last?.['type'],
        String(last?.['content_text'] ?? '')
          .replaceAll('\n', ' ')
          .slice(0, 200),
        last?.['direction'],
        last?.['status'],
        messageIds.at(-1),
        tenant_id,
        ticketId,
      ],
    );
    said.set(renewal, { ticketId, messageIds });
    chats.push(...planned.chats);
  }

  const attempts: Row[] = [];
  const automatic: Row[] = [];
  const decisions: Row[] = [];
  const notes: Row[] = [];
  const tasks: Row[] = [];
  const audits: Row[] = [];
  const evidence: { id: string; at: number; sentAt: number }[] = [];
  for (const renewal of renewals) {
    const renewal_id = idOf.get(`${renewal.outlet.oid} ${renewal.dueOn}`) ?? '';
    const contact_id = cast.contactIds.get(renewal.person?.id ?? '') ?? null;
    const own = said.get(renewal);
    const decided = (at: number, verdict: string, step: string | null, reason: string): Row => ({
      ...{ tenant_id, renewal_id, verdict, step, reason, until_at: null, created_at: instant(at) },
      facts: JSON.stringify({ dueOn: renewal.dueOn, timeZone: 'Asia/Kuala_Lumpur', localDay: dateInDays(at, 0) }),
    });
    for (const [at, prompt] of renewal.prompts.entries()) {
      const { language } = promptText(renewal, prompt, words);
      const message_id = own?.messageIds[at] ?? null;
      if (prompt.result === 'paid') evidence.push({ id: renewal_id, at: attempts.length, sentAt: prompt.at });
      attempts.push({
        ...{ tenant_id, renewal_id, step: prompt.step, claim_key: prompt.step, channel: 'whatsapp', template: prompt.template, language, message_id },
        ...{ ticket_id: own?.ticketId ?? null, contact_id, author_user_id: null, result: prompt.result, note: null },
        superseded_at: prompt.supersededAt === null ? null : instant(prompt.supersededAt),
        answered_at: prompt.answeredAt === null ? null : instant(prompt.answeredAt),
        created_at: instant(prompt.at),
      });
      decisions.push(decided(prompt.at, 'send', prompt.step, 'step_due'));
      if (message_id !== null)
        automatic.push({
          ...{ tenant_id, contact_id, kind: prompt.step.startsWith('winback') ? 'winback' : 'renewal', message_id },
          ...{ claim_key: `renewal:${renewal_id}:${prompt.step}`, created_at: instant(prompt.at) },
        });
    }
    for (const call of renewal.calls)
      attempts.push({
        ...{ tenant_id, renewal_id, step: 'manual', claim_key: null, channel: 'call', template: null, language: null, message_id: null, ticket_id: null },
        ...{ contact_id, author_user_id: desk, result: call.result, note: call.note, superseded_at: null, answered_at: null, created_at: instant(call.at) },
      });
    if (renewal.answeredAt !== null) decisions.push(decided(renewal.answeredAt, 'stop', null, 'replied'));
    if (renewal.note) notes.push({ tenant_id, renewal_id, author_user_id: desk, content_text: renewal.note.text, created_at: instant(renewal.note.at) });
    if (renewal.followUp) {
      const { at, dueInDays, title } = renewal.followUp;
      tasks.push({
        ...{ tenant_id, renewal_id, kind: 'call', reason: 'manual', title, due_on: dateInDays(now, dueInDays), assigned_user_id: desk },
        ...{ created_by_user_id: desk, created_at: instant(at) },
      });
    }
    const change = (at: number, action: string, after: object): Row => ({
      ...{ tenant_id, actor_user_id: null, actor_name: 'pos', entity_type: 'renewal', entity_id: renewal_id, action, before_json: null },
      ...{ after_json: JSON.stringify(after), created_at: instant(at) },
    });
    if (renewal.failedAt !== null) audits.push(change(renewal.failedAt, 'failed', { status: 'failed' }));
    if (renewal.settledAt !== null && renewal.paidOn !== null) {
      audits.push(change(renewal.settledAt, 'paid', { status: 'paid', outcome: renewal.outcome, paid_on: renewal.paidOn }));
      decisions.push(decided(renewal.settledAt, 'stop', null, 'paid'));
    }
  }
  const attemptIds = await sql.insert('renewal_attempt', attempts);
  await sql.insert('automatic_message', automatic);
  await sql.insert('renewal_decision', decisions);
  await sql.insert('renewal_note', notes);
  await sql.insert('renewal_task', tasks);
  await sql.insert('audit_log', audits);
  for (const { id, at, sentAt } of evidence) {
    await sql.execute(
      "UPDATE renewal SET evidence = JSON_SET(evidence, '$.attemptId', ?, '$.attemptStep', ?, '$.attemptChannel', 'whatsapp', '$.attemptResult', 'read', '$.attemptAt', ?) WHERE tenant_id = ? AND id = ?",
      [attemptIds[at], attempts[at]?.['step'], new Date(sentAt).toISOString(), tenant_id, id],
    );
  }
  return chats;
}
