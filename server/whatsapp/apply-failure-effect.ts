import { recordConsent } from '../contacts/record-consent.ts';
import { announce } from '../platform/announce.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { metrics } from '../platform/metrics.ts';
import { publishLive } from '../platform/publish-live.ts';
import { relayEvents } from '../platform/relay-events.ts';
import type { SendFailureDecision } from './decide-send-failure.ts';
import { recordTemplateChanges } from './record-template-changes.ts';
import { stopNumber } from './stop-number.ts';
import { ownOf } from '../platform/own-of.ts';

export interface FailedSend {
  numberId: string;
  contactId: string;
  messageId: string;
  code: string;
  detail: string;
}

/** Pause of a template by Meta, told to us by a refusal before the next sync would (whatsapp.md §3.4). */
const TEMPLATE_STATES: Readonly<Record<string, string>> = { '132015': 'PAUSED', '132016': 'DISABLED', '132001': 'DELETED' };

/** What a refusal changes beyond its message: the number stops, the person is never written to first again, the template is not offered, somebody is told. */
export async function applyFailureEffect(ctx: Ctx, failed: FailedSend, decision: SendFailureDecision): Promise<void> {
  if (decision.action === 'stop') return stopNumber(ctx, failed);
  if (decision.action === 'needs_template') return;
  const at = new Date();
  await inTransaction(ctx, async ({ tx, tenantId }) => {
    if (decision.alert) {
      await announce(tx, [{ tenantId, type: 'channel.alert', payload: { numberId: failed.numberId, code: failed.code, message: failed.detail } }], at);
      metrics.channelAlerts.inc({ code: failed.code });
    }
    if (decision.action !== 'fail') return;
    if (decision.effect === 'opt_out') await recordConsent(tx, tenantId, [{ contactId: failed.contactId, state: 'out', source: 'whatsapp_refusal', at }]);
    if (decision.effect === 'undeliverable')
      await tx.execute('UPDATE contact SET undeliverable_at = COALESCE(undeliverable_at, ?) WHERE tenant_id = ? AND id = ?', [at, tenantId, failed.contactId]);
    const state = ownOf(TEMPLATE_STATES, failed.code);
    if (decision.effect === 'template' && state) await stopTemplate({ ...ctx, tx }, failed.messageId, state, at);
  });
}

/** The template of a refused message is not what we took it for. */
async function stopTemplate(ctx: Ctx & { tx: Tx }, messageId: string, status: string, at: Date): Promise<void> {
  const { tx, tenantId } = ctx;
  const [row] = await tx.query<{ id: string; name: string; language: string; category: string; quality: string | null; rejected_reason: string | null }>(
    `SELECT t.id, t.name, t.language, t.category, t.quality, t.rejected_reason FROM whatsapp_template t JOIN message m ON m.tenant_id = t.tenant_id AND m.template_id = t.id
     WHERE m.tenant_id = ? AND m.id = ? AND t.status = 'APPROVED' FOR UPDATE`,
    [tenantId, messageId],
  );
  if (!row) return;
  await tx.execute('UPDATE whatsapp_template SET status = ?, stated_at = ? WHERE tenant_id = ? AND id = ?', [status, at, tenantId, row.id]);
  const { id: templateId, name, language, category, quality, rejected_reason: rejectedReason } = row;
  const before = { status: 'APPROVED', category, quality, rejectedReason };
  const events = await recordTemplateChanges(tx, { ...ctx, at }, [{ templateId, name, language, before, after: { ...before, status } }]);
  tx.afterCommit(() => relayEvents(events));
  tx.afterCommit(() => publishLive(tenantId, [{ rooms: ['everyone'], delta: { t: 'template', name } }], ctx.log));
}
