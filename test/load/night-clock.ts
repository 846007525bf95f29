import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from 'rabbitmq-client';
import type { Stage } from './stage.ts';

const ROUND_MS = 2_000;
const REFRESH_EVERY = 10;

/** The clock of a sending night, faster than the real one: a refresh of renewals now and then, and a round of the scheduler every two seconds, whoever is away. */
export class NightClock {
  readonly #stage: Stage;
  readonly #connection: Connection;
  readonly #stopping = new AbortController();
  readonly #work: Promise<void>;

  constructor(stage: Stage) {
    this.#stage = stage;
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
        count % REFRESH_EVERY === 0
          ? ['renewal.refresh', { tenantId: '1', payload: { runId: null } }]
          : ['renewal.scheduler', { tenantId: '1', type: 'build-reminders' }];
      await publisher.send({ routingKey: `${this.#stage.queuePrefix}${name}`, durable: true }, body).catch(() => undefined);
      await pause(ROUND_MS);
    }
    await publisher.close().catch(() => undefined);
  }
}
