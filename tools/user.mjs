/**
 * `npm run user -- add|change|off|list`: people who sign in with e-mail and password, for an operator; the first administrator of a new
 * installation, above all. Other people come with the tokens of the host page. Who is switched off or gets a new password is signed out
 * everywhere at once. Database and Redis come from DATABASE_URL, REDIS_URL and REDIS_PREFIX, or from the profile's services; the password
 * from ENGAGE_PASSWORD, else a new one is made and printed once.
 */
import { randomBytes } from 'node:crypto';
import { inProjectNode } from './in-project-node.mjs';
import { upServices } from './services/up-services.mjs';

const usage = `npm run user -- add --email <address> --name <name> --role agent|sales|renewal|supervisor|admin [--scope all|fid:1,fid:2,oid:3] [--pii full|masked]
npm run user -- change --email <address> [--name …] [--role …] [--scope …] [--pii …] [--password]
npm run user -- off --email <address>
npm run user -- list
  [--tenant default] [--profile dev]
`;

await inProjectNode(async (args) => {
  const option = (name) => (args.includes(`--${name}`) ? args[args.indexOf(`--${name}`) + 1] : undefined);
  const [action] = args;
  if (!['add', 'change', 'off', 'list'].includes(action) || (action !== 'list' && !option('email')?.includes('@'))) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const { connectDatabase, closeDatabase } = await import('../server/platform/database.ts');
  if (!process.env.DATABASE_URL) {
    const { env } = await upServices(option('profile') ?? 'dev', { say: () => undefined });
    process.env.DATABASE_URL = env.DATABASE_URL;
    process.env.REDIS_URL ??= env.REDIS_URL;
  }
  const database = connectDatabase(process.env.DATABASE_URL, { poolSize: 2, hotPoolSize: 2 });
  try {
    const [tenant] = await database.query('SELECT id FROM tenant WHERE slug = ?', [option('tenant') ?? 'default']);
    if (!tenant) throw new Error('There is no such tenant: start the server once, it creates the default one.');
    if (action === 'list') await list(database, tenant.id);
    else await save(tenant.id, action, option, args);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
});

async function list(database, tenantId) {
  const rows = await database.query(
    'SELECT email, name, role, is_active, password_hash IS NOT NULL AS has_password FROM user WHERE tenant_id = ? ORDER BY name',
    [tenantId],
  );
  for (const row of rows) {
    const how = Number(row.has_password) === 1 ? 'password' : 'host page';
    process.stdout.write(`${row.name}  ${row.email ?? '-'}  ${row.role}  ${how}${row.is_active === 1 ? '' : '  off'}\n`);
  }
}

async function save(tenantId, action, option, args) {
  const { saveStaff } = await import('../server/access/save-staff.ts');
  const { systemContext } = await import('../server/platform/system-context.ts');
  const { createLog } = await import('../server/platform/log.ts');
  const wantsPassword = action === 'add' || args.includes('--password');
  const password = wantsPassword ? (process.env.ENGAGE_PASSWORD ?? randomBytes(15).toString('base64url')) : undefined;
  const scope = option('scope') ?? (action === 'add' ? 'all' : undefined);
  const input = {
    name: option('name'),
    role: option('role'),
    pii: option('pii'),
    scope: scope && parseScope(scope),
    password,
    isActive: action === 'off' ? false : true,
  };
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const ctx = systemContext(tenantId, 'operator', createLog('error'));
  const { userId, isNew } = await saveStaff(ctx, { email: option('email'), ...given });
  process.stdout.write(`${option('email')} ${isNew ? 'created' : 'changed'}\n`);
  if (!isNew) await tellServers(ctx, userId, { endsSessions: !input.isActive || password !== undefined });
  if (password && !process.env.ENGAGE_PASSWORD) process.stdout.write(`password: ${password}\n`);
}

/** Pages that are open ask anew who they are: signed out, or with what changed. Without Redis the servers notice by themselves. */
async function tellServers(ctx, userId, { endsSessions }) {
  const { connectCache, closeCache } = await import('../server/platform/cache.ts');
  const { endSessions } = await import('../server/access/end-sessions.ts');
  const { publishLive } = await import('../server/platform/publish-live.ts');
  const url = process.env.REDIS_URL;
  try {
    if (!url) throw new Error('REDIS_URL is not set');
    const redis = connectCache(url, { prefix: process.env.REDIS_PREFIX ?? 'engage:', log: ctx.log });
    await redis.ping();
    if (endsSessions) await endSessions(ctx, userId);
    else await publishLive(ctx.tenantId, [{ t: 'revoked', userId }], ctx.log);
  } catch (error) {
    process.stdout.write(
      `The servers could not be told (${error.message}): who is switched off is out within a minute all the same; sessions of others go on, and see the change within ten minutes.\n`,
    );
  } finally {
    closeCache();
  }
}

function parseScope(text) {
  if (text === 'all') return { all: true };
  const parts = text.split(',').map((part) => part.split(':'));
  const of = (kind) => parts.filter(([name]) => name === kind).map(([, id]) => id);
  return { fids: of('fid'), oids: of('oid') };
}
