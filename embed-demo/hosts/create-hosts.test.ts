import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hostTokenClaimsSchema } from '../../types/access.ts';
import { createHosts, type Hosts } from './create-hosts.ts';
import type { HostOutlet } from './describe-outlets.ts';

const secret = 'a-secret-of-at-least-thirty-two-characters';

describe('the back offices', () => {
  let hosts: Hosts;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engage-hosts-'));
    for (const name of ['bootstrap', 'react']) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'index.html'), `<meta name="engage-url" content="%ENGAGE_URL%">${name}`);
    }
    hosts = createHosts({ engageUrl: 'http://127.0.0.1:8080/', embedSecret: secret, folder });
    await hosts.bootstrap.listen();
    await hosts.react.listen();
  });
  after(async () => {
    await hosts.bootstrap.close();
    await hosts.react.close();
    await rm(folder, { recursive: true });
  });

  const signIn = async (user: string): Promise<string> => {
    const answer = await fetch(`${hosts.bootstrap.url}/session`, { method: 'POST', body: JSON.stringify({ user }) });
    return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };

  it('vouch for their user with a token the server accepts', async () => {
    const cookie = await signIn('pos-2002');
    const answer = await fetch(`${hosts.bootstrap.url}/engage-token`, { method: 'POST', headers: { cookie } });
    const { token } = (await answer.json()) as { token: string };
    const [head = '', body = '', signature] = token.split('.');
    assert.equal(signature, createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url'));
    const claims = hostTokenClaimsSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    assert.deepEqual([claims.sub, claims.role, claims.tenant], ['pos-2002', 'agent', 'default']);
    assert.ok(claims.exp - claims.iat <= 600);
    assert.equal((await fetch(`${hosts.bootstrap.url}/engage-token`)).status, 405);
  });

  it('show outlets and people only as far as the user may see them', async () => {
    const outletsOf = async (user: string): Promise<HostOutlet[]> => {
      const answer = await fetch(`${hosts.bootstrap.url}/api/outlets`, { headers: { cookie: await signIn(user) } });
      return (await answer.json()) as HostOutlet[];
    };
    assert.ok((await outletsOf('pos-2001')).length > 100);
    assert.ok((await outletsOf('pos-2002')).every((outlet) => outlet.state === 'Kuala Lumpur'));
    assert.ok((await outletsOf('pos-2003')).every((outlet) => outlet.fid === '101'));
    assert.ok((await outletsOf('pos-2004')).every((outlet) => outlet.address === null && outlet.contacts.every((contact) => contact.phone === null)));
    assert.ok((await outletsOf('pos-2004')).some((outlet) => outlet.isAddressHidden));
    assert.ok((await outletsOf('pos-2001')).some((outlet) => outlet.address !== null));
  });

  it('serve their pages under a policy that allows nothing but themselves and Engage', async () => {
    for (const [url, name] of [
      [hosts.bootstrap.url, 'bootstrap'],
      [`${hosts.bootstrap.url}/outlets/8801`, 'bootstrap'],
      [`${hosts.bootstrap.url}/support`, 'bootstrap'],
      [`${hosts.react.url}/outlets/8801`, 'react'],
    ] as const) {
      const answer = await fetch(url);
      const policy = answer.headers.get('content-security-policy') ?? '';
      assert.match(policy, /^default-src 'none'; script-src 'self' http:\/\/127\.0\.0\.1:8080; style-src 'self'; font-src 'self'; img-src/);
      assert.doesNotMatch(policy, /unsafe|\*/);
      assert.equal(await answer.text(), `<meta name="engage-url" content="http://127.0.0.1:8080">${name}`);
    }
    assert.equal((await fetch(`${hosts.bootstrap.url}/elsewhere`)).status, 404);
    assert.equal((await fetch(`${hosts.bootstrap.url}/..%2f..%2fpackage.json`)).status, 404);
    assert.equal((await fetch(`${hosts.bootstrap.url}/jquery/jquery.min.js`)).status, 200);
  });
});
