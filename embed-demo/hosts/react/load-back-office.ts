import type { HostOutlet } from '../describe-outlets.ts';
import type { HostLocale } from '../host-words.ts';

/** What the pages know: who is signed in, and the outlets that person may see. */
export interface BackOffice {
  user: string;
  name: string;
  role: string;
  locale: HostLocale;
  theme: 'light' | 'dark' | 'system';
  users: { key: string; name: string; role: string; label: string }[];
  outlets: HostOutlet[];
}

/** Loads the session and the outlets. */
export async function loadBackOffice(): Promise<BackOffice> {
  const [session, outlets] = await Promise.all(['/api/session', '/api/outlets'].map(async (path) => (await (await fetch(path)).json()) as unknown));
  return { ...(session as Omit<BackOffice, 'outlets'>), outlets: outlets as HostOutlet[] };
}
