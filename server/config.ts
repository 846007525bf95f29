import { z } from 'zod';

const url = z.string().min(1);
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');

/** Every variable the server reads, with its meaning in .env.example. All faults are reported at once. */
const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  ROLES: list.pipe(z.array(z.enum(['web', 'worker', 'scheduler'])).min(1)).default(['web', 'worker', 'scheduler']),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().default('0.0.0.0'),
  APP_BASE_URL: z.url().default('http://127.0.0.1:8080'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: url,
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  RABBITMQ_URL: url,
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9._-]{0,40}$/)
    .default(''),
  REDIS_URL: url,
  REDIS_PREFIX: z
    .string()
    .regex(/^[a-z0-9:._-]{0,40}$/)
    .default('engage:'),
  MINIO_ENDPOINT: z.string().optional(),
  MINIO_ACCESS_KEY: z.string().optional(),
  MINIO_SECRET_KEY: z.string().optional(),
  MINIO_BUCKET: z.string().default('wa-media'),
  MINIO_REGION: z.string().default('us-east-1'),
  MEDIA_DIR: z.string().default('.engage/media'),
  WABA_VERIFY_TOKEN: z.string().min(8),
  WABA_APP_SECRET: z.string().min(8),
  WABA_APP_SECRET_PREVIOUS: z.string().min(8).optional(),
  WABA_ACCESS_TOKEN: z.string().min(8),
  WABA_PHONE_NUMBER_ID: z.string().min(1),
  WABA_ID: z.string().min(1).default('default'),
  WABA_API_BASE: z.url().default('https://graph.facebook.com/v26.0'),
  WABA_MEDIA_HOSTS: list.default(['lookaside.fbsbx.com']),
  WABA_MESSAGES_PER_SECOND: z.coerce.number().int().min(1).max(1000).default(80),
  WABA_TIMEOUT_MS: z.coerce.number().int().min(200).max(60_000).default(15_000),
  WABA_READ_RECEIPTS: flag.default(true),
  INGEST_LANES: z.coerce.number().int().min(1).max(64).default(1),
  STATUS_LANES: z.coerce.number().int().min(1).max(64).default(2),
  POS_BASE_URL: z.string().optional(),
  POS_TOKEN: z.string().optional(),
  POS_WEBHOOK_SECRET: z.string().min(16).optional(),
  IMPORT_TOKEN: z.string().min(24).optional(),
  SESSION_SECRET: z.string().min(32),
  EMBED_SECRET: z.string().min(32).optional(),
  EMBED_JWKS_URL: z.url().optional(),
  EMBED_TENANT_SECRETS: list
    .pipe(z.array(z.string().regex(/^[a-z0-9-]{1,64}=.{32,}$/, 'must be tenant=secret, the secret of at least 32 characters')))
    .default([]),
  ALLOWED_ORIGINS: list.default([]),
  ADMIN_IPS: list.default([]),
  TRUST_PROXY: flag.default(false),
  METRICS_TOKEN: z.string().min(8).optional(),
  LIVE_SOCKETS_MAX: z.coerce.number().int().min(1).max(1_000_000).default(10_000),
  ALLOW_SIMULATORS: flag.default(false),
});

/** Parsed configuration; camelCase would hide which variable to set, so names stay as in the environment. */
export type Config = z.infer<typeof schema>;

/** Reads the environment once. Throws one Error that lists every fault, so that a start fails with all of them at once. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const others = [...simulatorFaults(given), ...accountFaults(given), ...keysFaults(given)];
  if (parsed.success && others.length === 0) return parsed.data;
  const faults = [...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`), ...others].map((fault) => `  ${fault}`);
  throw new Error(`Configuration is incomplete (see .env.example):\n${faults.join('\n')}`);
}

/** Templates are read from the account: without its id nobody could write to a merchant whose window is closed. */
function accountFaults(given: Record<string, string | undefined>): string[] {
  const isMissing = (given['NODE_ENV'] ?? 'production') === 'production' && given['WABA_ID'] === undefined;
  return isMissing ? ['WABA_ID: the id of the WhatsApp Business Account is required in production'] : [];
}

/** Whoever can answer in place of the host's keys can be anybody. */
function keysFaults(given: Record<string, string | undefined>): string[] {
  const address = given['EMBED_JWKS_URL'] === undefined ? null : URL.parse(given['EMBED_JWKS_URL']);
  if ((given['NODE_ENV'] ?? 'production') !== 'production' || address === null || address.protocol === 'https:') return [];
  return flag.safeParse(given['ALLOW_SIMULATORS']).data === true
    ? []
    : ['EMBED_JWKS_URL: must be https, for its keys say who is let in (ALLOW_SIMULATORS=1 if you mean it)'];
}

/** In production Meta and the POS are not on this machine: what listens there is a simulator, and real messages would vanish in it. */
function simulatorFaults(given: Record<string, string | undefined>): string[] {
  if ((given['NODE_ENV'] ?? 'production') !== 'production' || flag.safeParse(given['ALLOW_SIMULATORS']).data === true) return [];
  const faults: string[] = [];
  const check = (name: string, address: string | undefined, needsTls: boolean): void => {
    const target = address === undefined ? null : URL.parse(address);
    if (target && isThisMachine(target.hostname))
      faults.push(`${name}: ${target.host} is this machine, where only simulators are (ALLOW_SIMULATORS=1 if you mean it)`);
    else if (target && needsTls && target.protocol !== 'https:')
      faults.push(`${name}: must be https, for the access token travels with every call (ALLOW_SIMULATORS=1 if you mean it)`);
  };
  check('WABA_API_BASE', given['WABA_API_BASE'], true);
  check('POS_BASE_URL', given['POS_BASE_URL'], false);
  for (const host of given['WABA_MEDIA_HOSTS']?.split(',') ?? []) check('WABA_MEDIA_HOSTS', `https://${host.trim()}`, false);
  return faults;
}

function isThisMachine(hostname: string): boolean {
  return /^(localhost\.?|.*\.localhost\.?|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/i.test(hostname);
}
