import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { store } from '../platform/store.ts';
import type { OutboundJob } from '../messages/load-outbound.ts';
import { graph } from './graph.ts';
import type { GraphRejection, GraphUnreachable } from './graph-answer-types.ts';

/** Meta's id for the job's file: the one it already has, or a fresh upload that later messages reuse. An upload may always be repeated. */
export async function uploadMedia(ctx: Ctx, job: OutboundJob): Promise<{ mediaId: string | null } | GraphRejection | GraphUnreachable> {
  const { upload } = job;
  if (!upload) return { mediaId: null };
  if (upload.waMediaId !== null) return { mediaId: upload.waMediaId };
  const body = await store()
    .get(upload.mediaKey)
    .catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') return null;
      throw error;
    });
  if (!body)
    return {
      kind: 'rejected',
      code: 'media_missing',
      subcode: null,
      detail: 'the file is not in the store any more',
      httpStatus: 0,
      retryAfterMs: null,
      isTransient: false,
    };
  const answer = await graph().uploadMedia(job.number.phoneNumberId, { body, bytes: upload.bytes, mime: upload.mime, filename: upload.filename ?? 'file' });
  if ('kind' in answer) return answer.kind === 'ambiguous' ? { kind: 'unreachable', detail: answer.detail } : answer;
  await database().execute('UPDATE upload SET wa_media_id = ?, wa_media_number_id = ?, wa_media_at = ? WHERE tenant_id = ? AND id = ?', [
    answer.mediaId,
    job.number.id,
    new Date(),
    ctx.tenantId,
    upload.id,
  ]);
  return { mediaId: answer.mediaId };
}
