import { downServices } from './services/down-services.mjs';
import { statusServices } from './services/status-services.mjs';
import { SetupError } from './services/setup-error.mjs';
import { upServices } from './services/up-services.mjs';

const usage = `npm run services -- up|down|status|env|wipe [--profile dev|test|bench]

  up      make sure that database, broker and cache answer, and print their addresses
  down    stop what was started here; ports and data are kept
  status  say what runs
  env     print the addresses as shell variables: eval "$(node tools/services.mjs env --profile test)"
  wipe    down, and remove the profile's data`;

const say = (line) => process.stdout.write(`${line}\n`);

async function main(args) {
  const position = args.indexOf('--profile');
  const profile = position === -1 ? 'dev' : args[position + 1];
  const [command = 'status'] = args.filter((_, index) => position === -1 || (index !== position && index !== position + 1));
  if (command === 'up') return up(profile);
  if (command === 'down') return downServices(profile, { say });
  if (command === 'wipe') return downServices(profile, { say, withData: true });
  if (command === 'status') return status(profile);
  if (command === 'env') return environment(profile);
  say(usage);
  if (!['help', '--help', '-h'].includes(command)) process.exitCode = 2;
}

async function up(profile) {
  const began = Date.now();
  const { env, startedNow } = await upServices(profile, { say });
  say(`${startedNow.length === 0 ? 'Running already' : 'Ready'} (profile ${profile}, ${((Date.now() - began) / 1000).toFixed(1)} s)`);
  for (const [name, value] of Object.entries(env)) say(`  ${name}=${value}`);
}

async function status(profile) {
  const rows = await statusServices(profile);
  for (const { name, source, url, pid, state } of rows)
    say(`${name.padEnd(9)} ${state.padEnd(13)} ${[source, withoutPassword(url), pid && `pid ${pid}`].filter(Boolean).join('  ')}`);
  if (rows.some(({ state }) => state !== 'up')) process.exitCode = 1;
}

const withoutPassword = (url) => url?.replace(/\/\/([^:@/]*):[^@/]*@/, '//$1:…@');

async function environment(profile) {
  const { env } = await upServices(profile);
  for (const [name, value] of Object.entries(env)) say(`export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
