import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { renewalSettingsSchema } from '../../types/renewal-settings.ts';
import { decideSendTime } from './decide-send-time.ts';

const settings = renewalSettingsSchema.parse({ holidays: [], sendsOnWeekends: true, sendFrom: '02:05', sendUntil: '02:35' });

test('in the hour that summer time’s end repeats, what opens is ahead, the second time too', () => {
  // 02:01 in Sydney for the second time: the clocks went from three to two at 16:00 UTC
  const at = Date.parse('2026-04-04T16:01:30Z');
  const answer = decideSendTime(settings, 'Australia/Sydney', at);
  assert.deepEqual([answer.isAllowed, new Date(answer.at).toISOString()], [false, '2026-04-04T16:05:00.000Z']);
});

test('the first instant at which something may be sent is never behind, in any zone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Asia/Kuala_Lumpur', 'Australia/Sydney', 'Australia/Lord_Howe', 'America/New_York'),
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
      (zone, at) => {
        const answer = decideSendTime(settings, zone, at);
        assert.ok(answer.isAllowed ? answer.at === at : answer.at > at);
      },
    ),
    { numRuns: 500 },
  );
});
