import { pino, type Logger } from 'pino';

/** Paths that could carry personal data or secrets never reach the log, whoever logs the object. */
const REDACTED = ['authorization', 'token', 'password', 'phone', 'text', 'email', 'body', 'name', 'to', 'from', 'raw'];

/** JSON logs to stdout, without personal data (OBS-01, X-39). `LOG_LEVEL` decides what is said. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: errorFields },
    redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' },
  });
}

export type Log = Logger;

/** What may be said of an error: databases quote the data in their messages and hand over the whole statement. */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  const message = 'sql' in error || typeof errno === 'number' ? error.message.replace(/'[^']*'|"[^"]*"/g, "'…'").slice(0, 200) : error.message.slice(0, 500);
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');
  const cause = error.cause === undefined ? {} : { cause: errorFields(error.cause) };
  return { type: error.name, message, ...(code === undefined ? {} : { code }), ...(errno === undefined ? {} : { errno }), stack: frames, ...cause };
}
