import { ERROR_CODES, type ErrorView } from '../../../types/errors.ts';
import type { UploadedMedia } from '../../../types/messages.ts';
import type { Connection } from '../connection.ts';
import { EngageError } from '../engage-error.ts';

/**
 * Sends a file to POST /api/media and tells how far it got (0…1). XMLHttpRequest, because fetch cannot report upload progress.
 * Throws EngageError: `too_large`, `unsupported_media`, `unavailable` (offline).
 */
export async function uploadMedia({ session }: Connection, file: File, progressed: (share: number) => void, signal: AbortSignal): Promise<UploadedMedia> {
  const token = await session.token();
  const answer = await post(session.server, token, file, progressed, signal);
  if (answer.status !== 401 || !token) return read(answer);
  return read(await post(session.server, await session.renewed(token), file, progressed, signal));
}

interface Answer {
  status: number;
  body: unknown;
}

function post(server: string, token: string | null, file: File, progressed: (share: number) => void, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${server}/api/media`);
    request.responseType = 'json';
    if (token) request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.setRequestHeader('x-filename', encodeURIComponent(file.name));
    request.upload.onprogress = (event) => progressed(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => resolve({ status: request.status, body: request.response });
    request.onerror = () => reject(new EngageError({ code: 'unavailable', message: 'The upload got no answer.' }, true));
    request.onabort = () => reject(new DOMException('The upload was given up.', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function read({ status, body }: Answer): UploadedMedia {
  if (status >= 200 && status < 300) return body as UploadedMedia;
  const view = body as Partial<ErrorView> | null;
  const code =
    ERROR_CODES.find((known) => known === view?.code) ??
    (status === 413 ? 'too_large' : status === 415 ? 'unsupported_media' : status >= 502 ? 'unavailable' : 'internal');
  throw new EngageError({
    code,
    message: view?.message ?? `The upload was answered with ${status}.`,
    ...(view?.requestId && { requestId: view.requestId }),
    ...(view?.details && { details: view.details }),
  });
}
