import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { RenewalRow } from '../../types/renewals.ts';
import { renewalCsvLine } from '../../types/renewal-csv-line.ts';

const row: RenewalRow = {
  id: '7',
  oid: '101',
  fid: '10',
  outletName: 'Kedai',
  franchiseName: 'Kopi',
  outletStatus: 'active',
  contact: { id: '1', name: 'Ali', phone: '+60123456789' },
  owner: null,
  dueOn: '2026-12-01',
  daysLeft: -3,
  price: { amount: '1200.00', currency: 'MYR' },
  status: 'due',
  outcome: null,
  paidOn: null,
  attempts: 2,
  last: { channel: 'whatsapp', step: 'd-7', result: 'read', at: '2026-11-24T01:00:00.000Z' },
  next: null,
  answeredAt: null,
  snoozedUntil: null,
  openTasks: 0,
  revision: 1,
};

/** One line of RFC 4180 taken apart again. */
function cellsOf(line: string): string[] {
  assert.ok(line.endsWith('\r\n'));
  return [...`${line.slice(0, -2)},`.matchAll(/("(?:[^"]|"")*"|[^",]*),/g)].map(([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}

describe('a line of CSV', () => {
  it('has a cell for each name of the head, days and times as they are, and nothing for what is not known', () => {
    const [head, line] = [cellsOf(renewalCsvLine()), cellsOf(renewalCsvLine(row))];
    assert.equal(head.length, line.length);
    const cell = (name: string): string | undefined => line[head.indexOf(name)];
    assert.deepEqual(['renewal', 'days_left', 'amount', 'due_on', 'last_at', 'owner', 'next_at'].map(cell), [
      '7',
      '-3',
      '1200.00',
      '2026-12-01',
      '2026-11-24T01:00:00.000Z',
      '',
      '',
    ]);
    assert.equal(cell('phone'), "'+60123456789", 'a number with its sign is a formula to a spreadsheet');
  });

  it('carries any name whole, and never as something that would be run', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\t', '\r', '\n', ';', ' ', 'x', '＝', '|') }),
    );
    fc.assert(
      fc.property(name, (outletName) => {
        const cells = cellsOf(renewalCsvLine({ ...row, outletName }));
        const at = cellsOf(renewalCsvLine()).indexOf('outlet');
        assert.equal(cells.length, cellsOf(renewalCsvLine()).length);
        const text = cells[at] ?? '';
        assert.ok(text === outletName || text === `'${outletName}`);
        assert.ok(!/^\s*[=+\-@＝＋－＠|%]/.test(text), text);
      }),
      { numRuns: 2_000 },
    );
  });
});
