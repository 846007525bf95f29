import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { UploadedMedia } from '../../types/messages.ts';
import { AppError } from '../platform/app-error.ts';
import { database } from '../platform/database.ts';
import { store } from '../platform/store.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideUploadName } from './decide-upload-name.ts';
import { decideUpload, UPLOAD_HEAD_BYTES, type UploadDecision } from './decide-upload.ts';

/**
 * Takes a file an agent wants to send: streamed to a temporary file while its size, type and hash are checked, then into the store.
 * Nothing is kept of a file that is refused (`unsupported_media`, `too_large`, `invalid_input` when empty).
 */
export async function acceptUpload(ctx: UserCtx, input: { body: Readable; mime: string; filename: string | null }): Promise<UploadedMedia> {
  const folder = await mkdtemp(path.join(tmpdir(), 'engage-upload-'));
  try {
    const file = path.join(folder, 'file');
    const { decision, bytes, sha256 } = await receive(file, input);
    const month = ctx.now.toISOString().slice(0, 7).replace('-', '/');
    const mediaKey = `${ctx.tenantId}/${month}/${randomUUID()}`;
    await store().put(mediaKey, createReadStream(file), { bytes, mime: decision.mime });
    const filename = decideUploadName(input.filename, decision.mime);
    const { insertId } = await database().execute(
      'INSERT INTO upload (tenant_id, user_id, media_key, mime, sha256, bytes, filename, kind, created_at) VALUES (?)',
      [[ctx.tenantId, ctx.actor.userId, mediaKey, decision.mime, sha256, bytes, filename, decision.kind, ctx.now]],
    );
    return { uploadId: insertId, mime: decision.mime, bytes, filename, kind: decision.kind };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Accepted = Extract<UploadDecision, { ok: true }>;

async function receive(file: string, input: { body: Readable; mime: string }): Promise<{ decision: Accepted; bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  const target = await open(file, 'w');
  let head = Buffer.alloc(0);
  let decision: Accepted | null = null;
  let bytes = 0;
  try {
    // the stream stays whole when we refuse the file: a browser that is still sending must be able to read why
    for await (const chunk of input.body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      hash.update(chunk);
      if (!decision) {
        head = Buffer.concat([head, chunk]);
        if (head.length >= UPLOAD_HEAD_BYTES) decision = accepted(input.mime, head);
      }
      if (decision && bytes > decision.maxBytes) throw new AppError('too_large', 'This file is larger than WhatsApp allows.', { maxBytes: decision.maxBytes });
      await target.write(chunk);
    }
  } finally {
    await target.close();
  }
  if (bytes === 0) throw new AppError('invalid_input', 'The file is empty.');
  decision ??= accepted(input.mime, head);
  if (bytes > decision.maxBytes) throw new AppError('too_large', 'This file is larger than WhatsApp allows.', { maxBytes: decision.maxBytes });
  return { decision, bytes, sha256: hash.digest('hex') };
}

function accepted(mime: string, head: Buffer): Accepted {
  const decision = decideUpload(mime, head.subarray(0, UPLOAD_HEAD_BYTES));
  if (!decision.ok)
    throw new AppError(
      'unsupported_media',
      decision.problem === 'mismatch' ? 'This file is not what its name says.' : 'WhatsApp does not carry this kind of file.',
      { mime: mime.slice(0, 100), problem: decision.problem },
    );
  return decision;
}
