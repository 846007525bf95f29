import { z } from 'zod';
import type { GraphAmbiguous, GraphRejection } from './graph-answer-types.ts';

const errorBody = z.object({
  error: z.object({
    code: z.number().int(),
    message: z.string().default(''),
    error_subcode: z.number().int().optional(),
    is_transient: z.boolean().optional(),
    error_data: z.object({ details: z.string().optional() }).optional(),
  }),
});

/**
 * Reads a Graph answer that is not a success (whatsapp.md §3.3: decide on the code, status and titles are unstable).
 * A gateway's own 500, 502 or 504 says nothing about whether the message got through: ambiguous. 429 and 503 without a body are refusals.
 */
export function classifyGraphError(httpStatus: number, body: string, retryAfter: string | null, now: Date): GraphRejection | GraphAmbiguous {
  const retryAfterMs = parseRetryAfter(retryAfter, now);
  const parsed = errorBody.safeParse(parse(body));
  if (parsed.success) {
    const { code, message, error_subcode: subcode, is_transient: isTransient, error_data: data } = parsed.data.error;
    // an object that does not exist (any more) is the number itself: Meta's code for that is 33
    return {
      kind: 'rejected',
      code: code === 100 && subcode === 33 ? '33' : String(code),
      subcode: subcode ?? null,
      detail: (data?.details ?? message).slice(0, 500),
      httpStatus,
      retryAfterMs,
      isTransient: isTransient ?? false,
    };
  }
  if (httpStatus >= 500 && httpStatus !== 503) return { kind: 'ambiguous', detail: `HTTP ${httpStatus} without a Graph error`, httpStatus };
  return {
    kind: 'rejected',
    code: `http_${httpStatus}`,
    subcode: null,
    detail: `HTTP ${httpStatus} without a Graph error`,
    httpStatus,
    retryAfterMs,
    isTransient: httpStatus === 429 || httpStatus === 503,
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Seconds or an HTTP date; at most an hour, so that a broken clock elsewhere cannot park our messages. */
function parseRetryAfter(value: string | null, now: Date): number | null {
  if (value === null || value.trim() === '') return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now.getTime();
  return Number.isFinite(ms) ? Math.min(3_600_000, Math.max(0, ms)) : null;
}
