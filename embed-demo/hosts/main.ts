import { z } from 'zod';
import { createHosts } from './create-hosts.ts';

/** The two back offices as one process: PORT=4030 PORT_REACT=4031 ENGAGE_URL=http://127.0.0.1:8080 EMBED_SECRET=… node embed-demo/hosts/main.ts */
const port = z.coerce.number().int().min(0).max(65_535);
const settings = z
  .object({
    PORT: port.default(4030),
    PORT_REACT: port.default(4031),
    ENGAGE_URL: z.url(),
    EMBED_SECRET: z.string().min(32),
    DEMO_FOLDER: z.string().optional(),
    /** Both: the days subscriptions end on are the POS's, and the story can be played. */
    POS_SIM_URL: z.url().optional(),
    GRAPH_SIM_URL: z.url().optional(),
  })
  .parse(process.env);
const hosts = createHosts({
  engageUrl: settings.ENGAGE_URL,
  embedSecret: settings.EMBED_SECRET,
  world: settings.POS_SIM_URL && settings.GRAPH_SIM_URL ? { posUrl: settings.POS_SIM_URL, phoneUrl: settings.GRAPH_SIM_URL } : null,
  ...(settings.DEMO_FOLDER === undefined ? {} : { folder: settings.DEMO_FOLDER }),
});
process.stdout.write(`listening ${await hosts.bootstrap.listen(settings.PORT)}\n`);
process.stdout.write(`listening-react ${await hosts.react.listen(settings.PORT_REACT)}\n`);

const stop = (): void => {
  void Promise.all([hosts.bootstrap.close(), hosts.react.close()]).then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
