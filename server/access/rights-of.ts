import type { MeView, Role } from '../../types/access.ts';
import type { UserActor } from '../platform/context.ts';

/** What each role may do within its scope (AUTH-02, AUTH-12). Scope narrows further, never widens. */
const RIGHTS: Readonly<Record<Role, MeView['can']>> = {
  agent: { reply: true, assign: true, resolve: true, linkOutlet: true, seeAllViews: true, upload: true, renew: false, administer: false },
  sales: { reply: true, assign: false, resolve: true, linkOutlet: false, seeAllViews: true, upload: true, renew: false, administer: false },
  renewal: { reply: true, assign: false, resolve: true, linkOutlet: true, seeAllViews: true, upload: true, renew: true, administer: false },
  supervisor: { reply: true, assign: true, resolve: true, linkOutlet: true, seeAllViews: true, upload: true, renew: true, administer: false },
  admin: { reply: true, assign: true, resolve: true, linkOutlet: true, seeAllViews: true, upload: true, renew: true, administer: true },
};

/** The rights of a person's role. */
export function rightsOf(actor: Pick<UserActor, 'role'>): MeView['can'] {
  return RIGHTS[actor.role];
}
