import { z } from 'zod';
import { createPosSimulator } from './create-pos-simulator.ts';
import { largePosData } from './large-pos-data.ts';

/** The POS simulator as a process of its own, for the demo: PORT=4020 POS_TOKEN=… node embed-demo/simulators/pos/main.ts; POS_OUTLETS=100000 makes it large instead. */
const settings = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4020),
    POS_TOKEN: z.string().min(8),
    POS_OUTLETS: z.coerce.number().int().min(1).max(1_000_000).optional(),
    /** Keeps what was paid over restarts. */
    POS_STATE_FILE: z.string().optional(),
    /** Where payments are told of, and what they are signed with; without both nobody is told. */
    POS_PUSH_URL: z.url().optional(),
    POS_WEBHOOK_SECRET: z.string().min(8).optional(),
    /** Answers no list before the seed has opened it. */
    POS_WAITS_FOR_SEED: z.stringbool().default(false),
  })
  .parse(process.env);
const push = settings.POS_PUSH_URL && settings.POS_WEBHOOK_SECRET ? { url: settings.POS_PUSH_URL, secret: settings.POS_WEBHOOK_SECRET } : null;
const isLarge = settings.POS_OUTLETS !== undefined;
const simulator = createPosSimulator({
  token: settings.POS_TOKEN,
  ...(settings.POS_OUTLETS === undefined ? {} : { data: largePosData(settings.POS_OUTLETS, Date.now()) }),
  behaviour: { push, hasMessyPhones: isLarge },
  stateFile: isLarge ? null : (settings.POS_STATE_FILE ?? null),
  isWaiting: settings.POS_WAITS_FOR_SEED,
});
process.stdout.write(`listening ${await simulator.listen(settings.PORT)}\n`);

const stop = (): void => {
  void simulator.close().then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
