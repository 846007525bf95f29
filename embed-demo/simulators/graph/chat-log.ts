import type { ChatEntry } from './simulator-types.ts';

/** The chats as the phones show them, by person; the newest 400 lines of each. */
export class ChatLog {
  readonly #byHandset = new Map<string, ChatEntry[]>();
  readonly #byId = new Map<string, ChatEntry>();

  /** Adds a line, or replaces the one with the same id. */
  put(entry: ChatEntry): void {
    const chat = this.#byHandset.get(entry.handsetId) ?? [];
    this.#byHandset.set(entry.handsetId, chat);
    const known = this.#byId.get(entry.id);
    if (known === undefined) {
      const after = chat.findLastIndex((line) => line.at <= entry.at);
      chat.splice(after + 1, 0, entry);
    } else {
      chat[chat.indexOf(known)] = entry;
    }
    this.#byId.set(entry.id, entry);
    if (chat.length > 400) for (const old of chat.splice(0, 100)) this.#byId.delete(old.id);
  }

  /** One line by message id. */
  find(id: string): ChatEntry | undefined {
    return this.#byId.get(id);
  }

  /** A person's chat, oldest first. */
  of(handsetId: string): readonly ChatEntry[] {
    return this.#byHandset.get(handsetId) ?? [];
  }

  /** Every line of every chat. */
  all(): ChatEntry[] {
    return [...this.#byHandset.values()].flat();
  }

  /** Forgets every chat. */
  clear(): void {
    this.#byHandset.clear();
    this.#byId.clear();
  }
}
