import type { ErrorCode } from '../../types/errors.ts';

/** An expected failure: `code` from the closed list, `message` for a person, `details` for the caller (no personal data). */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;
  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}
