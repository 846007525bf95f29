import { expect } from '@open-wc/testing';
import type { ErrorCode } from '../../../types/errors.ts';
import { EngageError } from '../../core/engage-error.ts';
import { refusalKey } from './refusal-key.ts';

const of = (code: ErrorCode, details?: Record<string, unknown>): string => refusalKey(new EngageError({ code, message: 'x', ...(details && { details }) }));

describe('refusalKey', () => {
  it('tells the reasons of one code apart', () => {
    expect(of('forbidden')).to.equal('refused.forbidden');
    expect(of('forbidden', { reason: 'opted_out' })).to.equal('refused.opted_out');
    expect(of('conflict')).to.equal('refused.conflict');
    expect(of('conflict', { status: 'closed' })).to.equal('refused.closed');
    expect(of('conflict', { status: 'PAUSED' })).to.equal('refused.template_paused');
    expect(of('conflict', { status: 'unknown', retryAfterMs: 9 })).to.equal('refused.unconfirmed');
    expect(of('window_closed', { windowEndsAt: null })).to.equal('refused.window_closed');
  });
});
