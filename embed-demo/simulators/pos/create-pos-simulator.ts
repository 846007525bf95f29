import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { closeServer } from '../close-server.ts';
import { listenServer } from '../listen-server.ts';
import { readBody } from '../read-body.ts';
import { sendJson } from '../send-json.ts';
import { demoPosData } from './demo-pos-data.ts';
import { nextExpiry } from './next-expiry.ts';
import { outletText } from './outlet-text.ts';
import { PayDesk } from './pay-desk.ts';
import { PosState } from './pos-state.ts';
import type { PosBehaviour, PosFranchise, PosOutlet, PosSimulatorOptions } from './pos-types.ts';
import { pushPayment } from './push-payment.ts';

/** A running (or not yet running) simulator of the POS company's own API. */
export interface PosSimulator {
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
  /** The origin, for `POS_BASE_URL`. Throws before `listen`. */
  readonly url: string;
  /** Turns knobs; what is not named stays. */
  configure(change: Partial<PosBehaviour>): void;
  /** Adds or changes an outlet (and marks it as updated now), to make the data drift. */
  putOutlet(change: Partial<PosOutlet> & { oid: number }): void;
  /** Adds or changes a franchise. */
  putFranchise(change: Partial<PosFranchise> & { fid: number }): void;
  /** Takes an outlet off the lists, as if it had never been there. */
  removeOutlet(oid: number): void;
  /** A payment at the POS: the outlet's expiry moves by its cycle, and `push` hears of it. Answers the new expiry. */
  pay(oid: number): Promise<string>;
  /** Requests answered or failed so far, by path. */
  readonly requests: ReadonlyMap<string, number>;
  reset(): void;
}

const defaults: Readonly<PosBehaviour> = {
  failure: 'none',
  failureStatus: 500,
  failTimes: null,
  latencyMs: 0,
  pageSize: null,
  hasContactsEndpoint: true,
  hasOutletContacts: true,
  hasOutletEndpoint: true,
  hasMessyPhones: false,
  garbageEvery: 0,
  duplicateEvery: 0,
  push: null,
  failPath: null,
  passFirst: 0,
  isEndless: false,
};

/** A load of the lists waits so long for `/_sim/open`. */
const OPENS_WITHIN_MS = 12_000;

/**
 * Makes a POS simulator: `GET /franchises?updated_since`, `GET /outlets?updated_since` and `GET /contacts?phone`, each a JSON array
 * behind a bearer token; more than one page is announced by `Link: <…>; rel="next"`; `GET /outlets/{oid}` is one outlet. Knobs are under
 * `/_sim/`; `POST /_sim/pay {oid}` lets a merchant pay, `/pay/<oid>` is the page
 * their payment link leads to. Not for production.
 */
