import type { ErrorCode } from '../../types/errors.ts';

/** The one table from error code to HTTP status. */
export const httpStatus: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale_reply: 409,
  window_closed: 409,
  not_linked: 409,
  too_large: 413,
  unsupported_media: 415,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};
