import { Agent } from 'node:http';
import { askProcedure } from './ask-procedure.ts';
import { Histogram, type Percentiles } from './histogram.ts';
import { loadDataset, type DatasetOptions } from './load-dataset.ts';
import type { Stage } from './stage.ts';

/** Answers of one procedure to one person, in milliseconds as the client sees them, one call at a time. */
export interface InboxRow {
  who: string;
  what: string;
  ms: Percentiles;
}

/** Pages of a large inbox. */
export interface InboxResult {
  tickets: number;
  messages: number;
  loadSeconds: number;
  rows: InboxRow[];
}

/** Reads pages of the inbox and threads of a large data set as people with wide and narrow scopes. */
export async function runInbox(stage: Stage, options: DatasetOptions & { calls: number }): Promise<InboxResult> {
  const loadSeconds = await loadDataset(stage, options);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const busiest = async (column: 'fid' | 'oid', count: number): Promise<string[]> =>
    (
      await stage.rows<{ id: string }>(
        `SELECT ${column} AS id FROM ticket WHERE is_open = 1 AND ${column} IS NOT NULL GROUP BY ${column} ORDER BY COUNT(*) DESC, ${column} LIMIT ${count}`,
      )
    ).map((row) => row.id);
  const people = [
    { who: 'all franchises', token: stage.token({ sub: 'wide', name: 'Wide', role: 'supervisor', scope: { all: true } }) },
    { who: '3 franchises', token: stage.token({ sub: 'narrow', name: 'Narrow', role: 'agent', scope: { fids: await busiest('fid', 3), oids: [] } }) },
    { who: '2 outlets', token: stage.token({ sub: 'outlets', name: 'Outlets', role: 'agent', scope: { fids: [], oids: await busiest('oid', 2) } }) },
  ];
  const rows: InboxRow[] = [];
  for (const { who, token } of people) {
    const call = <Answer>(name: string, input: object): Promise<Answer> => askProcedure<Answer>(agent, stage, token, name, input);
    const measure = async (what: string, one: (step: number) => Promise<unknown>): Promise<void> => {
      const histogram = new Histogram();
      for (let step = 0; step < Math.ceil(options.calls / 10); step += 1) await one(step);
      for (let step = 0; step < options.calls; step += 1) {
        const began = performance.now();
        await one(step);
        histogram.record(performance.now() - began);
      }
      rows.push({ who, what, ms: histogram.percentiles() });
    };
    type Page = { rows: { id: string }[]; nextCursor: string | null };
    const first = await call<Page>('tickets.list', { view: 'all' });
    await measure('inbox, first page', () => call('tickets.list', { view: 'all' }));
    if (first.nextCursor) await measure('inbox, next page', () => call('tickets.list', { view: 'all', cursor: first.nextCursor }));
    await measure('inbox, unassigned', () => call('tickets.list', { view: 'unassigned' }));
    await measure('inbox, mine', () => call('tickets.list', { view: 'mine' }));
    await measure('inbox, done', () => call('tickets.list', { view: 'done' }));
    await measure('inbox, search by name', (step) => call('tickets.list', { view: 'all', search: `Merchant ${100 + step}` }));
    await measure('counts', () => call('tickets.counts', {}));
    await measure('at risk', () => call('risks.list', {}));
    await measure('thread', (step) => call('tickets.thread', { ticketId: first.rows[step % first.rows.length]?.id }));
  }
  agent.destroy();
  const [size] = await stage.rows<{ tickets: string; messages: string }>(
    'SELECT (SELECT COUNT(*) FROM ticket) AS tickets, (SELECT COUNT(*) FROM message) AS messages',
  );
  return { tickets: Number(size?.tickets), messages: Number(size?.messages), loadSeconds, rows };
}
