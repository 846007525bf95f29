import { z } from 'zod';
import { createPosSimulator } from './create-pos-simulator.ts';
import { largePosData } from './large-pos-data.ts';

/** The POS simulator as a process of its own, for the demo: PORT=4020 POS_TOKEN=… node embed-demo/simulators/pos/main.ts; POS_OUTLETS=100000 makes it large instead. */
const settings = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4020),
    POS_TOKEN: z.string().min(8),
    POS_OUTLETS: z.coerce.number().int().min(1).max(1_000_000).optional(),
  })
  .parse(process.env);
const simulator = createPosSimulator({
  token: settings.POS_TOKEN,
  ...(settings.POS_OUTLETS === undefined ? {} : { data: largePosData(settings.POS_OUTLETS, Date.now()), behaviour: { hasMessyPhones: true } }),
});
process.stdout.write(`listening ${await simulator.listen(settings.PORT)}\n`);

const stop = (): void => {
  void simulator.close().then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
