import { loadConfig } from './config.ts';
import { createLog } from './platform/log.ts';
import { startServer } from './start-server.ts';

const STOP_WITHIN_MS = 9_500;

const config = loadConfig();
const log = createLog(config.LOG_LEVEL);
const running = await startServer(config, log);
log.info({ port: running.port, roles: config.ROLES }, 'started');

let isStopping = false;
const stop = (reason: string, code = 0): void => {
  if (isStopping) return;
  isStopping = true;
  log.info({ reason }, 'stopping');
  setTimeout(() => {
    log.warn('stopped before everything was finished');
    process.exit(1);
  }, STOP_WITHIN_MS).unref();
  running.close().then(
    () => {
      log.info('stopped');
      process.exit(code);
    },
    (error: unknown) => {
      log.error({ err: error }, 'stopping failed');
      process.exit(1);
    },
  );
};
process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGINT', () => stop('SIGINT'));
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'uncaught exception');
  // not zero: whoever watches over us must start us again
  stop('uncaughtException', 1);
});
