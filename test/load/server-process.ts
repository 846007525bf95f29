import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const main = path.resolve(import.meta.dirname, '../../server/main.ts');

/** One server process with roles of its own, started, killed and started again at the same port. */
export class ServerProcess {
  readonly name: string;
  readonly port: number;
  readonly #environment: Record<string, string>;
  readonly #log: number;
  readonly #execArgv: string[];
  #child: ChildProcess | undefined;

  constructor(options: { name: string; port: number; environment: Record<string, string>; logFile: string; execArgv?: string[] }) {
    this.name = options.name;
    this.port = options.port;
    this.#environment = { ...options.environment, PORT: String(options.port) };
    this.#log = openSync(options.logFile, 'a');
    this.#execArgv = options.execArgv ?? [];
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Whether the process runs; it may still be coming up. */
  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  start(): void {
    const child = spawn(process.execPath, [...this.#execArgv, main], {
      env: { PATH: process.env['PATH'] ?? '', ...this.#environment },
      stdio: ['ignore', this.#log, this.#log],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.#child = child;
  }

  /** Waits until /ready answers 200. */
  async ready(withinMs = 60_000): Promise<void> {
    const until = Date.now() + withinMs;
    for (;;) {
      if (!this.isRunning) throw new Error(`${this.name} ended; see its log`);
      const answer = await fetch(`http://127.0.0.1:${this.port}/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      if (answer?.status === 200) return;
      if (Date.now() > until) throw new Error(`${this.name} was not ready within ${withinMs / 1000} s`);
      await pause(50);
    }
  }

  /** Sends a signal and waits until the process is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || !this.isRunning) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}
