import type { InboundSpec } from '../simulators/graph/inbound-schema.ts';
import type { BusinessNumber, ChatEntry, SimulatorEvent } from '../simulators/graph/simulator-types.ts';
import { isOnPhone } from '../simulators/graph/is-on-phone.ts';
import { type HandsetSummary, phoneNetwork } from './phone-network.ts';

/** What the phone page knows of the network: people, the open chat, and whether anything is wrong. Tells `changed` of every change. */
export class PhoneStore {
  handsets: HandsetSummary[] = [];
  current: string | null = null;
  chat: ChatEntry[] = [];
  number: BusinessNumber | null = null;
  isTyping = false;
  isLinked = true;
  problem: string | null = null;
  readonly #changed: (what: 'chat' | 'other') => void;
  #stop: (() => void) | null = null;

  constructor(changed: (what: 'chat' | 'other') => void) {
    this.#changed = changed;
  }

  /** Begins to listen, and opens the chat the address names. */
  connect(): void {
    this.#stop = phoneNetwork.listen(this.#hear, (isLinked) => {
      if (isLinked && !this.isLinked) void this.#load();
      this.isLinked = isLinked;
      this.#changed('other');
    });
    addEventListener('pagehide', this.#leave);
    addEventListener('hashchange', this.#followHash);
    document.addEventListener('visibilitychange', this.#visibility);
    void this.#load();
  }

  /** Stops listening. */
  disconnect(): void {
    this.#stop?.();
    removeEventListener('pagehide', this.#leave);
    removeEventListener('hashchange', this.#followHash);
    document.removeEventListener('visibilitychange', this.#visibility);
  }

  /** The merchant whose phone is shown. */
  get handset(): HandsetSummary | undefined {
    return this.handsets.find((handset) => handset.id === this.current);
  }

  /** Whether the business wrote since this chat was last open. */
  isUnread(handset: HandsetSummary): boolean {
    return handset.id !== this.current && handset.last?.direction === 'out' && handset.last.at > (localStorage.getItem(`engage-demo-seen:${handset.id}`) ?? '');
  }

  /** Writes as the merchant on the screen. */
  async write(spec: InboundSpec): Promise<void> {
    const { current } = this;
    if (current !== null) await this.attempt(async () => await phoneNetwork.write(current, spec));
  }

  /**
   * A message of 25 hours ago arrives only now, so that the business meets a closed window: on this phone if it was quiet that long, else on
   * one that was. (What somebody wrote since would keep the window open.) Resolves with the merchant's name; null when all wrote lately.
   */
  async writeYesterday(text: string): Promise<string | null> {
    const at = new Date(Date.now() - 25 * 3_600_000).toISOString();
    const isQuiet = (handset: HandsetSummary): boolean => handset.last === null || handset.last.at < at;
    const { handset } = this;
    const author = handset !== undefined && isQuiet(handset) ? handset : this.handsets.find(isQuiet);
    if (author === undefined) return null;
    if (author.id !== this.current) {
      location.hash = author.id;
      await this.attempt(async () => await this.#open(author.id));
    }
    await this.write({ kind: 'text', text, at });
    return author.name;
  }

  /** Uploads a file, if there is one, and writes the message that carries it. */
  async writeFile(make: () => Promise<{ spec: InboundSpec; file: Blob | null; filename: string | null }>): Promise<void> {
    const { current } = this;
    if (current === null) return;
    await this.attempt(async () => {
      const { spec, file, filename } = await make();
      await phoneNetwork.write(current, file === null ? spec : ({ ...spec, mediaId: await phoneNetwork.upload(file, filename) } as InboundSpec));
    });
  }

  /** Does something and keeps what went wrong, to be shown. */
  async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.problem = null;
    } catch (cause) {
      this.problem = cause instanceof Error ? cause.message : String(cause);
    }
    this.#changed('other');
  }

  readonly #hear = (event: SimulatorEvent): void => {
    if (event.type === 'reset') {
      void this.#load();
    } else if (event.type === 'typing') {
      if (event.handsetId !== this.current) return;
      this.isTyping = event.isTyping;
      this.#changed('chat');
    } else if (event.type === 'handset') {
      const isKnown = this.handsets.some((handset) => handset.id === event.handset.id);
      this.handsets = isKnown
        ? this.handsets.map((handset) => (handset.id === event.handset.id ? { ...handset, ...event.handset } : handset))
        : [...this.handsets, { ...event.handset, last: null }];
      this.#changed('other');
    } else {
      this.#take(event.entry);
    }
  };

  #take(entry: ChatEntry): void {
    if (!isOnPhone(entry)) return;
    if (!this.handsets.some((handset) => handset.id === entry.handsetId)) void this.#load();
    this.handsets = this.handsets.map((handset) =>
      handset.id === entry.handsetId && (handset.last === null || handset.last.id === entry.id || handset.last.at <= entry.at)
        ? { ...handset, last: entry }
        : handset,
    );
    if (entry.handsetId !== this.current) {
      this.#changed('other');
      return;
    }
    const isKnown = this.chat.some((known) => known.id === entry.id);
    this.chat = isKnown
      ? this.chat.map((known) => (known.id === entry.id ? entry : known))
      : [...this.chat, entry].sort((one, two) => one.at.localeCompare(two.at));
    this.#markSeen();
    this.#changed(isKnown ? 'other' : 'chat');
  }

  async #load(): Promise<void> {
    await this.attempt(async () => {
      const [numbers, handsets] = await Promise.all([phoneNetwork.numbers(), phoneNetwork.handsets()]);
      this.number = numbers[0] ?? null;
      this.handsets = handsets.toSorted((one, two) => (two.last?.at ?? '').localeCompare(one.last?.at ?? ''));
      const wanted = decodeURIComponent(location.hash.slice(1));
      await this.#open(handsets.some((handset) => handset.id === wanted) ? wanted : (this.current ?? this.handsets[0]?.id ?? null));
    });
  }

  async #open(id: string | null): Promise<void> {
    if (this.current !== null && this.current !== id) void phoneNetwork.presence(this.current, { isOpen: false });
    if (this.current !== id) this.isTyping = false;
    this.current = id;
    if (id === null) return;
    this.chat = (await phoneNetwork.chat(id)).filter(isOnPhone);
    this.#markSeen();
    this.#changed('chat');
    await phoneNetwork.presence(id, { isOpen: !document.hidden });
  }

  #markSeen(): void {
    if (this.current !== null) localStorage.setItem(`engage-demo-seen:${this.current}`, this.chat.at(-1)?.at ?? '');
  }

  readonly #leave = (): void => {
    if (this.current !== null) phoneNetwork.leave(this.current);
  };

  readonly #followHash = (): void => {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (this.handsets.some((handset) => handset.id === wanted)) void this.attempt(async () => await this.#open(wanted));
  };

  readonly #visibility = (): void => {
    const { current } = this;
    if (current !== null) void this.attempt(async () => await phoneNetwork.presence(current, { isOpen: !document.hidden }));
  };
}
