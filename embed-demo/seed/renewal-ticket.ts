import { blankEntry } from '../simulators/graph/blank-entry.ts';
import type { ChatEntry } from '../simulators/graph/simulator-types.ts';
import { promptText } from './prompt-text.ts';
import type { PlannedRenewal } from './renewal-types.ts';
import type { SeedValue } from './seed-sql.ts';
import type { SubmittedTemplate } from './submitted-templates.ts';
import type { Cast } from './write-cast.ts';

type Row = Record<string, SeedValue>;
const instant = (at: number): Date => new Date(at);

/** The rows of one ticket in which reminders went out; `messages` are in order, one for each prompt first. */
export interface RenewalTicket {
  ticket: Row;
  messages: Row[];
  audits: Row[];
  conversation: Row;
  chats: ChatEntry[];
}

/**
 * The ticket of a renewal's reminders: nobody sees it until the merchant answers; then it is work, and the renewal desk has it. Ids of the
 * ticket are filled in by who writes it.
 */
export function renewalTicket(
  renewal: PlannedRenewal,
  cast: Cast,
  { phoneNumberId, desk, ...words }: { templates: readonly SubmittedTemplate[]; payAt: string; phoneNumberId: string; desk: string },
): RenewalTicket {
  const { person, outlet, prompts, talk } = renewal;
  const tenant_id = cast.tenantId;
  const contact_id = cast.contactIds.get(person?.id ?? '') ?? '';
  const began = prompts[0]?.at ?? 0;
  const heard = renewal.answeredAt ?? 0;
  const answer = talk?.reply ?? null;
  const replied = answer === null ? null : heard + 14 * 60_000;
  const base = { tenant_id, contact_id, number_id: cast.numberId };
  const messages: Row[] = [];
  const chats: ChatEntry[] = [];
  const say = (by: 'us' | 'merchant', at: number, text: string, more: Row): void => {
    const id = `wamid.${Buffer.from(`engage-demo renewal ${outlet.oid} ${messages.length}`).toString('base64url')}`;
    const isOut = by === 'us';
    const isRead = more['status'] !== 'delivered';
    messages.push({
      ...base,
      ...{ ticket_id: null, direction: isOut ? 'out' : 'in', wa_message_id: id, type: 'text', content_text: text, payload: null, template_id: null },
      ...{ author_user_id: null, status: isOut ? 'read' : 'received', attempts: isOut ? 1 : 0, occurred_at: instant(at) },
      ...{ sent_at: isOut ? instant(at + 900) : null, delivered_at: isOut ? instant(at + 2_400) : null },
      read_at: isOut ? (isRead ? instant(at + 240_000) : null) : replied === null ? null : instant(at + 30_000),
      ...{ received_at: isOut ? null : instant(at + 700), created_at: instant(at) },
      ...more,
    });
    const entry = blankEntry({
      id,
      handsetId: person?.id ?? '',
      phoneNumberId,
      direction: isOut ? 'out' : 'in',
      at: instant(at).toISOString(),
      kind: isOut && more['type'] === 'template' ? 'template' : 'text',
    });
    chats.push({ ...entry, text, status: isOut ? (isRead ? 'read' : 'delivered') : replied === null ? 'delivered' : 'read' });
  };
  for (const prompt of prompts) {
    const { template, language, text } = promptText(renewal, prompt, words);
    say('us', prompt.at, text, {
      ...{ type: 'template', template_id: template?.rowId ?? null, status: prompt.result === 'delivered' ? 'delivered' : 'read' },
      payload: JSON.stringify({ template: { name: prompt.template, language, body: text, buttons: [] } }),
    });
  }
  if (talk !== null) say('merchant', heard, talk.said, {});
  if (answer !== null && replied !== null) say('us', replied, answer, { author_user_id: desk });

  const status = talk === null ? 'new' : replied === null ? 'new' : 'pending_merchant';
  const ended = replied ?? (talk === null ? (prompts.at(-1)?.at ?? began) : heard);
  const assigned = heard + 20_000;
  const audit = (at: number, action: string, before: object | null, after: object, by: 'whatsapp' | 'renewal' | 'desk'): Row => ({
    ...{ tenant_id, actor_user_id: by === 'desk' ? desk : null, actor_name: by === 'desk' ? (cast.userNames.get(desk) ?? '') : by, entity_type: 'ticket' },
    ...{ entity_id: null, action, before_json: before === null ? null : JSON.stringify(before), after_json: JSON.stringify(after), created_at: instant(at) },
  });
  const audits = [audit(began, 'created', null, { status: 'new' }, 'renewal')];
  if (talk !== null) audits.push(audit(assigned, 'assigned', { assignee: null }, { assignee: cast.userNames.get(desk) ?? '' }, 'renewal'));
  if (replied !== null) {
    audits.push(audit(replied, 'status_changed', { status: 'new' }, { status: 'open' }, 'desk'));
    audits.push(audit(replied + 8_000, 'status_changed', { status: 'open' }, { status: 'pending_merchant' }, 'desk'));
  }
  // who answers only when it is overdue says "paid" too early: resolved, and taken up again. They are the ones at risk
  const isBack = replied !== null && heard > Date.parse(renewal.dueOn);
  if (isBack) {
    audits.push(audit(replied + 3_600_000, 'status_changed', { status: 'pending_merchant' }, { status: 'resolved' }, 'desk'));
    audits.push(audit(replied + 7_200_000, 'status_changed', { status: 'resolved' }, { status: 'pending_merchant' }, 'desk'));
  }
  return {
    ticket: {
      ...base,
      reopen_count: isBack ? 1 : 0,
      ...{ fid: outlet.fid, oid: outlet.oid, link_state: 'linked', subject: null, status, prompt_state: talk === null ? 'outreach' : 'none' },
      ...{ category_id: cast.categoryIds.get('Renewal') ?? null, assigned_user_id: talk === null ? null : desk },
      ...{ inbound_count: talk === null ? 0 : 1, unread_count: talk !== null && replied === null ? 1 : 0 },
      awaiting_since: talk !== null && replied === null ? instant(heard) : null,
      first_inbound_at: talk === null ? null : instant(heard),
      first_response_at: replied === null ? null : instant(replied),
      ...{
        last_message_at: instant(ended),
        revision: messages.length + 1,
        created_at: instant(began),
        updated_at: instant(ended + (replied === null ? 0 : 8_000)),
      },
    },
    messages,
    audits,
    conversation: { ...base, current_ticket_id: null, last_inbound_at: talk === null ? null : instant(heard) },
    chats,
  };
}
