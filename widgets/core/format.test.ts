import { expect } from '@open-wc/testing';
import { format } from './format.ts';

const now = Date.parse('2026-11-21T06:32:00Z');

describe('format', () => {
  const en = format('en');
  const ms = format('ms');

  it('shows times in Malaysia, whatever the machine says', () => {
    expect(en.time('2026-11-21T06:32:00Z')).to.equal('14:32');
    expect(en.exact('2026-11-21T17:00:00Z')).to.equal('22 Nov 2026, 01:00');
    expect(format('en', 'Europe/Berlin').time('2026-11-21T06:32:00Z')).to.equal('07:32');
    expect(format('en', 'Not/AZone').time('2026-11-21T06:32:00Z')).to.equal('14:32');
  });

  it('near: time today, then yesterday, weekday, date, year', () => {
    expect(en.near('2026-11-21T06:00:00Z', now)).to.equal('14:00');
    // 00:30 in Kuala Lumpur is today although it is yesterday in UTC
    expect(en.near('2026-11-20T16:30:00Z', now)).to.equal('00:30');
    expect(en.near('2026-11-20T06:00:00Z', now)).to.equal('Yesterday');
    expect(ms.near('2026-11-20T06:00:00Z', now)).to.equal('Semalam');
    expect(en.near('2026-11-17T06:00:00Z', now)).to.equal('Tue');
    expect(en.near('2026-11-02T06:00:00Z', now)).to.equal('2 Nov');
    expect(en.near('2025-11-02T06:00:00Z', now)).to.equal('2 Nov 2025');
  });

  it('day headings and same day follow the zone', () => {
    expect(en.day('2026-11-21T01:00:00Z', now)).to.equal('Today');
    expect(ms.day('2026-11-21T01:00:00Z', now)).to.equal('Hari ini');
    expect(en.day('2026-11-16T01:00:00Z', now)).to.match(/^Monday,? 16 November$/);
    expect(en.sameDay('2026-11-20T16:30:00Z', '2026-11-21T15:59:00Z')).to.equal(true);
    expect(en.sameDay('2026-11-20T15:30:00Z', '2026-11-20T16:30:00Z')).to.equal(false);
  });

  it('relative times', () => {
    expect(en.relative('2026-12-05T06:32:00Z', now)).to.equal('in 14 days');
    expect(en.relative('2026-11-21T06:29:00Z', now)).to.equal('3 minutes ago');
    expect(en.relative('2026-11-21T06:31:40Z', now)).to.equal('now');
    expect(ms.relative('2026-11-21T04:32:00Z', now)).to.equal('2 jam lalu');
  });

  it('a day without a time is that day everywhere; how far away it is follows the zone it belongs to', () => {
    const losAngeles = format('en', 'America/Los_Angeles');
    expect(losAngeles.date('2026-12-05')).to.equal('5 Dec 2026');
    expect(losAngeles.date('2026-12-05T06:32:00Z')).to.equal('4 Dec 2026');
    // 23:30 on the 21st in Kuala Lumpur, 00:30 on the 22nd in Tokyo
    const late = Date.parse('2026-11-21T15:30:00Z');
    expect(en.daysUntil('2026-11-21', 'Asia/Kuala_Lumpur', late)).to.equal(0);
    expect(en.daysUntil('2026-11-21', 'Asia/Tokyo', late)).to.equal(-1);
    expect(losAngeles.daysUntil('2026-12-05', 'Asia/Kuala_Lumpur', late)).to.equal(14);
    expect(en.daysUntil('2026-11-22', 'Not/AZone', late)).to.equal(1);
    expect([en.inDays(0), en.inDays(-1), en.inDays(14), ms.inDays(14)]).to.deep.equal(['today', 'yesterday', 'in 14 days', 'dalam 14 hari']);
  });

  it('sizes, media clocks, what is left', () => {
    expect(en.fileSize(212_000)).to.equal('212 kB');
    expect(en.fileSize(5_240_000)).to.equal('5.2 MB');
    expect(en.fileSize(12)).to.equal('12 bytes');
    expect(en.clock(18)).to.equal('0:18');
    expect(en.clock(3723)).to.equal('1:02:03');
    expect(en.left(85_740_000)).to.equal('23h 49m');
    expect(ms.left(85_740_000)).to.equal('23 j 49 min');
    expect(ms.left(3 * 86_400_000)).to.equal('3 hari');
    expect([en.left(3_600_000), en.left(25.5 * 3_600_000)]).to.deep.equal(['1h', '25h']);
    expect(en.left(3 * 86_400_000)).to.equal('3 days');
    expect(en.left(-5)).to.equal('0m');
  });

  it('phones, also masked and foreign', () => {
    expect(en.phone('+60123456789')).to.equal('+60 12-345 6789');
    expect(en.phone('601112345678')).to.equal('+60 11-1234 5678');
    expect(en.phone('+60312345678')).to.equal('+60 3-1234 5678');
    expect(en.phone('+6012•••6789')).to.equal('+60 12-••• 6789');
    expect(en.phone('+6591234567')).to.equal('+65 9123 4567');
    expect(en.phone('kedai.makan')).to.equal('kedai.makan');
  });

  it('a broken instant shows nothing instead of throwing', () => {
    expect(en.time('not a time')).to.equal('');
  });
});
