import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideZoneTime, zoneDayOf, zoneDayText, zoneTimeInstant, zoneWeekday } from './decide-zone-time.ts';

const ZONES = ['Asia/Kuala_Lumpur', 'Asia/Singapore', 'Asia/Kuching', 'Australia/Sydney', 'Australia/Lord_Howe', 'America/New_York', 'Asia/Kathmandu', 'UTC'];
const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });

test('day and minute are what Intl says, in every zone, at every instant', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instant, (zone, at) => {
      const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(at);
      const { day, minute } = decideZoneTime(zone, at);
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      assert.equal(`${zoneDayText(day)} ${clock}`, text);
    }),
    { numRuns: 500 },
  );
});

test('an instant of a day and minute leads back to them, but where the clocks leap over it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instant, fc.integer({ min: 0, max: 1_439 }), (zone, at, minute) => {
      const { day } = decideZoneTime(zone, at);
      const back = decideZoneTime(zone, zoneTimeInstant(zone, day, minute));
      if (minute >= 240) assert.deepEqual(back, { day, minute });
      else assert.ok(back.day === day && Math.abs(back.minute - minute) <= 60);
    }),
    { numRuns: 500 },
  );
});

test('the clocks of Sydney: nine in the morning before and after each change', () => {
  const nine = (day: string): string => new Date(zoneTimeInstant('Australia/Sydney', zoneDayOf(day), 540)).toISOString();
  assert.deepEqual(
    [nine('2026-04-04'), nine('2026-04-05'), nine('2026-10-03'), nine('2026-10-04')],
    ['2026-04-03T22:00:00.000Z', '2026-04-04T23:00:00.000Z', '2026-10-02T23:00:00.000Z', '2026-10-03T22:00:00.000Z'],
  );
  const leapt = zoneTimeInstant('Australia/Sydney', zoneDayOf('2026-10-04'), 150);
  assert.equal(new Date(leapt).toISOString(), '2026-10-03T16:30:00.000Z', 'half past two is half past three');
});

test('a zone nobody knows is the company’s; weekdays begin on Monday', () => {
  const at = Date.UTC(2026, 10, 21, 18);
  assert.deepEqual(decideZoneTime('Mars/Olympus', at), decideZoneTime('Asia/Kuala_Lumpur', at));
  assert.deepEqual(
    ['2026-11-16', '2026-11-21', '2026-11-22'].map((day) => zoneWeekday(zoneDayOf(day))),
    [0, 5, 6],
  );
});
