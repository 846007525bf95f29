/**
 * `npm run numbers -- list|resume [<phone number id>] [--tenant default] [--profile dev]`: the WhatsApp numbers and whether they send, for an
 * operator. When WhatsApp refuses a whole number (token, account, billing) sending stops; `resume`, once that is put right, lets it go on
 * and tries again what failed for it within a day. The database comes from DATABASE_URL, or from the profile's services.
 */
import { inProjectNode } from './in-project-node.mjs';
import { upServices } from './services/up-services.mjs';

const usage = 'npm run numbers -- list|resume [<phone number id>] [--tenant default] [--profile dev]\n';

await inProjectNode(async (args) => {
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const [action, given] = args.filter((arg, index) => !arg.startsWith('--') && !['--tenant', '--profile'].includes(args[index - 1] ?? ''));
  if (!['list', 'resume'].includes(action)) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const { connectDatabase, closeDatabase } = await import('../server/platform/database.ts');
  const url = process.env.DATABASE_URL ?? (await upServices(option('--profile') ?? 'dev', { say: () => undefined })).env.DATABASE_URL;
  const database = connectDatabase(url, { poolSize: 2, hotPoolSize: 2 });
  try {
    const [tenant] = await database.query('SELECT id FROM tenant WHERE slug = ?', [option('--tenant') ?? 'default']);
    if (!tenant) throw new Error('There is no such tenant: start the server once, it creates the default one.');
    const numbers = await database.query(
      'SELECT id, phone_number_id, display_phone, name, stopped_reason FROM whatsapp_number WHERE tenant_id = ? AND (? IS NULL OR phone_number_id = ?) ORDER BY id',
      [tenant.id, given ?? null, given ?? null],
    );
    if (numbers.length === 0) throw new Error('There is no such number.');
    if (action === 'list') for (const number of numbers) process.stdout.write(lineOf(number));
    else await resume(tenant.id, numbers);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
});

function lineOf(number) {
  const state = number.stopped_reason === null ? 'sends' : `stopped: Graph error ${number.stopped_reason}`;
  return `${number.phone_number_id}  ${number.display_phone || '-'}  ${number.name || '-'}  ${state}\n`;
}

/** What is to be sent waits in the tables: the workers' sweep finds it within a second, so neither broker nor cache is needed here. */
async function resume(tenantId, numbers) {
  const { resumeNumber } = await import('../server/whatsapp/resume-number.ts');
  const { systemContext } = await import('../server/platform/system-context.ts');
  const { createLog } = await import('../server/platform/log.ts');
  const stopped = numbers.filter((number) => number.stopped_reason !== null);
  if (stopped.length === 0) process.stdout.write('nothing is stopped\n');
  for (const number of stopped) {
    const { retried, refused } = await resumeNumber(systemContext(tenantId, 'operator', createLog('silent')), { numberId: number.id });
    const left = Object.entries(refused).map(([code, count]) => `, ${count} not (${code})`);
    process.stdout.write(`${number.phone_number_id}  sends again; ${retried} message(s) go out after all${left.join('')}\n`);
  }
}
