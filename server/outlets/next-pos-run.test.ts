import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lastPosNight } from './last-pos-night.ts';
import { nextPosRun } from './next-pos-run.ts';

const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
const hourThere = (date: Date): string => new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kuala_Lumpur', timeStyle: 'medium' }).format(date);

describe('the clock of the POS', () => {
  it('knows the last two o’clock in Kuala Lumpur', () => {
    fc.assert(
      fc.property(instants, (now) => {
        const night = lastPosNight(now);
        assert.equal(hourThere(night), '02:00:00');
        assert.ok(night.getTime() <= now.getTime() && now.getTime() - night.getTime() < 86_400_000);
      }),
    );
  });

  it('says when it loads next: later than now, never past the next night', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(5, 30, 60, 1_440), (now, minutes) => {
        const next = nextPosRun(now, minutes).getTime();
        assert.ok(next > now.getTime() && next <= now.getTime() + minutes * 60_000);
        assert.ok(next <= lastPosNight(now).getTime() + 86_400_000);
      }),
    );
    assert.equal(nextPosRun(new Date('2026-11-21T17:59:00Z'), 1_440).toISOString(), '2026-11-21T18:00:00.000Z');
  });
});
