import type { NextFunction, Request, Response } from 'express';
import { AppError } from './app-error.ts';

const METHODS = 'GET, HEAD, POST, OPTIONS';
/** A dot-dot part, a backslash or a control character: no address of ours has one. */
const ODD_PATH = /(^|\/)\.\.(\/|$)|[\\\p{Cc}]/u;
const JSON_ONLY = /^\/(trpc|api\/auth)(\/|$)/;

/**
 * The first look at a request (SEC-14, U-10): methods nobody needs, addresses that try to leave their folder, and bodies that are not JSON
 * where only JSON is understood (a form of another page can send the others without asking) are turned away before anything reads them.
 */
export function filterRequests(request: Request, response: Response, next: NextFunction): void {
  if (!METHODS.split(', ').includes(request.method)) {
    response
      .status(405)
      .setHeader('allow', METHODS)
      .json({ code: 'invalid_input', message: `Only ${METHODS}.` });
    return;
  }
  const path = decode(request.path);
  if (path === null || ODD_PATH.test(path)) throw new AppError('invalid_input', 'There is no such address.');
  const type = request.headers['content-type'];
  if (request.method === 'POST' && type !== undefined && JSON_ONLY.test(path) && !/^application\/json\s*(;|$)/i.test(type))
    throw new AppError('unsupported_media', 'Only application/json is understood here.');
  next();
}

/** Until nothing is encoded any more: `%252e` is `%2e` is a dot to somebody behind us. Null when it is no text, or never ends. */
function decode(path: string): string | null {
  let text = path;
  for (let depth = 0; depth < 4; depth++) {
    try {
      const next = decodeURIComponent(text);
      if (next === text) return text;
      text = next;
    } catch {
      return null;
    }
  }
  return null;
}
