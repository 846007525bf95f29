import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { LoadOrder } from './load-child.ts';

type Answer<Report> = { startAt: number } | { ready: true } | { done: Report } | { failed: string };

/** The parent's end of a generator or listener process. */
export class LoadProcess<Report> {
  readonly #child: ChildProcess;
  readonly #answers: Answer<Report>[] = [];
  #wake: () => void = () => undefined;

  constructor() {
    this.#child = fork(path.join(import.meta.dirname, 'load-child.ts'), { serialization: 'advanced', execArgv: ['--max-old-space-size=4096'] });
    this.#child.on('message', (answer: Answer<Report>) => {
      this.#answers.push(answer);
      this.#wake();
    });
    this.#child.on('exit', (code) => {
      this.#answers.push({ failed: `the load process ended with ${code}` });
      this.#wake();
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  order(order: LoadOrder): void {
    this.#child.send(order);
  }

  /** Waits until the listener is connected. */
  async ready(): Promise<void> {
    await this.#next((answer) => ('ready' in answer ? answer : undefined));
  }

  /** When the generator begins. */
  async startAt(): Promise<number> {
    return (await this.#next((answer) => ('startAt' in answer ? answer : undefined))).startAt;
  }

  async report(): Promise<Report> {
    const { done } = await this.#next((answer) => ('done' in answer ? answer : undefined));
    this.#child.removeAllListeners('exit');
    this.#child.disconnect();
    return done;
  }

  kill(): void {
    this.#child.removeAllListeners('exit');
    this.#child.kill('SIGKILL');
  }

  async #next<Kind>(select: (answer: Answer<Report>) => Kind | undefined): Promise<Kind> {
    for (;;) {
      for (const [index, answer] of this.#answers.entries()) {
        if ('failed' in answer) throw new Error(answer.failed);
        const found = select(answer);
        if (found === undefined) continue;
        this.#answers.splice(index, 1);
        return found;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
