import { setTimeout as pause } from 'node:timers/promises';
import type { Stage } from '../load/stage.ts';

/** A reply an agent wrote: once the server answered 200 it has an id and must not be forgotten. */
export interface WrittenReply {
  clientKey: string;
  messageId: string;
}

/** Agents who keep answering while everything breaks. A failed call is made again with the same key, as the widget does. */
export class ReplyDriver {
  readonly #stage: Stage;
  readonly #tickets: string[];
  readonly #perSecond: number;
  readonly written: WrittenReply[] = [];
  calls = 0;
  refused = new Map<string, number>();
  readonly #stopping = new AbortController();
  #work: Promise<unknown> = Promise.resolve();

  constructor(stage: Stage, tickets: string[], perSecond: number) {
    this.#stage = stage;
    this.#tickets = tickets;
    this.#perSecond = perSecond;
  }

  start(): void {
    const open = new Set<Promise<void>>();
    this.#work = (async () => {
      for (let count = 0; !this.#stopping.signal.aborted; count += 1) {
        const one = this.#reply(`reply-${process.pid}-${Date.now()}-${count}`, this.#tickets[count % this.#tickets.length] ?? '');
        open.add(one);
        void one.finally(() => open.delete(one));
        await pause(1000 / this.#perSecond);
      }
      await Promise.all(open);
    })();
  }

  /** No new replies; resolves when those under way have an answer. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
  }

  async #reply(clientKey: string, ticketId: string): Promise<void> {
    const body = JSON.stringify({ ticketId, content: { type: 'text', text: `Thank you, we are on it (${clientKey})` }, clientKey, force: true });
    for (let tries = 0; tries < 60; tries += 1) {
      const token = this.#stage.token({ sub: 'fault-agent', name: 'Fault Agent', role: 'agent', scope: { all: true } });
      this.calls += 1;
      const answer = await fetch(`${this.#stage.origin}/trpc/messages.send`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(15_000),
      }).catch(() => undefined);
      const text = await answer?.text().catch(() => '');
      if (answer?.status === 200 && text) {
        this.written.push({ clientKey, messageId: (JSON.parse(text) as { result: { data: { id: string } } }).result.data.id });
        return;
      }
      const reason = answer ? `${answer.status} ${/"code":"(\w+)"/.exec(text ?? '')?.[1] ?? ''}` : 'no answer';
      this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
      await pause(Math.min(500 * 2 ** tries, 2_000));
    }
  }
}
