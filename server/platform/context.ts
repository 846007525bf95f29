import type { Transaction } from 'sequelize';
import type { PiiLevel, Role, Scope } from '../../types/access.ts';
import type { Log } from './log.ts';
import type { Sql } from './sql.ts';

/** A person of the staff, with the limits that were in the token. */
export interface UserActor {
  kind: 'user';
  userId: string;
  name: string;
  role: Role;
  scope: Scope;
  pii: PiiLevel;
}
/** The system itself: a consumer, a schedule, the seed. `name` says which. */
export interface SystemActor {
  kind: 'system';
  name: string;
}
export type Actor = UserActor | SystemActor;

/** An open Sequelize transaction with the plain SQL face on it. */
export interface Tx extends Sql {
  sequelize: Transaction;
  /** runs after COMMIT; a failure there is logged, never thrown */
  afterCommit(run: () => void | Promise<void>): void;
}

/** Who acts for which tenant, when, and where to log. Built from a request, an event or a schedule. */
export interface Ctx {
  tenantId: string;
  actor: Actor;
  /** the instant of this request or event; decisions take it from here, never from the clock */
  now: Date;
  log: Log;
  requestId: string;
  tx?: Tx;
}
