import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decideFailure } from '../messages/decide-failure.ts';
import { decideSendFailure, type SendFailureInput } from './decide-send-failure.ts';

const first = (code: string, more: Partial<SendFailureInput> = {}): SendFailureInput => ({
  code,
  subcode: null,
  httpStatus: 400,
  isTransient: false,
  retryAfterMs: null,
  tries: 1,
  random: 0.5,
  ...more,
});

/** whatsapp.md §3.4, row by row: code → what we do, what the person reads, whether "Try again" is offered. */
const TABLE: readonly [codes: string, action: string, key: string, canRetry: boolean][] = [
  ['0 190', 'stop', 'channel_stopped', true],
  ['3 10 200 210 299 131005', 'stop', 'channel_stopped', true],
  ['368 131031', 'stop', 'channel_stopped', true],
  ['33', 'stop', 'channel_stopped', true],
  ['131037', 'stop', 'channel_stopped', true],
  ['131042 131044', 'stop', 'payment', true],
  ['131045 133010', 'stop', 'channel_stopped', true],
  ['130497', 'fail', 'country_blocked', false],
  ['131064', 'retry', 'rate_limited', true],
  ['4 80007 130429', 'retry', 'rate_limited', true],
  ['131048', 'retry', 'rate_limited', true],
  ['131056', 'retry', 'too_many_to_contact', true],
  ['1 131000 135000', 'retry', 'temporary', true],
  ['2 131016 133004 131057 133000', 'retry', 'temporary', true],
  ['100 131008 131009', 'fail', 'invalid_content', false],
  ['130403', 'fail', 'blocked', false],
  ['130472 131049', 'fail', 'marketing_limit', false],
  ['131021 131030 131062', 'fail', 'not_on_whatsapp', false],
  ['131026', 'fail', 'not_on_whatsapp', true],
  ['131047', 'needs_template', 'window_closed', false],
  ['131050', 'fail', 'opted_out', false],
  ['131051 131055', 'fail', 'invalid_content', false],
  ['131052 131053', 'fail', 'media_rejected', true],
  ['131063', 'fail', 'marketing_limit', false],
  ['131041 131201 131202 131060 137000', 'fail', 'unknown', true],
  ['132000 132005 132007 132008 132012 132018', 'fail', 'template_params', false],
  ['132001', 'fail', 'template_missing', false],
  ['132015 132016', 'fail', 'template_paused', false],
  ['132068', 'fail', 'unknown', true],
  ['132069', 'retry', 'temporary', true],
  ['133005 133006', 'fail', 'unknown', true],
  ['133008 133009 133015', 'retry', 'temporary', true],
  ['134011', 'fail', 'payment', false],
  ['134100 134101 134102 1752041 138000 139000 139100 147001', 'fail', 'unknown', true],
  ['unreachable', 'retry', 'temporary', true],
  ['no_recipient', 'fail', 'not_on_whatsapp', false],
  ['no_content', 'fail', 'invalid_content', false],
  ['media_missing', 'fail', 'media_rejected', false],
];

describe('every code of the provider', () => {
  for (const [codes, action, key, canRetry] of TABLE) {
    for (const code of codes.split(' ')) {
      test(`${code} → ${action}, ${key}`, () => {
        assert.equal(decideSendFailure(first(code)).action, action);
        const shown = decideFailure(code);
        assert.deepEqual([shown.key, shown.canRetry], [key, canRetry]);
      });
    }
  }

  test('a number that is not there is a stop, any other wrong parameter is not', () => {
    assert.equal(decideSendFailure(first('100', { subcode: 33 })).action, 'stop');
    assert.equal(decideSendFailure(first('100', { subcode: 2494010 })).action, 'fail');
  });
  test('a client fault stays one, whatever the HTTP status says', () => {
    assert.equal(decideSendFailure(first('131008', { httpStatus: 500 })).action, 'fail');
    assert.equal(decideSendFailure(first('132000', { httpStatus: 500, isTransient: true })).action, 'fail');
  });
  test('codes we have never seen: server faults are tried again, the rest fails', () => {
    assert.equal(decideSendFailure(first('999999', { httpStatus: 500 })).action, 'retry');
    assert.equal(decideSendFailure(first('999999', { httpStatus: 429 })).action, 'retry');
    assert.equal(decideSendFailure(first('999999', { isTransient: true })).action, 'retry');
    assert.equal(decideSendFailure(first('999999')).action, 'fail');
    assert.equal(decideSendFailure(first('http_404', { httpStatus: 404 })).action, 'fail');
  });
  test('reported later by a status webhook, a retry class is a failure: Meta had accepted the message', () => {
    for (const [codes, action] of TABLE) {
      for (const code of codes.split(' '))
        assert.equal(decideSendFailure(first(code, { tries: Number.MAX_SAFE_INTEGER })).action, action === 'retry' ? 'fail' : action, code);
    }
  });
  test('consequences beyond the message', () => {
    const effect = (code: string): unknown => (decideSendFailure(first(code)) as { effect?: unknown }).effect;
    assert.equal(effect('131050'), 'opt_out');
    assert.equal(effect('131026'), 'undeliverable');
    for (const code of ['132001', '132015', '132016']) assert.equal(effect(code), 'template');
    assert.equal((decideSendFailure(first('131048')) as { alert?: boolean }).alert, true);
  });
});

describe('when it comes back', () => {
  test('the pair limit waits 4^n seconds', () => {
    const delays = [1, 2, 3, 4, 5].map((tries) => decideSendFailure(first('131056', { tries, random: 0 })) as { delayMs?: number });
    assert.deepEqual(
      delays.map((decision) => decision.delayMs),
      [1_000, 4_000, 16_000, 64_000, 256_000],
    );
  });
  test('Retry-After is never undercut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('130429', '2', '4', '131000', '131056'),
        fc.integer({ min: 0, max: 3_600_000 }),
        fc.integer({ min: 1, max: 3 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (code, retryAfterMs, tries, random) => {
          const decision = decideSendFailure(first(code, { retryAfterMs, tries, random }));
          assert.ok(decision.action === 'retry' && decision.delayMs >= retryAfterMs);
        },
      ),
    );
  });
  test('nothing is tried for ever, and a later try never waits less on average', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.integer({ min: 100, max: 599 }), fc.boolean(), (code, httpStatus, isTransient) => {
        assert.notEqual(decideSendFailure(first(code, { httpStatus, isTransient, tries: 20 })).action, 'retry');
      }),
    );
    for (const code of ['2', '130429', '4', '131000']) {
      const delays = [1, 2, 3].map((tries) => (decideSendFailure(first(code, { tries })) as { delayMs: number }).delayMs);
      assert.deepEqual(
        delays,
        delays.toSorted((one, other) => one - other),
      );
    }
  });
});
