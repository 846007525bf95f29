import { learnRecipients } from '../contacts/learn-recipients.ts';
import type { StatusOutcome } from '../messages/apply-statuses.ts';
import type { Log } from '../platform/log.ts';
import { publishLive } from '../platform/publish-live.ts';
import { relayEvents } from '../platform/relay-events.ts';
import { systemContext } from '../platform/system-context.ts';
import { applyFailureEffect } from './apply-failure-effect.ts';
import { decideSendFailure } from './decide-send-failure.ts';

/** After COMMIT of statuses: news, pushes, who the recipients are, and what a failure reported late means beyond its message (opt-out, undeliverable, stopped number). */
export async function finishStatuses(tenantId: string, outcome: StatusOutcome, now: Date, log: Log): Promise<void> {
  if (outcome.events.length > 0) relayEvents(outcome.events).catch((error: unknown) => log.warn({ err: error }, 'relay after commit'));
  void publishLive(tenantId, outcome.deltas, log);
  for (const failure of outcome.failures) {
    const decision = decideSendFailure({
      code: failure.code,
      subcode: null,
      httpStatus: null,
      isTransient: false,
      retryAfterMs: null,
      tries: Number.MAX_SAFE_INTEGER,
      random: 0,
    });
    await applyFailureEffect(systemContext(tenantId, 'whatsapp-status', log, now), failure, decision);
  }
  // nobody waits for it: the next status of the same person says it again
  learnRecipients(tenantId, outcome.recipients, now).catch((error: unknown) => log.info({ err: error }, 'ids of a recipient were not learnt'));
}
