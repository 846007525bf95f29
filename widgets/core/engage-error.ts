import { ERROR_CODES, type ErrorCode, type ErrorView } from '../../types/errors.ts';

/** What a failed call looks like to a store. `offline` is true when no answer came at all: safe to offer "Try again". */
export class EngageError extends Error {
  readonly code: ErrorCode;
  readonly requestId: string | undefined;
  readonly details: Record<string, unknown>;
  readonly offline: boolean;

  constructor(view: ErrorView, offline = false) {
    super(view.message);
    this.name = 'EngageError';
    this.code = view.code;
    this.requestId = view.requestId;
    this.details = view.details ?? {};
    this.offline = offline;
  }

  /**
   * Anything thrown, as an EngageError: a tRPC error carries the server's view in `data.engage`, a network failure becomes
   * `unavailable`, an aborted call stays what it is for `isAbort`, everything else is `internal`.
   */
  static from(thrown: unknown): EngageError {
    if (thrown instanceof EngageError) return thrown;
    const data = field(thrown, 'data');
    const view = field(data, 'engage');
    const code = field(view, 'code');
    if (isErrorCode(code)) {
      const requestId = field(view, 'requestId');
      const details = field(view, 'details');
      const message = field(view, 'message');
      return new EngageError({
        code,
        message: typeof message === 'string' ? message : code,
        ...(typeof requestId === 'string' && { requestId }),
        ...(details !== null && typeof details === 'object' && { details: { ...details } }),
      });
    }
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const cause = field(thrown, 'cause') ?? thrown;
    // fetch rejects with TypeError when no answer came
    if (cause instanceof TypeError) return new EngageError({ code: 'unavailable', message }, true);
    const status = field(data, 'httpStatus');
    if (status === 401) return new EngageError({ code: 'unauthenticated', message });
    if (typeof status === 'number' && status >= 502) return new EngageError({ code: 'unavailable', message });
    return new EngageError({ code: 'internal', message });
  }

  /** The call was given up by us (AbortSignal): nothing to show. */
  static isAbort(thrown: unknown): boolean {
    const isAbortError = (value: unknown): boolean => field(value, 'name') === 'AbortError';
    return isAbortError(thrown) || isAbortError(field(thrown, 'cause'));
  }
}

function field(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' ? Reflect.get(value, name) : undefined;
}

function isErrorCode(value: unknown): value is ErrorCode {
  return ERROR_CODES.some((code) => code === value);
}