export function createPosSimulator(options: PosSimulatorOptions): PosSimulator {
  if (process.env['NODE_ENV'] === 'production') throw new Error('The POS simulator refuses to run with NODE_ENV=production.');
  const expected = Buffer.from(`Bearer ${options.token}`);
  const requests = new Map<string, number>();
  let behaviour: PosBehaviour = { ...defaults, ...options.behaviour };
  const state = new PosState(options.stateFile ?? null);
  let data = state.read() ?? structuredClone(options.data ?? demoPosData(Date.now()));
  state.write(data);
  const opened = Promise.withResolvers<boolean>();
  if (options.isWaiting !== true) opened.resolve(true);
  let origin: string | null = null;

  const putOutlet = (change: Partial<PosOutlet> & { oid: number }): void => {
    const known = data.outlets.find((outlet) => outlet.oid === change.oid);
    const blank: PosOutlet = {
      oid: change.oid,
      fid: data.franchises[0]?.fid ?? 1,
      name: `Outlet ${change.oid}`,
      timezone: 'Asia/Kuala_Lumpur',
      expiry_date: null,
      status: 'active',
      address: null,
      updated_at: '',
    };
    const next = { ...(known ?? blank), ...change, updated_at: new Date().toISOString() };
    data.outlets = known === undefined ? [...data.outlets, next] : data.outlets.map((outlet) => (outlet.oid === change.oid ? next : outlet));
    state.write(data);
  };
  const putFranchise = (change: Partial<PosFranchise> & { fid: number }): void => {
    const known = data.franchises.find((franchise) => franchise.fid === change.fid);
    const next = {
      ...(known ?? { fid: change.fid, name: `Franchise ${change.fid}`, status: 'active' as const }),
      ...change,
      updated_at: new Date().toISOString(),
    };
    data.franchises = known === undefined ? [...data.franchises, next] : data.franchises.map((franchise) => (franchise.fid === change.fid ? next : franchise));
  };
  const reset = (): void => {
    behaviour = { ...defaults, ...options.behaviour };
    data = structuredClone(options.data ?? demoPosData(Date.now()));
    state.write(data);
    requests.clear();
  };

  const removeOutlet = (oid: number): void => {
    data.outlets = data.outlets.filter((outlet) => outlet.oid !== oid);
  };
  const pay = async (oid: number): Promise<string> => {
    const outlet = data.outlets.find((one) => one.oid === oid);
    if (outlet === undefined) throw new Error(`there is no outlet ${oid}`);
    const expiry = nextExpiry(outlet.expiry_date, outlet.cycle_months ?? 12, new Date());
    putOutlet({ oid, expiry_date: expiry });
    if (behaviour.push) await pushPayment(behaviour.push, outlet, expiry);
    return expiry;
  };
  const desk = new PayDesk({ outlets: () => data.outlets, pay });
  const absolute = (outlet: PosOutlet | undefined): PosOutlet | undefined =>
    outlet?.payment_url?.startsWith('/') ? { ...outlet, payment_url: `${origin ?? ''}${outlet.payment_url}` } : outlet;

  const page = async (response: ServerResponse, url: URL, count: number, rowAt: (index: number) => string): Promise<void> => {
    const asked = Number(url.searchParams.get('limit') ?? 0);
    const limit = Math.min(asked > 0 ? asked : Number.POSITIVE_INFINITY, behaviour.pageSize ?? Number.POSITIVE_INFINITY);
    const asWritten = Number(url.searchParams.get('offset') ?? 0);
    const from = behaviour.isEndless ? asWritten % Math.max(count, 1) : asWritten;
    const next = new URL(url.pathname + url.search, origin ?? 'http://pos');
    next.searchParams.set('offset', String(asWritten + limit));
    const isCut = fails(url.pathname, 'cut');
    const until = isCut ? Math.min(count, from + limit) - 1 : Math.min(count, from + limit);
    response.writeHead(200, {
      'content-type': 'application/json',
      ...(from + limit < count || behaviour.isEndless ? { link: `<${next.href}>; rel="next"` } : {}),
    });
    response.write('[');
    for (let index = from; index < until; index++)
      if (!response.write((index === from ? '' : ',') + rowAt(index))) await new Promise((resolve) => response.once('drain', resolve));
    if (isCut) setImmediate(() => response.destroy());
    else response.end(']');
  };

  /** True when this request has been made to fail, in one of these ways. */
  const fails = (path: string, ...kinds: PosBehaviour['failure'][]): boolean => {
    if (behaviour.failPath !== null && behaviour.failPath !== path) return false;
    if (!kinds.includes(behaviour.failure) || behaviour.failTimes === 0) return false;
    if (behaviour.passFirst > 0) {
      behaviour.passFirst -= 1;
      return false;
    }
    if (behaviour.failTimes !== null) behaviour.failTimes -= 1;
    return true;
  };

  /** True when this request has been made to fail before it begins. */
  const failed = (response: ServerResponse, path: string): boolean => {
    if (!fails(path, 'http', 'malformed', 'disconnect', 'hang')) return false;
    if (behaviour.failure === 'http')
      sendJson(response, behaviour.failureStatus, { error: 'injected by the simulator' }, behaviour.failureStatus === 429 ? { 'retry-after': '1' } : {});
    else if (behaviour.failure === 'malformed') response.writeHead(200, { 'content-type': 'application/json' }).end('[{"fid": 1, "name": "cut sho');
    else if (behaviour.failure === 'disconnect') response.destroy();
    return true;
  };

  const control = async (request: IncomingMessage, response: ServerResponse, name: string): Promise<void> => {
    if (name === 'expiries')
      return sendJson(response, 200, Object.fromEntries(data.outlets.map(({ oid, expiry_date, status }) => [String(oid), { expiry_date, status }])));
    const body = request.method === 'POST' ? (JSON.parse((await readBody(request)).toString('utf8') || '{}') as object) : {};
    if (name === 'configure') behaviour = { ...behaviour, ...body };
    else if (name === 'outlets') putOutlet(body as PosOutlet);
    else if (name === 'pay') return sendJson(response, 200, { expiry_date: await pay((body as { oid: number }).oid) });
    else if (name === 'open') opened.resolve(true);
    else if (name === 'remove') removeOutlet((body as { oid: number }).oid);
    else if (name === 'franchises') putFranchise(body as PosFranchise);
    else if (name === 'reset') reset();
    else if (name !== 'state') return sendJson(response, 404, { error: `nothing at /_sim/${name}` });
    sendJson(response, 200, { behaviour, requests: Object.fromEntries(requests), franchises: data.franchises.length, outlets: data.outlets.length });
  };

  const server = createServer((request, response) => {
    const run = async (): Promise<void> => {
      const url = new URL(request.url ?? '/', 'http://pos');
      if (url.pathname === '/health') return sendJson(response, 200, { ok: true, name: 'pos-simulator' });
      if (url.pathname.startsWith('/pay/')) return await desk.answer(request, response, url);
      if (url.pathname.startsWith('/_sim/')) return await control(request, response, url.pathname.slice('/_sim/'.length));
      requests.set(url.pathname, (requests.get(url.pathname) ?? 0) + 1);
      if (behaviour.latencyMs > 0) await wait(behaviour.latencyMs);
      const given = Buffer.from(request.headers.authorization ?? '');
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        return sendJson(response, 401, { error: 'a bearer token is required' }, { 'www-authenticate': 'Bearer' });
      if (failed(response, url.pathname)) return;
      if (!(await Promise.race([opened.promise, wait(OPENS_WITHIN_MS, false, { ref: false })])))
        return sendJson(response, 503, { error: 'not open yet' }, { 'retry-after': '2' });
      const since = url.searchParams.get('updated_since');
      if (since !== null && Number.isNaN(Date.parse(since))) return sendJson(response, 400, { error: 'updated_since is not an ISO time' });
      const isNew = (row: { updated_at: string }): boolean => since === null || Date.parse(row.updated_at) >= Date.parse(since);
      if (url.pathname === '/franchises') {
        const rows = data.franchises.filter(isNew);
        return await page(response, url, rows.length, (index) => JSON.stringify(rows[index]));
      }
      if (url.pathname === '/outlets') {
        const rows = since === null ? data.outlets : data.outlets.filter(isNew);
        return await page(response, url, rows.length, (index) => outletText(absolute(rows[index]), index, behaviour));
      }
      const oid = /^\/outlets\/(\d+)$/.exec(url.pathname)?.[1];
      if (oid !== undefined && behaviour.hasOutletEndpoint) {
        const outlet = data.outlets.find((one) => String(one.oid) === oid);
        if (outlet !== undefined)
          return sendJson(response, 200, JSON.parse(outletText(absolute(outlet), 0, { ...behaviour, garbageEvery: 0, duplicateEvery: 0 })));
      }
      if (url.pathname === '/contacts' && behaviour.hasContactsEndpoint) {
        const digits = (url.searchParams.get('phone') ?? '').replace(/\D/g, '');
        const rows = data.contacts.filter((contact) => contact.phone.replace(/\D/g, '') === digits);
        return await page(response, url, rows.length, (index) => JSON.stringify(rows[index]));
      }
      sendJson(response, 404, { error: 'not found' });
    };
    run().catch((cause: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 400, { error: cause instanceof Error ? cause.message : String(cause) });
    });
  });

  return {
    async listen(port = 0) {
      origin = await listenServer(server, port);
      return origin;
    },
    async close() {
      await closeServer(server);
    },
    get url() {
      if (origin === null) throw new Error('the simulator is not listening yet');
      return origin;
    },
    configure(change) {
      behaviour = { ...behaviour, ...change };
    },
    putOutlet,
    putFranchise,
    removeOutlet,
    pay,
    requests,
    reset,
  };
}
