import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { networkOf } from './network-of.ts';

describe('the network of an address', () => {
  it('is the address itself, however IPv4 is written', () => {
    assert.equal(networkOf('203.0.113.9'), '203.0.113.9');
    assert.equal(networkOf('::ffff:203.0.113.9'), '203.0.113.9');
    assert.equal(networkOf('unknown'), 'unknown');
  });

  it('is the first half of IPv6, however it is shortened', () => {
    for (const one of ['2001:db8:1:2::1', '2001:0DB8:0001:0002:ffff:1:2:3', '2001:db8:1:2:0:0:0:0', '2001:db8:1:2::%eth0'])
      assert.equal(networkOf(one), '2001:db8:1:2::/64', one);
    assert.equal(networkOf('2001:db8::5'), '2001:db8:0:0::/64');
    assert.equal(networkOf('::1'), '0:0:0:0::/64');
    assert.notEqual(networkOf('2001:db8:1:3::1'), networkOf('2001:db8:1:2::1'));
  });
});
