import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideMediaUrl } from './decide-media-url.ts';

const hosts = ['lookaside.fbsbx.com'];
const allowed = (address: string, isProduction = true): boolean => decideMediaUrl(address, { hosts, isProduction }) !== null;

test('only https and only the hosts named', () => {
  assert.equal(allowed('https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1'), true);
  for (const address of [
    'http://lookaside.fbsbx.com/x',
    'https://lookaside.fbsbx.com:8443/x',
    'https://lookaside.fbsbx.com.evil.example/x',
    'https://evil.example/lookaside.fbsbx.com',
    'https://user:pass@lookaside.fbsbx.com/x',
    'https://169.254.169.254/latest',
    'file:///etc/passwd',
    '//lookaside.fbsbx.com/x',
    'nonsense',
  ])
    assert.equal(allowed(address), false, address);
});

test('loopback is for the simulator and never in production', () => {
  for (const address of ['http://127.0.0.1:4040/x', 'http://localhost:4040/x', 'http://[::1]:4040/x']) {
    assert.equal(allowed(address, false), true, address);
    assert.equal(allowed(address, true), false, address);
  }
  assert.equal(allowed('http://127.0.0.1.evil.example/x', false), false);
});
