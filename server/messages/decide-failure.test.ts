import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FAILURE_KEYS } from '../../types/messages.ts';
import { decideFailure } from './decide-failure.ts';

describe('what a failed message means', () => {
  it('knows the codes agents meet', () => {
    const table = [
      ['131047', 'window_closed', false],
      ['131026', 'not_on_whatsapp', true],
      ['131056', 'too_many_to_contact', true],
      ['132015', 'template_paused', false],
      ['190', 'channel_stopped', true],
      ['200', 'channel_stopped', true],
      ['timeout', 'not_confirmed', true],
      ['999999', 'unknown', true],
    ] as const;
    for (const [code, key, canRetry] of table) assert.deepEqual(decideFailure(code), { code, key, canRetry });
  });

  it('only uses keys the widgets have words for', () => {
    for (let code = 0; code < 140_000; code += 1) assert.ok(FAILURE_KEYS.includes(decideFailure(String(code)).key));
  });
});
