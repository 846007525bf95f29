import { pipeline } from 'node:stream/promises';
import express, { type Request, type Response, type Router } from 'express';
import { AppError } from '../platform/app-error.ts';
import { checkMediaUrl } from '../platform/sign-media-url.ts';
import { store } from '../platform/store.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { maskText } from '../access/mask-text.ts';
import { rightsOf } from '../access/rights-of.ts';
import { acceptUpload } from './accept-upload.ts';
import { decideMediaHeaders } from './decide-media-headers.ts';
import { findMedia } from './find-media.ts';
import { guardUploads } from './guard-uploads.ts';

/**
 * The files: `POST /api/media` (bearer, body = the file, `content-type` its type, `x-filename` its name, URI-encoded) and
 * `GET /media/<tenant>/<message>?e&s&n` (the short-lived signed address of a MediaView; no token, so that `<img>` and `<audio>` can use it;
 * people without the right to personal data have an address without `n`, and get the file under a masked name).
 */
export function mediaRoutes(parts: { contextOf(request: Request, response: Response): Promise<UserCtx> }): Router {
  const routes = express.Router();

  routes.post('/api/media', async (request, response) => {
    const ctx = await parts.contextOf(request, response);
    if (!rightsOf(ctx.actor).upload) throw new AppError('forbidden', 'You may not send files.');
    const given = request.header('x-filename');
    const filename = given === undefined ? null : decodeName(given);
    try {
      await guardUploads(ctx);
      response.status(201).json(await acceptUpload(ctx, { body: request, mime: request.header('content-type') ?? '', filename }));
    } finally {
      request.resume();
    }
  });

  routes.get('/media/:tenant/:message', async (request, response) => {
    const { tenant, message } = request.params;
    const { e: expires, s: file, n: name, download } = request.query;
    const mayHave = checkMediaUrl(tenant, message, { expires: Number(expires), file: textOf(file), name: textOf(name) }, new Date());
    if (!mayHave.file) {
      throw new AppError('forbidden', 'This address has expired. Ask for a fresh one.');
    }
    const media = await findMedia(tenant, message);
    const { status, headers, range } = decideMediaHeaders({
      bytes: media.bytes,
      mime: media.mime,
      filename: mayHave.name || media.filename === null ? media.filename : maskText(media.filename),
      range: request.header('range'),
      asDownload: download !== undefined,
    });
    response.status(status).set(headers);
    if (status === 416 || request.method === 'HEAD') {
      response.end();
      return;
    }
    const body = await store().get(media.key, range ?? undefined);
    try {
      await pipeline(body, response);
    } catch (error) {
      if (!response.headersSent) throw error;
      response.destroy();
    }
  });

  return routes;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function decodeName(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
