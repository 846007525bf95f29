import { z } from 'zod';
import { createPosSimulator } from './create-pos-simulator.ts';

/** The POS simulator as a process of its own, for the demo: PORT=4020 POS_TOKEN=… node embed-demo/simulators/pos/main.ts */
const settings = z.object({ PORT: z.coerce.number().int().min(0).max(65_535).default(4020), POS_TOKEN: z.string().min(8) }).parse(process.env);
const simulator = createPosSimulator({ token: settings.POS_TOKEN });
process.stdout.write(`listening ${await simulator.listen(settings.PORT)}\n`);

const stop = (): void => {
  void simulator.close().then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
