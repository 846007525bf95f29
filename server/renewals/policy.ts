import { rightsOf } from '../access/rights-of.ts';
import { AppError } from '../platform/app-error.ts';
import type { UserActor } from '../platform/context.ts';

/** Who may work on renewals: send, call, note, mark paid, cancel. Reading is for everybody within scope: the outlet card shows it to all. */
export function mayRenew(actor: UserActor): void {
  if (!rightsOf(actor).renew) throw new AppError('forbidden', 'Your role may not work on renewals.');
}

/** Who may try out settings: it counts over the whole company, so it needs all of it in scope. */
export function maySimulate(actor: UserActor): void {
  if ((actor.role !== 'admin' && actor.role !== 'supervisor') || !('all' in actor.scope))
    throw new AppError('forbidden', 'This is for supervisors and administrators who see the whole company.');
}

/** Who may stop a bulk sending: whoever started it, and those who lead. */
export function mayCancelJob(actor: UserActor, job: { user_id: string }): void {
  const leads = actor.role === 'admin' || actor.role === 'supervisor';
  if (actor.userId !== job.user_id && !leads) throw new AppError('forbidden', 'A colleague started this sending.');
}
