import { rightsOf } from '../access/rights-of.ts';
import { AppError } from '../platform/app-error.ts';
import type { UserActor } from '../platform/context.ts';
import type { ChangeTicketInput } from '../../types/tickets.ts';

/** Who may change what of a ticket. Without the right to assign a person may still take a ticket nobody has, and give back their own. */
export function mayChangeTicket(actor: UserActor, input: ChangeTicketInput): void {
  const rights = rightsOf(actor);
  if (!rights.reply) throw new AppError('forbidden', 'Your role may not change tickets.');
  const isDone = input.status?.to === 'resolved' || input.status?.to === 'closed';
  if (isDone && !rights.resolve) throw new AppError('forbidden', 'Your role may not finish tickets.');
  const { assignee } = input;
  if (!assignee || rights.assign) return;
  const takes = assignee.from === null && assignee.to === actor.userId;
  const givesBack = assignee.from === actor.userId && assignee.to === null;
  if (!takes && !givesBack) throw new AppError('forbidden', 'Your role may not assign tickets to others.');
}

/** Who may say which outlet a ticket is about. */
export function mayLinkOutlet(actor: UserActor): void {
  if (!rightsOf(actor).linkOutlet) throw new AppError('forbidden', 'Your role may not link outlets.');
}

/** Who may write internal notes: everybody who works on tickets. */
export function mayAddNote(actor: UserActor): void {
  if (!rightsOf(actor).reply) throw new AppError('forbidden', 'Your role may not write notes.');
}

/** Who may export or erase a person's data: an administrator who sees the whole company, and personal data unmasked. */
export function mayHandlePersonalData(actor: UserActor): void {
  if (!('all' in actor.scope) || actor.pii !== 'full')
    throw new AppError('forbidden', 'This needs the whole company in scope, and the right to personal data.');
}
