import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createPosSimulator, type PosSimulator } from './create-pos-simulator.ts';
import type { PosContact, PosFranchise, PosOutlet } from './pos-types.ts';

describe('POS simulator', () => {
  let pos: PosSimulator;
  const get = async (path: string, token = 'pos-token'): Promise<Response> =>
    await fetch(path.startsWith('http') ? path : `${pos.url}${path}`, { headers: { authorization: `Bearer ${token}` } });

  before(async () => {
    pos = createPosSimulator({ token: 'pos-token' });
    await pos.listen();
  });
  after(async () => {
    await pos.close();
  });
  beforeEach(() => {
    pos.reset();
  });

  it('wants the bearer token and speaks of franchises and outlets', async () => {
    assert.equal((await get('/franchises', 'wrong')).status, 401);
    const franchises = (await (await get('/franchises')).json()) as PosFranchise[];
    const outlets = (await (await get('/outlets')).json()) as PosOutlet[];
    assert.ok(franchises.length >= 25);
    assert.ok(outlets.length >= 200);
    assert.equal(new Set(outlets.map((outlet) => outlet.oid)).size, outlets.length);
    assert.ok(outlets.every((outlet) => franchises.some((franchise) => franchise.fid === outlet.fid)));
    assert.ok(outlets.some((outlet) => outlet.expiry_date === null) && outlets.some((outlet) => outlet.status !== 'active'));
  });

  it('gives only what changed since, and pages by Link', async () => {
    pos.putOutlet({ oid: 8801, name: 'Sri Kopitiam, Bangsar South' });
    const since = new Date(Date.now() - 60_000).toISOString();
    const changed = (await (await get(`/outlets?updated_since=${since}`)).json()) as PosOutlet[];
    assert.ok(changed.some((outlet) => outlet.name === 'Sri Kopitiam, Bangsar South'));
    pos.configure({ pageSize: 50 });
    let path: string | undefined = '/outlets';
    const seen: number[] = [];
    while (path !== undefined) {
      const answer: Response = await get(path);
      seen.push(...((await answer.json()) as PosOutlet[]).map((outlet) => outlet.oid));
      path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    assert.ok(seen.length >= 115 && new Set(seen).size === seen.length);
    assert.equal((await get('/outlets?updated_since=yesterday')).status, 400);
  });

  it('finds people by phone, unless it cannot', async () => {
    const [contact] = (await (await get('/contacts?phone=%2B60138846200')).json()) as PosContact[];
    assert.equal(contact?.name, 'Encik Rahman');
    assert.equal(contact?.oids.length, 6);
    assert.deepEqual(await (await get('/contacts?phone=%2B60100000000')).json(), []);
    pos.configure({ hasContactsEndpoint: false, hasOutletContacts: false });
    assert.equal((await get('/contacts?phone=x')).status, 404);
    assert.equal('contacts' in (((await (await get('/outlets')).json()) as PosOutlet[])[0] ?? {}), false);
  });

  it('fails when told to, as often as told', async () => {
    pos.configure({ failure: 'http', failureStatus: 503, failTimes: 2 });
    assert.deepEqual([(await get('/franchises')).status, (await get('/franchises')).status, (await get('/franchises')).status], [503, 503, 200]);
    pos.configure({ failure: 'malformed', failTimes: 1 });
    await assert.rejects((await get('/franchises')).json());
    assert.equal(pos.requests.get('/franchises'), 4);
  });
});
