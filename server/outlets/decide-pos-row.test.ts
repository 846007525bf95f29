import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decidePosRow } from './decide-pos-row.ts';

const good = {
  oid: 8801,
  fid: 7,
  name: ' Kedai Kopi ',
  timezone: 'Asia/Kuching',
  expiry_date: '2026-12-31',
  status: 'active',
  address: { line1: '1 Jalan Ipoh' },
};
const reasonOf = (change: object): string | null => {
  const verdict = decidePosRow.outlet({ ...good, ...change });
  return 'reject' in verdict ? `${verdict.reject.reason} ${verdict.reject.field}` : null;
};

describe('rows of the POS', () => {
  it('are taken with what is there; what is missing is null (POS-17)', () => {
    assert.deepEqual(decidePosRow.outlet(good), {
      row: {
        ...{ oid: '8801', fid: '7', name: 'Kedai Kopi', timezone: 'Asia/Kuching', expiryDate: '2026-12-31', status: 'active' },
        ...{ address: '{"line1":"1 Jalan Ipoh"}', amount: null, currency: null, cycleMonths: null, paymentUrl: null, contacts: null, contactCount: 0 },
      },
    });
    const bare = decidePosRow.outlet({ oid: '5', fid: '7', name: 'X' });
    assert.ok('row' in bare);
    assert.deepEqual([bare.row.timezone, bare.row.expiryDate, bare.row.address, bare.row.status], ['Asia/Kuala_Lumpur', null, null, 'active']);
    const rich = decidePosRow.outlet({
      ...good,
      ...{
        expiry_date: '2026-12-31T16:00:00Z',
        amount: '1200.5',
        currency: 'myr',
        cycle_months: 12,
        payment_url: 'https://pay.example/8801',
        status: 'CLOSED',
      },
      contacts: [{ name: 'Encik Ali', phone: 60123456789, is_primary: 1, secret: 'x' }, null, 'nonsense'],
    });
    assert.ok('row' in rich);
    assert.deepEqual(
      [rich.row.expiryDate, rich.row.amount, rich.row.currency, rich.row.cycleMonths, rich.row.paymentUrl, rich.row.status, rich.row.contactCount],
      ['2026-12-31', '1200.50', 'MYR', 12, 'https://pay.example/8801', 'closed', 1],
    );
    assert.deepEqual(JSON.parse(rich.row.contacts ?? ''), [{ name: 'Encik Ali', phone: '60123456789', email: null, is_primary: true }]);
  });

  it('are kept aside with their reason', () => {
    const cases: [object, string][] = [
      [{ oid: 0 }, 'no_number oid'],
      [{ oid: 2 ** 60 }, 'no_number oid'],
      [{ oid: 'x' }, 'no_number oid'],
      [{ fid: null }, 'unknown_franchise fid'],
      [{ name: '  ' }, 'no_name name'],
      [{ name: 7 }, 'no_name name'],
      [{ status: 'sold' }, 'bad_status status'],
      [{ timezone: 'Asia/Atlantis' }, 'bad_zone timezone'],
      [{ expiry_date: '2026-02-30' }, 'bad_date expiry_date'],
      [{ expiry_date: '31/12/2026' }, 'bad_date expiry_date'],
      [{ expiry_date: '2026-12-311' }, 'bad_date expiry_date'],
      [{ expiry_date: 20261231 }, 'bad_date expiry_date'],
      [{ amount: -1 }, 'bad_amount amount'],
      [{ amount: 'RM 12' }, 'bad_amount amount'],
      [{ currency: 'ringgit' }, 'bad_amount currency'],
      [{ cycle_months: 1.5 }, 'bad_amount cycle_months'],
      [{ payment_url: 'javascript:alert(1)' }, 'unreadable payment_url'],
      [{ address: 'x'.repeat(5_000) }, 'unreadable address'],
    ];
    for (const [change, reason] of cases) assert.equal(reasonOf(change), reason, JSON.stringify(change));
    for (const change of [{ expiry_date: '' }, { expiry_date: '0000-00-00' }, { expiry_date: null }, { timezone: ' ' }, { address: null }])
      assert.equal(reasonOf(change), null);
    assert.deepEqual(decidePosRow.franchise([]), { reject: { key: null, reason: 'unreadable', field: null } });
    assert.deepEqual(decidePosRow.franchise({ fid: 7, name: '' }), { reject: { key: '7', reason: 'no_name', field: 'name' } });
  });

  it('still tell until when an outlet is paid when only something else is wrong', () => {
    const toldOf = (change: object): unknown => {
      const verdict = decidePosRow.outlet({ ...good, ...change });
      return 'reject' in verdict && verdict.reject.expiryDate;
    };
    assert.equal(toldOf({ expiry_date: '2027-12-31', currency: 'ringgit' }), '2027-12-31');
    assert.deepEqual(
      [toldOf({ expiry_date: 'soon', currency: 'RM' }), toldOf({ expiry_date: null, currency: 'RM' }), toldOf({ oid: 'x' })],
      [undefined, undefined, undefined],
    );
  });

  it('name each zone in one way, however the POS spells it; an offset stays one', () => {
    for (const [given, expected] of [
      ['asia/kuala_lumpur', 'Asia/Kuala_Lumpur'],
      [' ASIA/KUCHING ', 'Asia/Kuching'],
      ['Singapore', 'Asia/Singapore'],
      ['+08:00', '+08:00'],
      ['Etc/GMT-8', 'Etc/GMT-8'],
    ] as const) {
      const verdict = decidePosRow.outlet({ ...good, timezone: given });
      assert.equal('row' in verdict && verdict.row.timezone, expected);
    }
  });

  it('never throw, and what is taken fits its columns', () => {
    const any = fc.oneof(fc.jsonValue(), fc.string(), fc.double(), fc.constant('2026-02-29'));
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ oid: any, fid: any, name: any, expiry_date: any, timezone: any, amount: any, contacts: any })),
        (given) => {
          for (const verdict of [decidePosRow.franchise(given), decidePosRow.outlet(given)]) {
            if (!('row' in verdict)) continue;
            assert.ok([...verdict.row.name].length <= 255 && verdict.row.name !== '');
            if ('oid' in verdict.row) assert.match(`${verdict.row.oid} ${verdict.row.expiryDate}`, /^[1-9]\d* (null|\d{4}-\d{2}-\d{2})$/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
