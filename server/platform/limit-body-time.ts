import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** a file must go on at no less than this in every stretch of `withinMs` */
const LEAST_BYTES = 32 * 1024;

/**
 * Ends requests whose body does not come: nobody may hold a connection by sending a byte now and then. A body has `withinMs`; a file,
 * and only until it is refused, so long again whenever a fair part of it has come. What was not answered yet is answered 408.
 */
export function limitBodyTime(options: { withinMs: number; isFile(request: Request): boolean }): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const { socket } = request;
    let received = socket.bytesRead;
    const deadline = setTimeout(() => {
      if (request.complete) return;
      const hasGoneOn = socket.bytesRead - received >= LEAST_BYTES;
      received = socket.bytesRead;
      if (hasGoneOn && options.isFile(request) && !response.headersSent) return void deadline.refresh();
      if (!response.headersSent)
        response.status(408).setHeader('connection', 'close').json({ code: 'invalid_input', message: 'The request did not come in time.' });
      setImmediate(() => request.destroy());
    }, options.withinMs);
    const stop = (): void => clearTimeout(deadline);
    request.once('end', stop);
    request.once('close', stop);
    next();
  };
}
