import type { SessionTokens } from '../../types/access.ts';
import { EngageError } from './engage-error.ts';
import type { Bearer } from './api.ts';
import type { HeldTokens, TabTokens } from './tab-tokens.ts';

/** `asking` while the first token is fetched; `signed-out` shows the sign-in form; `failed` when the host could not give a token. */
export type SessionState = 'asking' | 'ready' | 'signed-out' | 'failed';

/** Renew this long before the token expires. */
const AHEAD_MS = 60_000;
const storageKey = (server: string): string => `engage:session:${server}`;

/**
 * Who we are to one server. With `getToken` the host page vouches for the person; without it the person signs in with
 * e-mail and password, and the rotating refresh token lives in this tab's sessionStorage (`TabTokens` keeps tabs together
 * that have the same). Tokens are renewed silently a minute
 * before they expire as long as somebody is there who needs them, when the server refuses one, and when the tab wakes up; all
 * callers share one renewal. Fires `state`, `token` (a new one) and `person` (the new one is somebody else's).
 */
export class HostSession extends EventTarget implements Bearer {
  readonly server: string;
  state: SessionState = 'asking';
  /** why there is no token, when `failed` */
  error: EngageError | undefined;
  readonly #getToken: (() => Promise<string> | string) | undefined;
  /** only with a password, and fetched only then; without it a tab is on its own */
  readonly #tabs: Promise<TabTokens | undefined> | undefined;
  #token: string | undefined;
  #expiresAt = 0;
  /** what we hold of a session with a password */
  #held: HeldTokens | undefined;
  #person: string | undefined;
  #isAttended = false;
  #renewal: Promise<string | null> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(server: string, getToken?: () => Promise<string> | string) {
    super();
    this.server = server;
    this.#getToken = getToken;
    if (!getToken)
      this.#tabs = import('./tab-tokens.ts').then(
        ({ TabTokens: Tabs }) =>
          new Tabs(storageKey(server), {
            session: () => this.#stored,
            current: () => (this.#held && this.#held.accessToken === this.#token && isFresh(this.#held.until) ? this.#held : null),
            heard: (tokens) => this.#heard(tokens),
          }),
        () => undefined,
      );
  }

  get #stored(): string | null {
    return sessionStorage.getItem(storageKey(this.server));
  }

  /** Another tab has traded the refresh token we share. */
  #heard(tokens: HeldTokens): void {
    if (tokens.until > this.#expiresAt && isFresh(tokens.until)) this.#hold(tokens);
  }

  #hold(tokens: HeldTokens): void {
    this.#held = tokens;
    sessionStorage.setItem(storageKey(this.server), tokens.refreshToken);
    this.#accept(tokens.accessToken, tokens.until);
  }

  /** Whether the person signs in here, rather than being vouched for by the host page. */
  get hasPassword(): boolean {
    return !this.#getToken;
  }

  async token(): Promise<string | null> {
    if (this.#token && Date.now() < this.#expiresAt - 5_000) return this.#token;
    return this.#renew();
  }

  async renewed(refused: string): Promise<string | null> {
    // somebody else renewed it meanwhile
    if (this.#token && this.#token !== refused) return this.#token;
    this.#token = undefined;
    return this.#renew();
  }

  /** Asks for a new token now: after `failed`, or because the page says that its person may be another one. */
  async retry(): Promise<void> {
    await this.#renew();
  }

  /** Somebody needs a good token all the time (the first widget came), or nobody does any more (the last one left). */
  attend(isAttended: boolean): void {
    this.#isAttended = isAttended;
    this.#renewAhead();
  }

  /** Signs in with a password. Throws EngageError: `unauthenticated` for wrong credentials, `rate_limited`, `unavailable`. */
  async signIn(email: string, password: string): Promise<void> {
    this.#keep(await this.#call('auth.login', { email, password }));
  }

  /** Forgets the person on this tab and tells the server to end the session. */
  async signOut(): Promise<void> {
    const refreshToken = this.#stored;
    sessionStorage.removeItem(storageKey(this.server));
    this.#token = undefined;
    clearTimeout(this.#timer);
    this.#become('signed-out');
    if (refreshToken) await this.#call('auth.logout', { refreshToken }).catch(() => undefined);
  }

  #renew(): Promise<string | null> {
    this.#renewal ??= this.#fetchToken().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #fetchToken(): Promise<string | null> {
    try {
      if (this.#getToken) {
        const token = (await this.#getToken()).trim();
        if (!token) throw new EngageError({ code: 'unauthenticated', message: 'The page gave no token.' });
        this.#accept(token, expiryOf(token, 300_000));
        return token;
      }
      const endOfLast = this.#expiresAt;
      await (await this.#tabs)?.ask();
      if (this.#token && this.#expiresAt > endOfLast) return this.#token;
      const refreshToken = this.#stored;
      if (!refreshToken) {
        this.#become('signed-out');
        return null;
      }
      return this.#keep(await this.#call('auth.refresh', { refreshToken }));
    } catch (thrown) {
      const error = EngageError.from(thrown);
      this.error = error;
      if (this.hasPassword && !error.offline && error.code !== 'unavailable' && error.code !== 'rate_limited') {
        sessionStorage.removeItem(storageKey(this.server));
        this.#become('signed-out');
        return null;
      }
      this.#become('failed');
      throw error;
    }
  }

  #keep({ refreshToken, accessToken, expiresAt }: SessionTokens): string {
    const tokens = { refreshToken, accessToken, until: expiryOf(accessToken, Date.parse(expiresAt) - Date.now()) };
    this.#hold(tokens);
    void this.#tabs?.then((tabs) => tabs?.tell(tokens));
    return accessToken;
  }

  #accept(token: string, expiresAt: number): void {
    this.#token = token;
    this.#expiresAt = expiresAt;
    this.error = undefined;
    this.#renewAhead();
    const person = personOf(token);
    const isAnother = Boolean(person && this.#person && person !== this.#person);
    this.#person = person ?? this.#person;
    if (isAnother) this.dispatchEvent(new Event('person'));
    this.#become('ready');
    this.dispatchEvent(new Event('token'));
  }

  #renewAhead(): void {
    clearTimeout(this.#timer);
    if (!this.#isAttended || !this.#token) return;
    const wait = Math.max(5_000, this.#expiresAt - Date.now() - AHEAD_MS);
    this.#timer = setTimeout(() => {
      this.#token = undefined;
      this.#renew().catch(() => {
        // the state says so; the next call tries again
      });
    }, wait);
  }

  #become(state: SessionState): void {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }

  /** The two or three procedures that need no token, without the client that asks us for one. */
  async #call(procedure: 'auth.login' | 'auth.refresh' | 'auth.logout', input: object): Promise<SessionTokens> {
    const response = await fetch(`${this.server}/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'omit',
      body: JSON.stringify(input),
    });
    const body: { result?: { data: SessionTokens }; error?: { message: string; data: unknown } } = await response.json();
    if (!body.result) throw EngageError.from(Object.assign(new Error(body.error?.message ?? 'no answer'), { data: body.error?.data }));
    return body.result.data;
  }
}

const isFresh = (expiresAt: number): boolean => expiresAt > Date.now() + AHEAD_MS + 5_000;

/** What a token says of its bearer; null when it cannot be read. The server alone decides what it is worth. */
function claimsOf(token: string): Record<string, unknown> | null {
  try {
    const payload = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return claims !== null && typeof claims === 'object' ? { ...claims } : null;
  } catch {
    return null;
  }
}

/** Whose token it is, as far as we can tell. */
function personOf(token: string): string | undefined {
  const { sub, tenant, tid } = claimsOf(token) ?? {};
  return typeof sub === 'string' ? JSON.stringify([sub, tenant ?? tid]) : undefined;
}

/**
 * When a token we just got ends, by our own clock: its lifetime counts, not its date, because a till's clock may be wrong by
 * hours. `fallback` (milliseconds from now) when it cannot be read: the server decides anyway.
 */
function expiryOf(token: string, fallback: number): number {
  const { exp, iat } = claimsOf(token) ?? {};
  if (typeof exp !== 'number') return Date.now() + fallback;
  return Date.now() + (exp - (typeof iat === 'number' ? iat : Date.now() / 1000)) * 1000;
}
