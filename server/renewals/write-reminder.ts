import type { ReminderReason } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { chooseNumbers } from '../messages/choose-numbers.ts';
import { fillBoundTemplate } from '../messages/fill-bound-template.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { queueAutomaticMessage } from '../tickets/queue-automatic-message.ts';
import { decideDigestFacts } from './decide-digest-facts.ts';
import { decidePromptSubject } from './decide-prompt-subject.ts';
import { loadRenewalFacts } from './load-renewal-facts.ts';
import type { ReminderMessage, ReminderQuestion } from './reminder-types.ts';

/** A message to write and the renewals it is about. `claimOf`: under which key a part is written once. */
export interface ReminderToWrite {
  contactId: string;
  message: ReminderMessage;
  questions: ReadonlyMap<string, ReminderQuestion>;
  settings: RenewalSettings;
  claimOf(part: ReminderMessage['parts'][number]): string;
  authorUserId: string | null;
}

/** The message, or what keeps it from being written now. */
export type WrittenReminder =
  | { messageId: string }
  | { problem: Extract<ReminderReason, 'template' | 'number_stopped' | 'opted_out' | 'step_due'>; detail: string };

/**
 * Writes one prompt (or digest) in the transaction that holds the locks of person and renewals: template filled, message queued on the bulk
 * lane, one attempt for each renewal under its claim. Before COMMIT nothing of it exists, after it all of it.
 */
export async function writeReminder(ctx: Ctx & { tx: Tx }, input: ReminderToWrite): Promise<WrittenReminder> {
  const { tx, tenantId, now } = ctx;
  const { contactId, message, settings } = input;
  const ids = message.parts.map(({ renewalId }) => renewalId);
  const [firstPart] = message.parts;
  const known = await loadRenewalFacts(tx, tenantId, ids, { settings, contactId, now });
  const first = firstPart && known.get(firstPart.renewalId);
  if (!firstPart || !first) return { problem: 'step_due', detail: 'nothing is known of the renewal' };
  const number = (await chooseNumbers(tx, tenantId, [contactId])).get(contactId);
  const facts = decideDigestFacts(
    ids.flatMap((id) => known.get(id) ?? []),
    settings,
  );
  if (!facts) return { problem: 'step_due', detail: 'nothing is known of the renewal' };
  const filled = await fillBoundTemplate(tx, tenantId, { name: message.template, locale: first.locale, facts, wabaId: number?.wabaId ?? null });
  if ('problem' in filled) return { problem: 'template', detail: `${filled.problem} ${filled.missing.join(' ')}`.trim() };
  const isWinback = message.parts.every(({ decision }) => decision.step.startsWith('winback'));
  const queued = await queueAutomaticMessage(ctx, {
    contactId,
    outlet: outletOf(message, input.questions),
    kind: isWinback ? 'winback' : 'renewal',
    claimKey: `renewal:${firstPart.renewalId}:${input.claimOf(firstPart)}`,
    content: { type: 'template', templateId: filled.templateId, variables: filled.variables },
    lane: 'bulk',
    categoryName: 'Renewal',
    subject: decidePromptSubject(facts, first.locale),
  });
  if (queued.kind === 'refused')
    return queued.reason === 'opted_out' || queued.reason === 'template'
      ? { problem: queued.reason, detail: queued.detail ?? '' }
      : { problem: queued.reason === 'taken' ? 'step_due' : 'number_stopped', detail: queued.detail ?? queued.reason };
  await tx.execute(
    `INSERT INTO renewal_attempt (tenant_id, renewal_id, step, claim_key, channel, template, language, is_digest, message_id, ticket_id, contact_id, author_user_id, created_at) VALUES ?`,
    [
      message.parts.map((part) => [
        tenantId,
        part.renewalId,
        part.decision.step,
        input.claimOf(part),
        'whatsapp',
        filled.name,
        filled.language,
        message.isDigest ? 1 : 0,
        queued.messageId,
        queued.ticketId,
        contactId,
        input.authorUserId,
        now,
      ]),
    ],
  );
  for (const { renewalId, decision } of message.parts)
    if (decision.supersedes !== null)
      await tx.execute(
        'UPDATE renewal_attempt SET superseded_at = ? WHERE tenant_id = ? AND renewal_id = ? AND step = ? AND superseded_at IS NULL AND answered_at IS NULL AND message_id <> ? ORDER BY id LIMIT 1',
        [now, tenantId, renewalId, decision.supersedes, queued.messageId],
      );
  return { messageId: queued.messageId };
}

/** What a new ticket is about: the outlet, or of several ones the franchise they share. */
function outletOf({ parts }: ReminderMessage, questions: ReadonlyMap<string, ReminderQuestion>): { oid: string | null; fid: string } | null {
  const renewals = parts.flatMap(({ renewalId }) => questions.get(renewalId)?.renewal ?? []);
  const [first] = renewals;
  if (!first || renewals.some(({ fid }) => fid !== first.fid)) return null;
  return { fid: first.fid, oid: renewals.every(({ oid }) => oid === first.oid) ? first.oid : null };
}
