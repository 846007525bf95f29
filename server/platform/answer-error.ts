import type { NextFunction, Request, Response } from 'express';
import type { ErrorView } from '../../types/errors.ts';
import { AppError } from './app-error.ts';
import { httpStatus } from './http-status.ts';
import type { Log } from './log.ts';

/** Last handler of the HTTP app: every failure becomes a JSON ErrorView; bugs are logged with the request's id and told as a neutral sentence. */
export function answerError(log: Log): (error: unknown, request: Request, response: Response, next: NextFunction) => void {
  return (error, request, response, _next) => {
    const requestId = String(response.locals['requestId'] ?? '');
    if (response.headersSent) {
      // half an answer cannot be taken back: the connection ends, and the caller sees that it is not whole
      log[request.destroyed ? 'debug' : 'warn']({ err: error, requestId }, 'a request ended half-way');
      request.socket.destroy();
      return;
    }
    const known = knownError(error);
    if (!known && request.destroyed) log.debug({ err: error, requestId }, 'the caller went away');
    else if (!known) log.error({ err: error, requestId }, 'request failed');
    const view: ErrorView = known
      ? { code: known.code, message: known.message, details: known.details, requestId }
      : { code: 'internal', message: 'Something went wrong on our side.', requestId };
    const retryAfterMs = known?.details['retryAfterMs'];
    if (typeof retryAfterMs === 'number') response.setHeader('retry-after', String(Math.ceil(retryAfterMs / 1000)));
    response.status(httpStatus[view.code]).json(view);
  };
}

/** Ours, or what express's own parsers say about a request. */
function knownError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const status = error instanceof Error ? (error as { status?: unknown }).status : undefined;
  if (status === 413) return new AppError('too_large', 'The request is too large.');
  if (typeof status === 'number' && status >= 400 && status < 500) return new AppError('invalid_input', 'The request is not valid.');
  return null;
}
