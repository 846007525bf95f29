import type { HostOutlet } from './describe-outlets.ts';

/** Days after which Engage takes a renewal for lost (its default): the badge says what its tab Overdue says. */
const LOST_AFTER_DAYS = 30;

/** How many outlets have not paid although their subscription has ended, and may still do so. */
export function countLate(outlets: readonly Pick<HostOutlet, 'status' | 'expiresInDays'>[]): number {
  return outlets.filter(({ status, expiresInDays: days }) => status !== 'closed' && days !== null && days < 0 && days >= -LOST_AFTER_DAYS).length;
}
