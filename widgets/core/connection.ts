import { type Api, createApi } from './api.ts';
import { HostSession } from './host-session.ts';
import { Live } from './live.ts';
import { page } from './page.ts';
import { suiteVersion } from './suite-version.ts';

/** Everything a store needs to talk to one server as one person. */
export interface Connection {
  session: HostSession;
  api: Api;
  live: Live;
}

let identities = 0;
const identityOf = new WeakMap<() => Promise<string> | string, number>();

/**
 * The connection to a server, shared by all widgets of the page that use the same server and the same `getToken`: one
 * session, one client, one socket.
 */
export function connection(server: string, getToken?: () => Promise<string> | string): Connection {
  const { connections } = page();
  const key = `${suiteVersion} ${server} ${identity(getToken)}`;
  const known = connections.get(key) as Connection | undefined;
  if (known) return known;
  const session = new HostSession(server, getToken);
  const live = new Live(session);
  const made: Connection = { session, api: createApi(server, session, () => live.reached()), live };
  connections.set(key, made);
  return made;
}

function identity(getToken: (() => Promise<string> | string) | undefined): number {
  if (!getToken) return 0;
  const known = identityOf.get(getToken);
  if (known) return known;
  identities += 1;
  identityOf.set(getToken, identities);
  return identities;
}
