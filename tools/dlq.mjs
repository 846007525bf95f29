/**
 * `npm run dlq -- list|replay|discard [queue] [--id <id>] [--all] [--profile dev]`: the dead-letter queues, for an operator.
 * `replay` and `discard` want an id or `--all`. Broker and prefix come from RABBITMQ_URL and QUEUE_PREFIX, or from the profile's services.
 */
import { inProjectNode } from './in-project-node.mjs';
import { upServices } from './services/up-services.mjs';

const ACTIONS = ['list', 'replay', 'discard'];
const usage = 'npm run dlq -- list|replay|discard [a dead-letter queue, such as pos.sync.dlq] [--id <id> | --all] [--profile dev]\n';

await inProjectNode(async (args) => {
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const [action, queue] = args.filter((arg, index) => !arg.startsWith('--') && !['--id', '--profile'].includes(args[index - 1] ?? ''));
  const id = option('--id');
  if (!ACTIONS.includes(action) || (action !== 'list' && id === undefined && !args.includes('--all'))) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const { DEAD_LETTER_QUEUES } = await import('../server/platform/dead-letter-queue-of.ts');
  if (queue !== undefined && !DEAD_LETTER_QUEUES.includes(queue)) {
    process.stderr.write(`There is no dead-letter queue ${queue}.\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const { Connection } = await import('rabbitmq-client');
  const { workDeadLetters } = await import('../server/platform/work-dead-letters.ts');
  const url = process.env.RABBITMQ_URL ?? (await upServices(option('--profile') ?? 'dev', { say: () => undefined })).env.RABBITMQ_URL;
  const connection = new Connection(url);
  connection.on('error', (error) => process.stderr.write(`${error.message}\n`));
  try {
    const letters = await workDeadLetters(connection, { action, queue, id, prefix: process.env.QUEUE_PREFIX ?? '' });
    for (const letter of letters) {
      process.stdout.write(
        `${letter.id}  ${letter.queue}  → ${letter.target}  ${letter.failedAt}  ${letter.items} item(s), ${letter.bytes} bytes  ${letter.reason}: ${letter.error}\n`,
      );
    }
    if (id !== undefined && letters.length === 0) {
      process.stderr.write(`There is no dead letter ${id}${queue === undefined ? '' : ` in ${queue}`}: npm run dlq -- list shows those there are.\n`);
      process.exitCode = 1;
      return;
    }
    process.stdout.write(`${letters.length} ${{ list: 'waiting', replay: 'put back to work', discard: 'thrown away' }[action]}\n`);
  } finally {
    await connection.close();
  }
});
