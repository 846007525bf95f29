import { randomBytes } from 'node:crypto';
import type { WireError } from './wire-types.ts';

const titles: Readonly<Record<number, { title: string; status: number; type?: string }>> = {
  1: { title: 'API Unknown', status: 400 },
  2: { title: 'API Service', status: 503 },
  4: { title: 'API Too Many Calls', status: 400 },
  10: { title: 'Permission Denied', status: 403 },
  33: { title: 'Parameter value is not valid', status: 400 },
  100: { title: 'Invalid parameter', status: 400 },
  190: { title: 'Invalid OAuth access token - Cannot parse access token', status: 401 },
  368: { title: 'Temporarily blocked for policies violations', status: 403 },
  80007: { title: 'Rate limit issues', status: 400 },
  130403: { title: 'Recipient blocked the business', status: 400 },
  130429: { title: 'Rate limit hit', status: 429 },
  130472: { title: "User's number is part of an experiment", status: 400 },
  131000: { title: 'Something went wrong', status: 500 },
  131005: { title: 'Access denied', status: 403 },
  131008: { title: 'Required parameter is missing', status: 400 },
  131009: { title: 'Parameter value is not valid', status: 400 },
  131016: { title: 'Service unavailable', status: 500 },
  131021: { title: 'Recipient cannot be sender', status: 400 },
  131026: { title: 'Message undeliverable', status: 400 },
  131030: { title: 'Recipient phone number not in allowed list', status: 400 },
  131031: { title: 'Account has been locked', status: 403 },
  131042: { title: 'Business eligibility payment issue', status: 400 },
  131045: { title: 'Incorrect certificate', status: 500 },
  131047: { title: 'Re-engagement message', status: 400 },
  131048: { title: 'Spam rate limit hit', status: 400 },
  131049: { title: 'This message was not delivered to maintain healthy ecosystem engagement.', status: 400 },
  131050: { title: 'User has stopped marketing messages', status: 400 },
  131051: { title: 'Message type unknown', status: 400 },
  131052: { title: 'Media download error', status: 400 },
  131053: { title: 'Media upload error', status: 400 },
  131056: { title: 'Pair rate limit hit', status: 400 },
  131057: { title: 'Account in maintenance mode', status: 500 },
  131062: { title: 'Business-scoped User ID (BSUID) recipients are not supported for this message.', status: 400 },
  132000: { title: 'Number of parameters does not match the expected number of params', status: 400 },
  132001: { title: 'Template name does not exist in the translation', status: 404 },
  132005: { title: 'Translated text too long', status: 400 },
  132007: { title: 'Template format character policy violated', status: 400 },
  132012: { title: 'Parameter format does not match format in the created template', status: 400 },
  132015: { title: 'Template is paused', status: 400 },
  132016: { title: 'Template is disabled', status: 400 },
  132018: { title: 'There is an issue with the parameters in your template', status: 400 },
  133010: { title: 'Phone number not registered', status: 400 },
};

/** An answer of the Graph API that is an error, with the shapes it has in a response and in a webhook. */
export class GraphFault extends Error {
  readonly code: number;
  readonly details: string;
  readonly httpStatus: number;
  readonly subcode: number | null;
  readonly retryAfterSeconds: number | null;

  constructor(code: number, details: string, more: { subcode?: number; httpStatus?: number; retryAfterSeconds?: number } = {}) {
    super(`(#${code}) ${titles[code]?.title ?? 'Unknown error'}`);
    this.name = 'GraphFault';
    this.code = code;
    this.details = details;
    this.httpStatus = more.httpStatus ?? titles[code]?.status ?? 400;
    this.subcode = more.subcode ?? null;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }

  /** The body of the HTTP answer. */
  toResponse(): { error: Record<string, unknown> } {
    return {
      error: {
        message: this.message,
        type: this.code === 190 ? 'OAuthException' : this.code === 100 && this.subcode === 33 ? 'GraphMethodException' : 'OAuthException',
        code: this.code,
        error_data: { messaging_product: 'whatsapp', details: this.details },
        ...(this.subcode === null ? {} : { error_subcode: this.subcode }),
        fbtrace_id: `A${randomBytes(12).toString('base64url')}`,
      },
    };
  }

  /** The error object inside a `failed` status. */
  toWire(): WireError {
    const title = titles[this.code]?.title ?? 'Unknown error';
    return {
      code: this.code,
      title,
      message: title,
      error_data: { details: this.details },
      href: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes/',
    };
  }
}
