import { pino, type DestinationStream, type Logger } from 'pino';

/** Paths that could carry personal data or secrets never reach the log, whoever logs the object. */
const REDACTED = ['authorization', 'token', 'password', 'phone', 'text', 'email', 'body', 'name', 'to', 'from', 'raw'];

/** JSON logs to stdout (or `target`), without personal data (OBS-01, X-39). `LOG_LEVEL` decides what is said. */
export function createLog(level: string, target?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: errorFields },
    redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' },
  };
  return target ? pino(options, target) : pino(options);
}

export type Log = Logger;

/** What may be said of an error: databases quote the data in their messages and hand over the whole statement. */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  const message = 'sql' in error || typeof errno === 'number' ? withoutData(error.message) : withoutQuotes(error.message);
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');
  const cause = error.cause === undefined ? {} : { cause: errorFields(error.cause) };
  return { type: error.name, message, ...(code === undefined ? {} : { code }), ...(errno === undefined ? {} : { errno }), stack: frames, ...cause };
}

/** A database quotes the data, quotes within it and all: what stands before it is kept, and the name of a key or column. */
function withoutData(message: string): string {
  const names = message.match(/for (?:key|column) '[\w.]{1,100}'/gi) ?? [];
  const [before = ''] = message.split(/['"`(]/, 1);
  return [before.slice(0, 200).replace(/ (?:for (?:key|column) )?$/, ''), ...names].join(' ');
}

/** Parsers quote what they could not read; what may be a phone or an address is nobody’s business either. */
function withoutQuotes(message: string): string {
  return message
    .slice(0, 500)
    .replace(/"[^"]*"?|'[^']*'/g, "'…'")
    .replace(/[^\s@]{1,100}@[^\s@]{1,100}|\+?\d(?:[ ()-]?\d){6,40}/g, '…');
}
