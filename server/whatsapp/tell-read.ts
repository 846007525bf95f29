import { claimReceipt } from '../messages/claim-receipt.ts';
import type { Ctx } from '../platform/context.ts';
import { graph } from './graph.ts';
import { isNumberBreakerOpen } from './number-breaker.ts';

/**
 * Tells WhatsApp that somebody of the team has read this message of the merchant, at most once: blue ticks for it and the ones before it.
 * Takes no place in the sending limits (it is no message). A number that is stopped or in trouble is left alone, and a failure counts for nothing.
 */
export async function tellRead(ctx: Ctx, messageId: string): Promise<void> {
  const receipt = await claimReceipt(ctx, messageId, { isUsable: (numberId) => !isNumberBreakerOpen(numberId) });
  if (!receipt) return;
  const failure = await graph().markRead(receipt.phoneNumberId, receipt.waMessageId);
  if (failure) ctx.log.info({ messageId, failure: failure.kind, detail: failure.detail }, 'the merchant was not told that it was read');
}
