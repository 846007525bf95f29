import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadConfig } from './config.ts';

const given = {
  DATABASE_URL: 'mysql://engage@db/engage',
  RABBITMQ_URL: 'amqp://broker',
  REDIS_URL: 'redis://cache',
  WABA_VERIFY_TOKEN: 'verify-token',
  WABA_APP_SECRET: 'app-secret',
  WABA_ACCESS_TOKEN: 'access-token',
  WABA_PHONE_NUMBER_ID: '4711',
  WABA_ID: '102',
  SESSION_SECRET: 'x'.repeat(32),
};
const faultsOf = (more: Record<string, string>): string => {
  try {
    loadConfig({ ...given, ...more });
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('the configuration', () => {
  it('is production and Meta unless told otherwise', () => {
    const config = loadConfig(given);
    assert.deepEqual([config.NODE_ENV, config.WABA_API_BASE, config.ALLOW_SIMULATORS], ['production', 'https://graph.facebook.com/v26.0', false]);
  });

  it('lists every fault at once', () => {
    const faults = faultsOf({ DATABASE_URL: '', SESSION_SECRET: 'short', WABA_API_BASE: 'http://127.0.0.1:9/v26.0', WABA_ID: '' });
    for (const name of ['DATABASE_URL', 'SESSION_SECRET', 'WABA_API_BASE', 'WABA_ID']) assert.match(faults, new RegExp(`^  ${name}: `, 'm'));
  });

  it('wants the account in production only', () => {
    assert.match(faultsOf({ WABA_ID: '' }), /WABA_ID: .* required in production/);
    assert.equal(faultsOf({ WABA_ID: '', NODE_ENV: 'development' }), '');
  });

  it('refuses simulators in production, wherever on this machine they listen', () => {
    for (const host of [
      '127.0.0.1:4010',
      '127.9.9.9',
      'localhost',
      'LOCALHOST:1',
      'graph.localhost',
      '[::1]:4010',
      '[::ffff:127.0.0.1]',
      '0.0.0.0:80',
      '2130706433',
    ]) {
      assert.match(faultsOf({ WABA_API_BASE: `http://${host}/v26.0` }), /WABA_API_BASE: .* this machine/, host);
      assert.match(faultsOf({ WABA_API_BASE: `https://${host}/v26.0` }), /WABA_API_BASE: .* this machine/, host);
      assert.match(faultsOf({ POS_BASE_URL: `http://${host}` }), /POS_BASE_URL: .* this machine/, host);
      assert.match(faultsOf({ WABA_MEDIA_HOSTS: `lookaside.fbsbx.com, ${host}` }), /WABA_MEDIA_HOSTS: .* this machine/, host);
    }
    assert.match(faultsOf({ WABA_API_BASE: 'http://graph-simulator:4010/v26.0' }), /WABA_API_BASE: must be https/);
  });

  it('wants the host’s keys over https in production', () => {
    const plain = { EMBED_JWKS_URL: 'http://pos.example.my/jwks.json' };
    assert.match(faultsOf(plain), /EMBED_JWKS_URL: must be https/);
    for (const more of [{ NODE_ENV: 'test' }, { ALLOW_SIMULATORS: '1' }, { EMBED_JWKS_URL: 'https://pos.example.my/jwks.json' }])
      assert.equal(faultsOf({ ...plain, ...more }), '');
  });

  it('lets real addresses through', () => {
    for (const more of [
      { WABA_API_BASE: 'https://graph.facebook.com/v27.0' },
      { POS_BASE_URL: 'http://pos.internal:8080' },
      { WABA_MEDIA_HOSTS: 'lookaside.fbsbx.com' },
    ])
      assert.equal(faultsOf(more), '');
  });

  it('takes simulators where they belong, or when somebody says so', () => {
    const simulated = { WABA_API_BASE: 'http://127.0.0.1:4010/v26.0', POS_BASE_URL: 'http://127.0.0.1:4011', WABA_MEDIA_HOSTS: '127.0.0.1' };
    for (const more of [{ NODE_ENV: 'development' }, { NODE_ENV: 'test' }, { ALLOW_SIMULATORS: '1' }]) assert.equal(faultsOf({ ...simulated, ...more }), '');
    for (const more of [{ NODE_ENV: 'production' }, { ALLOW_SIMULATORS: '0' }, { ALLOW_SIMULATORS: 'yes' }])
      assert.equal(faultsOf({ ...simulated, ...more }).match(/this machine/g)?.length, 3);
  });
});
