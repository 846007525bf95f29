import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import type { MediaKind } from '../../types/messages.ts';
import { settleMedia, type MediaOutcome } from '../messages/settle-media.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { store } from '../platform/store.ts';
import { downloadFile, type DownloadedFile, type DownloadResult, type DownloadRules } from './download-file.ts';
import { graph } from './graph.ts';
import { mediaLimits } from './media-limits.ts';
import { UnknownMedia } from './unknown-media.ts';

const lookup = z.object({ url: z.string(), mime_type: z.string().optional(), file_size: z.coerce.number().optional() });
type Rules = Omit<DownloadRules, 'maxBytes'>;

interface Row {
  media_id: string | null;
  media_state: string | null;
  media_mime: string | null;
  media_sha256: string | null;
  type: MediaKind;
}

/**
 * Fetches the file of an inbound message from Meta into the store (whatsapp.md §5): ask for the address (valid 5 minutes), download,
 * measure, put, record. Safe to repeat, also of one that was given up. Throws AppError('unavailable') for what may work later; what never will
 * becomes the message's media state.
 */
export async function fetchMedia(input: { tenantId: string; messageId: string }, rules: Rules, now: Date, log: Log): Promise<void> {
  const { tenantId, messageId } = input;
  const [row] = await database().query<Row>(
    "SELECT media_id, media_state, media_mime, media_sha256, type FROM message WHERE tenant_id = ? AND id = ? AND direction = 'in'",
    [tenantId, messageId],
  );
  if (!row?.media_id || row.media_state === 'stored') return;
  const maxBytes = mediaLimits[row.type];
  const found = await download(row.media_id, { ...rules, maxBytes });
  if ('state' in found) return void (await settleMedia(tenantId, messageId, found, now, log));
  try {
    if (!sameHash(row.media_sha256, found.sha256)) log.info({ messageId }, 'a file has another hash than its webhook said');
    const key = `${tenantId}/${now.toISOString().slice(0, 7).replace('-', '/')}/${randomBytes(16).toString('hex')}`;
    const mime = row.media_mime ?? found.mime ?? 'application/octet-stream';
    await store().put(key, createReadStream(found.path), { bytes: found.bytes, mime });
    const isFirst = await settleMedia(tenantId, messageId, { state: 'stored', key, mime, bytes: found.bytes, sha256: found.sha256 }, now, log);
    if (!isFirst) await store().remove(key);
  } finally {
    await found.remove();
  }
}

async function download(mediaId: string, rules: DownloadRules): Promise<DownloadedFile | MediaOutcome> {
  for (let asked = 1; ; asked++) {
    const answer = await graph().get(`/${encodeURIComponent(mediaId)}`);
    if ('kind' in answer) {
      const isUnknown = answer.kind === 'rejected' && (answer.httpStatus === 404 || answer.code === '100' || answer.code === '33');
      if (isUnknown) throw new UnknownMedia(answer.detail);
      throw new AppError('unavailable', `media address: ${answer.kind} ${'code' in answer ? answer.code : ''}`.trim());
    }
    const media = lookup.safeParse(answer.json);
    if (!media.success) throw new AppError('unavailable', 'media address: unreadable answer');
    if ((media.data.file_size ?? 0) > rules.maxBytes) return { state: 'too_large', detail: `${media.data.file_size} bytes` };
    const result: DownloadResult = await downloadFile(media.data.url, rules).catch((error: unknown) => ({
      failure: 'unavailable' as const,
      detail: error instanceof Error ? error.name : 'network',
    }));
    if (!('failure' in result)) return result;
    if (result.failure === 'too_large') return { state: 'too_large', detail: result.detail };
    if (result.failure === 'refused_address') return { state: 'failed', detail: result.detail };
    // the address lives 5 minutes: a fresh one first, then later
    if (result.failure !== 'gone' || asked >= 2) throw new AppError('unavailable', `media download: ${result.failure} ${result.detail}`);
  }
}

/** Webhooks give base64, we keep hex. */
function sameHash(given: string | null, hex: string): boolean {
  return given === null || given === hex || Buffer.from(given, 'base64').toString('hex') === hex;
}
