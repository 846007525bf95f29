/** Tokens of one signed-in session as one tab holds them; `until` is by the clock of this computer. */
export interface HeldTokens {
  refreshToken: string;
  accessToken: string;
  until: number;
}

const ANSWER_WITHIN_MS = 200;

/**
 * Keeps the tabs of one session together. A browser copies sessionStorage into a duplicated tab, and each refresh token may be
 * traded once: whoever trades it tells the others, and whoever is about to asks them first, which also helps a tab that slept
 * or was put away while they did. Pages of other origins hear nothing of it.
 */
export class TabTokens {
  readonly #channel: BroadcastChannel | undefined;
  readonly #session: () => string | null;
  readonly #heard: (tokens: HeldTokens) => void;
  #answered: (() => void) | undefined;

  /** `current` answers what this tab holds that is good for a while; `session` the refresh token it has, if any. */
  constructor(name: string, parts: { session(): string | null; current(): HeldTokens | null; heard(tokens: HeldTokens): void }) {
    this.#session = parts.session;
    this.#heard = parts.heard;
    if (!('BroadcastChannel' in globalThis)) return;
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const mine = parts.current();
      if (typeof data === 'string') {
        if (mine && sessionOf(mine.refreshToken) === data) this.tell(mine);
      } else if (isTokens(data) && this.#isOfOurs(data)) {
        this.#heard(data);
        this.#answered?.();
      }
    });
  }

  /** The others go on with these. */
  tell(tokens: HeldTokens): void {
    this.#channel?.postMessage(tokens);
  }

  /** Resolves when another tab has told what it has (`heard` was called), or none did in a moment. */
  async ask(): Promise<void> {
    const mine = this.#session();
    if (!this.#channel || !mine) return;
    this.#channel.postMessage(sessionOf(mine));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ANSWER_WITHIN_MS);
      this.#answered = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#answered = undefined;
  }

  #isOfOurs(tokens: HeldTokens): boolean {
    const mine = this.#session();
    return mine !== null && sessionOf(mine) === sessionOf(tokens.refreshToken);
  }
}

const sessionOf = (refreshToken: string): string => refreshToken.split('.', 1)[0] ?? '';

function isTokens(data: unknown): data is HeldTokens {
  return data !== null && typeof data === 'object' && 'refreshToken' in data && 'accessToken' in data && 'until' in data;
}
