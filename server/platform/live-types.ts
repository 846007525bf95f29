import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { LiveDelta } from '../../types/live.ts';
import type { UserActor } from './context.ts';
import type { Log } from './log.ts';

/** Who holds a socket, and until when. */
export interface LiveIdentity {
  tenantId: string;
  actor: UserActor;
  expiresAt: Date;
  /** only of our own sign-in */
  sessionId: string | null;
}

/** What the hub needs to know about the business; given by app.ts, because platform knows no domain. */
export interface LiveOptions {
  log: Log;
  /** sockets this process takes */
  most: number;
  /** whom an upgrade request comes from */
  addressOf(request: IncomingMessage): string;
  /** whether a page of this origin may connect; `host` is the Host header */
  isAllowedOrigin(origin: string, host: string | undefined): boolean;
  authenticate(token: string, now: Date): Promise<LiveIdentity>;
  /** those of these sign-ins that are over */
  findRevoked(signIns: readonly LiveIdentity[]): Promise<readonly LiveIdentity[]>;
  /** a person's sign-ins are over or changed: nothing remembered about them counts */
  forget(tenantId: string, userId: string): void;
  /** whether the person may see the ticket now */
  canWatch(identity: LiveIdentity, ticketId: string): Promise<boolean>;
  /** the ticket's revision as committed now */
  revisionOf(tenantId: string, ticketId: string): Promise<number>;
  /** the delta for people without the right to personal data */
  mask(delta: LiveDelta): LiveDelta;
}

/** One open socket. Kept small: thousands of them live in one process. */
export interface LiveClient {
  socket: WebSocket;
  identity: LiveIdentity | null;
  /** where it comes from, until somebody has signed in on it */
  network: string | null;
  rooms: string[];
  watching: string[];
  /** `<ticket> <tab>` → state this socket told */
  presence: Map<string, string> | null;
  heardAt: number;
  /** expired at this instant; closed 30 s later */
  expiredAt: number;
  tokens: number;
  refilledAt: number;
  stamp: number;
  /** the second of each ping round at which this socket is pinged */
  pingSlot: number;
}
