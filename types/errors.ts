/** The closed list of error codes a caller can meet. One server table maps them to HTTP and tRPC, one to ack/retry/dead-letter. */
export const ERROR_CODES = [
  'invalid_input', // the input failed validation; details.fields names them
  'unauthenticated', // no token, or one that is expired or not ours
  'forbidden', // known user, not allowed (role or permission)
  'not_found', // does not exist, or is outside the caller's scope: the two are not told apart
  'conflict', // somebody changed it first; details carries what changed
  'stale_reply', // a colleague answered since the draft was started; details.items are the new messages
  'window_closed', // customer service window is closed: only a template may be sent
  'not_linked', // the ticket has no outlet yet, so it cannot be resolved
  'too_large', // body or file over its limit
  'unsupported_media', // file type the channel does not carry
  'rate_limited', // try again after details.retryAfterMs
  'unavailable', // a service we need is away; safe to try again
  'internal', // a bug of ours; details.requestId finds it in the log
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What the widgets receive in `error.data.engage` of a failed procedure, and the body of every JSON error. */
export interface ErrorView {
  code: ErrorCode;
  message: string;
  requestId?: string;
  details?: Record<string, unknown>;
}
