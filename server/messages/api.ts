import { z } from 'zod';
import { sendReplyInput } from '../../types/messages.ts';
import { idSchema } from '../../types/paging.ts';
import { ticketIdInput } from '../../types/tickets.ts';
import { rightsOf } from '../access/rights-of.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import { router, signedInProcedure } from '../platform/trpc.ts';
import { listTemplates } from './list-templates.ts';
import { mediaUrl } from './media-url.ts';
import { queueMessage } from './queue-message.ts';
import { readMessageView } from './read-message-view.ts';
import { retryMessage } from './retry-message.ts';

const messageIdInput = z.object({ messageId: idSchema });

/** For people whose role answers merchants; the verbs check that the ticket is within their scope. */
const replyProcedure = signedInProcedure.use(({ ctx, next }) => {
  if (!rightsOf(ctx.actor).reply) throw new AppError('forbidden', 'You may read here, but not reply.');
  return next();
});

/** What people do with messages. */
export const messagesApi = router({
  /** queues a reply; the same clientKey gives the same message again */
  send: replyProcedure.input(sendReplyInput).mutation(async ({ ctx, input: { replyToId, baseRevision, ...input } }) => {
    const { messageId } = await queueMessage(ctx, {
      ...input,
      ...(replyToId === undefined ? {} : { replyToId }),
      ...(baseRevision === undefined ? {} : { baseRevision }),
    });
    return readMessageView(database(), ctx.tenantId, messageId, { scope: ctx.actor.scope, now: ctx.now });
  }),
  /** "Try again" of a failed message, or of one nobody confirmed in ten minutes */
  retry: replyProcedure.input(messageIdInput).mutation(async ({ ctx, input }) => {
    const { messageId } = await retryMessage(ctx, input);
    return readMessageView(database(), ctx.tenantId, messageId, { scope: ctx.actor.scope, now: ctx.now });
  }),
  /** a fresh address when the one in a MediaView has expired */
  mediaUrl: signedInProcedure.input(messageIdInput).query(({ ctx, input }) => mediaUrl(ctx, input.messageId)),
  templates: signedInProcedure.input(ticketIdInput).query(({ ctx, input }) => listTemplates(ctx, input.ticketId)),
});
