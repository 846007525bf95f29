import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { listenServer } from '../listen-server.ts';
import { createPosSimulator, type PosSimulator } from './create-pos-simulator.ts';
import { largePosData } from './large-pos-data.ts';
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

  it('breaks off in the middle of a list, at the page it is told to', async () => {
    pos.configure({ failure: 'cut', failTimes: 1, passFirst: 1, failPath: '/outlets', pageSize: 40 });
    assert.equal(((await (await get('/outlets')).json()) as PosOutlet[]).length, 40);
    await assert.rejects((await get('/outlets?limit=1000&offset=40')).text());
    assert.equal(((await (await get('/outlets?limit=1000&offset=40')).json()) as PosOutlet[]).length, 40, 'no page is longer than the POS lets it be');
  });

  it('tells one outlet, when it can', async () => {
    assert.equal(((await (await get('/outlets/8801')).json()) as PosOutlet).oid, 8801);
    assert.equal((await get('/outlets/1')).status, 404);
    pos.configure({ hasOutletEndpoint: false });
    assert.equal((await get('/outlets/8801')).status, 404);
  });

  it('moves the expiry of an outlet that pays by its cycle, and says so at once where it is told to, signed', async () => {
    const heard: { body: string; signature: string; timestamp: string }[] = [];
    const ear = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { 'x-engage-signature': signature, 'x-engage-timestamp': timestamp } = request.headers;
        heard.push({ body: Buffer.concat(parts).toString(), signature: String(signature), timestamp: String(timestamp) });
        response.end();
      });
    });
    const url = await listenServer(ear, 0);
    try {
      pos.putOutlet({ oid: 8801, expiry_date: '2099-01-31', cycle_months: 1, amount: 120, currency: 'MYR' });
      pos.configure({ push: { url, secret: 'push-secret' } });
      const paid = await fetch(`${pos.url}/_sim/pay`, { method: 'POST', body: JSON.stringify({ oid: 8801 }) });
      assert.deepEqual(await paid.json(), { expiry_date: '2099-02-28' });
      assert.equal(((await (await get('/outlets/8801')).json()) as PosOutlet).expiry_date, '2099-02-28');
      const [push] = heard;
      assert.equal(push?.signature, `sha256=${createHmac('sha256', 'push-secret').update(`${push?.timestamp}.${push?.body}`).digest('hex')}`);
      assert.ok(Math.abs(Number(push?.timestamp) - Date.now() / 1000) < 60);
      const [event] = (JSON.parse(push?.body ?? '') as { events: Record<string, unknown>[] }).events;
      assert.deepEqual([event?.['type'], event?.['oid'], event?.['amount'], event?.['expiry_date']], ['renewal.paid', 8801, 120, '2099-02-28']);
    } finally {
      ear.close();
    }
  });

  it('asks for no money where it has been paid', async () => {
    const isPaid = async (): Promise<boolean> => ((await (await get('/pay/8801/bill')).json()) as { bill: { isPaid: boolean } }).bill.isPaid;
    for (const cycle_months of [12, 1]) {
      pos.putOutlet({ oid: 8801, expiry_date: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10), cycle_months });
      assert.equal(await isPaid(), false);
      await pos.pay(8801);
      assert.equal(await isPaid(), true);
    }
  });

  it('lists what people typed: phones in every manner, rows that are none, rows twice', async () => {
    pos.configure({ hasMessyPhones: true, garbageEvery: 10, duplicateEvery: 25 });
    const rows = (await (await get('/outlets')).json()) as (PosOutlet | string)[];
    const phones = rows.flatMap((row) => (typeof row === 'string' ? [] : (row.contacts ?? []).map(({ phone }) => phone)));
    assert.ok(
      phones.some((phone) => /^01\d-/.test(phone)) && phones.some((phone) => phone.startsWith('6')) && phones.some((phone) => phone.startsWith('+60 ')),
    );
    assert.ok(rows.some((row) => typeof row === 'string') && rows.some((row) => typeof row !== 'string' && row.name === ' '));
    const numbers = rows.flatMap((row) => (typeof row === 'string' ? [] : [row.oid]));
    assert.ok(new Set(numbers).size < numbers.length);
  });

  it('is as large as it is told to be, and the same each time', () => {
    const [one, other] = [largePosData(5_000, 0), largePosData(5_000, 0)];
    assert.deepEqual(one, other);
    assert.equal(new Set(one.outlets.map(({ oid }) => oid)).size, 5_000);
    const fids = new Set(one.franchises.map(({ fid }) => fid));
    assert.ok(one.outlets.every(({ fid }) => fids.has(fid)));
    for (const { phone } of one.outlets.flatMap(({ contacts }) => contacts ?? [])) assert.match(phone, /^\+60(11\d{8}|1[2-9]\d{7})$/);
  });
});
