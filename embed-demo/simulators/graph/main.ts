import { z } from 'zod';
import { demoHandsets } from '../../seed/demo-handsets.ts';
import { demoTemplates } from '../../seed/demo-templates.ts';
import { createGraphSimulator } from './create-graph-simulator.ts';

/**
 * The Graph API simulator as a process of its own, for the demo:
 *   PORT=4010 WEBHOOK_URL=http://127.0.0.1:8080/webhook/whatsapp WABA_APP_SECRET=… WABA_ACCESS_TOKEN=… node embed-demo/simulators/graph/main.ts
 */
const settings = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4010),
    WEBHOOK_URL: z.url(),
    WABA_APP_SECRET: z.string().min(8),
    WABA_ACCESS_TOKEN: z.string().min(8),
    WABA_VERIFY_TOKEN: z.string().min(1).default('not-used'),
    WABA_PHONE_NUMBER_ID: z.string().min(1),
    WABA_ID: z.string().min(1).default('default'),
    WABA_DISPLAY_PHONE: z.string().default('+60 3-2776 4100'),
    WABA_VERIFIED_NAME: z.string().default('KedaiPOS Support'),
    /** Keeps chats and windows over restarts. */
    SIM_STATE_FILE: z.string().optional(),
    PHONE_FOLDER: z.string().default(new URL('../../../dist/demo/phone/', import.meta.url).pathname),
  })
  .parse(process.env);

const simulator = createGraphSimulator({
  appSecret: settings.WABA_APP_SECRET,
  accessToken: settings.WABA_ACCESS_TOKEN,
  verifyToken: settings.WABA_VERIFY_TOKEN,
  wabaId: settings.WABA_ID,
  numbers: [{ phoneNumberId: settings.WABA_PHONE_NUMBER_ID, displayPhoneNumber: settings.WABA_DISPLAY_PHONE, verifiedName: settings.WABA_VERIFIED_NAME }],
  webhookUrl: settings.WEBHOOK_URL,
  handsets: demoHandsets(),
  templates: demoTemplates(),
  behaviour: { apiLatencyMs: 60, sentMs: 150, deliveredMs: 450, readMs: 500, jitter: 0.5, readMode: 'open' },
  stateFile: settings.SIM_STATE_FILE ?? null,
  phoneFolder: settings.PHONE_FOLDER,
});
process.stdout.write(`listening ${await simulator.listen(settings.PORT)}\n`);

const stop = (): void => {
  void simulator.close().then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
