import type { UserActor } from '../platform/context.ts';

/** Somebody with a valid token: who, of which tenant, until when. `sessionId` only for our own sessions. */
export interface Identity {
  tenantId: string;
  actor: UserActor;
  expiresAt: Date;
  sessionId: string | null;
}

/** A row of `user`. */
export interface UserRow {
  id: string;
  tenant_id: string;
  external_id: string | null;
  email: string | null;
  name: string;
  password_hash: string | null;
  role: UserActor['role'];
  scope_all: number;
  pii: UserActor['pii'];
  is_active: number;
}
