import { recordConsent } from '../contacts/record-consent.ts';
import { announce } from '../platform/announce.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { metrics } from '../platform/metrics.ts';
import type { SendFailureDecision } from './decide-send-failure.ts';
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
    if (decision.effect === 'template' && state) {
      await tx.execute(
        "UPDATE whatsapp_template t JOIN message m ON m.tenant_id = t.tenant_id AND m.template_id = t.id SET t.status = ? WHERE m.tenant_id = ? AND m.id = ? AND t.status = 'APPROVED'",
        [state, tenantId, failed.messageId],
      );
    }
  });
}
