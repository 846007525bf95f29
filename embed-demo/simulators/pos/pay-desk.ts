import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readBody } from '../read-body.ts';
import { sendJson } from '../send-json.ts';
import { serveFile } from '../serve-file.ts';
import type { PosOutlet } from './pos-types.ts';

const pages = fileURLToPath(new URL('./pay/', import.meta.url));
const order = z.object({ oids: z.array(z.number().int()).min(1).max(100) });
const DAY_MS = 86_400_000;
const SOON_MS = 60 * DAY_MS;

/** What the pay page shows of one outlet. */
interface Bill {
  oid: number;
  name: string;
  amount: number;
  currency: string;
  months: number;
  dueOn: string | null;
  /** it runs on for weeks: there is nothing to pay yet */
  isPaid: boolean;
}

/**
 * Where merchants pay for their next cycle: `GET /pay/<oid>` is the page the payment link leads to, `GET /pay/<oid>/bill` what it shows (and
 * the other outlets of the same brand that are due), `POST /pay/<oid>` pays those named. Nobody signs in: it is the demo's bank.
 */
export class PayDesk {
  readonly #outlets: () => readonly PosOutlet[];
  readonly #pay: (oid: number) => Promise<string>;

  constructor(parts: { outlets: () => readonly PosOutlet[]; pay: (oid: number) => Promise<string> }) {
    this.#outlets = parts.outlets;
    this.#pay = parts.pay;
  }

  /** Answers everything under `/pay/`. */
  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [oid = '', what = ''] = url.pathname.slice('/pay/'.length).split('/');
    const outlet = this.#outlets().find((one) => String(one.oid) === oid);
    if (outlet === undefined) return sendJson(response, 404, { error: 'no such outlet' });
    if (request.method === 'POST') {
      const { oids } = order.parse(JSON.parse((await readBody(request)).toString('utf8')));
      const own = new Set([outlet.oid, ...this.#siblings(outlet).map((one) => one.oid)]);
      const wanted = oids.filter((one) => own.has(one));
      // a push that is refused keeps nobody from paying: the next load of the lists says it too
      for (const one of wanted) await this.#pay(one).catch(() => undefined);
      return sendJson(response, 200, { paid: wanted });
    }
    if (what === 'bill') return sendJson(response, 200, { bill: billOf(outlet), others: this.#siblings(outlet).map(billOf) });
    if (!(await serveFile(response, pages, 'index.html'))) sendJson(response, 404, { error: 'the pay page is missing' });
  }

  /** Others of the brand whose subscription has ended or ends soon. */
  #siblings(outlet: PosOutlet): PosOutlet[] {
    const until = new Date(Date.now() + SOON_MS).toISOString().slice(0, 10);
    return this.#outlets().filter(
      (one) => one.fid === outlet.fid && one.oid !== outlet.oid && one.status !== 'closed' && one.expiry_date !== null && one.expiry_date <= until,
    );
  }
}

function billOf(outlet: PosOutlet): Bill {
  const months = outlet.cycle_months ?? 12;
  const paidFrom = new Date(Date.now() + Math.min(SOON_MS, months * 15 * DAY_MS)).toISOString().slice(0, 10);
  return {
    oid: outlet.oid,
    name: outlet.name,
    amount: outlet.amount ?? 1188,
    currency: outlet.currency ?? 'MYR',
    months,
    dueOn: outlet.expiry_date,
    isPaid: outlet.expiry_date !== null && outlet.expiry_date > paidFrom,
  };
}
