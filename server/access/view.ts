import type { ColleagueView, MeView } from '../../types/access.ts';
import type { UserActor } from '../platform/context.ts';
import type { UserRow } from './access-types.ts';
import { rightsOf } from './rights-of.ts';

/** The signed-in person as the widgets see them. */
export function meView(actor: UserActor): MeView {
  return {
    userId: actor.userId,
    name: actor.name,
    role: actor.role,
    pii: actor.pii,
    can: { ...rightsOf(actor), administer: actor.role === 'admin' && 'all' in actor.scope },
  };
}

/** A colleague in the assignment list. */
export function colleagueView(row: Pick<UserRow, 'id' | 'name' | 'role'>): ColleagueView {
  return { userId: row.id, name: row.name, role: row.role };
}
