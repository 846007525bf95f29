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
    redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' },
  });
}

export type Log = Logger;
