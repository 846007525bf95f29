import { LiveSubscriber, type SubscriberOptions } from './live-subscriber.ts';
import { messageGenerator, type GeneratorOptions } from './message-generator.ts';
import { SocketCrowd, type CrowdOptions } from './socket-crowd.ts';
import { statusGenerator, type StatusGeneratorOptions } from './status-generator.ts';

/** What the parent asks of this process. */
export type LoadOrder =
  | { do: 'generate'; options: GeneratorOptions }
  | { do: 'statuses'; options: StatusGeneratorOptions }
  | { do: 'subscribe'; options: SubscriberOptions }
  | { do: 'crowd'; options: CrowdOptions }
  | { do: 'more' }
  | { do: 'start'; startAt: number }
  | { do: 'finish' };

/** A process of its own for a generator or a listener, so that neither disturbs the clock of the other. */
export function loadChild(): void {
  const tell = (message: object): void => void process.send?.(message);
  let listener: LiveSubscriber | SocketCrowd | undefined;
  const obey = async (order: LoadOrder): Promise<void> => {
    if (order.do === 'generate') return tell({ done: await messageGenerator(order.options, (startAt) => tell({ startAt })) });
    if (order.do === 'statuses') return tell({ done: await statusGenerator(order.options, (startAt) => tell({ startAt })) });
    if (order.do === 'start' && listener) listener.startAt = order.startAt;
    if (order.do === 'more' && listener instanceof SocketCrowd) {
      await listener.open();
      tell({ ready: true });
    }
    if (order.do === 'finish') return tell({ done: (await listener?.close()) ?? null });
    if (order.do === 'subscribe' || order.do === 'crowd') {
      const opened = order.do === 'subscribe' ? new LiveSubscriber(order.options) : new SocketCrowd(order.options);
      listener = opened;
      await (opened instanceof SocketCrowd && order.do === 'crowd' ? opened.open(order.options.first) : opened.open());
      tell({ ready: true });
    }
  };
  process.on('message', (order: LoadOrder) => {
    obey(order).catch((error: unknown) => tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }));
  });
  process.on('disconnect', () => process.exit(0));
}

loadChild();
