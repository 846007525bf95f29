import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from 'rabbitmq-client';
import type { Stage } from './stage.ts';

/** How often the scheduler goes round, and after how many rounds there is a refresh again. */
export interface NightPace {
  roundMs: number;
  refreshEvery: number;
}

/** The clock of a sending night, faster than the real one (a round every five minutes, a refresh a night): a refresh first, then rounds, whoever is away. */
export class NightClock {
  readonly #stage: Stage;
  readonly #connection: Connection;
  readonly #stopping = new AbortController();
  readonly #pace: NightPace;
  readonly #work: Promise<void>;

  constructor(stage: Stage, pace: NightPace) {
    this.#stage = stage;
    this.#pace = pace;
    this.#connection = new Connection({ url: stage.brokerUrl, retryLow: 200, retryHigh: 1_000, acquireTimeout: 1_000, connectionTimeout: 2_000 });
    // away is what faults are about
    this.#connection.on('error', () => undefined);
    this.#work = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
    await this.#connection.close().catch(() => undefined);
  }

  async #run(): Promise<void> {
    const publisher = this.#connection.createPublisher({ confirm: true });
    for (let count = 0; !this.#stopping.signal.aborted; count++) {
      // a round follows a refresh by itself
      const [name, body] =
        count % this.#pace.refreshEvery === 0
          ? ['renewal.refresh', { tenantId: '1', payload: { runId: null } }]
          : ['renewal.scheduler', { tenantId: '1', type: 'build-reminders' }];
      await publisher.send({ routingKey: `${this.#stage.queuePrefix}${name}`, durable: true }, body).catch(() => undefined);
      await pause(this.#pace.roundMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
    await publisher.close().catch(() => undefined);
  }
}
