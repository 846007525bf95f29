import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { askProcedure } from './ask-procedure.ts';
import { Histogram, type Percentiles } from './histogram.ts';
import { seedPortfolio } from './seed-portfolio.ts';
import type { Stage } from './stage.ts';

/** Answers to one person, in milliseconds as the client sees them, one call at a time. */
export interface ConsoleRow {
  who: string;
  what: string;
  ms: Percentiles;
}

/** The console over a large portfolio. */
export interface ConsoleResult {
  outlets: number;
  renewals: number;
  loadSeconds: number;
  rows: ConsoleRow[];
  /** every renewal there is, as CSV */
  csv: { lines: number; seconds: number; residentBefore: number; residentPeak: number };
}

const TABS = ['due', 'overdue', 'recovered', 'lost', 'all'] as const;

/** Reads the console as people with wide and narrow scopes do: every tab in every order, filters, searches, the overview, a preview, the export. */
export async function runConsole(stage: Stage, options: { outlets: number; calls: number }): Promise<ConsoleResult> {
  const began = performance.now();
  const renewals = await seedPortfolio(stage, options.outlets);
  const loadSeconds = Math.round((performance.now() - began) / 1_000);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const fids = Array.from({ length: 30 }, (_, index) => String(1_000 + (index % Math.ceil(options.outlets / 100))));
  const oids = Array.from({ length: Math.min(500, options.outlets) }, (_, index) => String(100_000 + Math.floor((index * options.outlets) / 500)));
  const people = [
    { who: 'all franchises', token: stage.token({ sub: 'Rosnah', name: 'Rosnah', role: 'renewal', scope: { all: true } }) },
    { who: '30 franchises and 500 outlets', token: stage.token({ sub: 'many', name: 'Many', role: 'renewal', scope: { fids: [...new Set(fids)], oids } }) },
    { who: '3 franchises', token: stage.token({ sub: 'few', name: 'Few', role: 'renewal', scope: { fids: [...new Set(fids)].slice(0, 3), oids: [] } }) },
  ];
  const rows: ConsoleRow[] = [];
  for (const { who, token } of people) {
    const call = <Answer>(name: string, input: object): Promise<Answer> => askProcedure<Answer>(agent, stage, token, `renewals.${name}`, input);
    const measure = async (what: string, one: (step: number) => Promise<unknown>, calls = options.calls): Promise<void> => {
      const histogram = new Histogram();
      for (let step = 0; step < Math.ceil(calls / 10); step++) await one(step);
      for (let step = 0; step < calls; step++) {
        const at = performance.now();
        await one(step);
        histogram.record(performance.now() - at);
      }
      rows.push({ who, what, ms: histogram.percentiles() });
    };
    for (const tab of TABS) {
      await measure(`first page, ${tab}`, () => call('list', { tab }));
      for (const sort of ['amount', 'next']) await measure(`first page, ${tab}, by ${sort}, descending`, () => call('list', { tab, sort, descending: true }));
      const { nextCursor } = await call<{ nextCursor: string | null }>('list', { tab });
      if (nextCursor !== null) await measure(`next page, ${tab}`, () => call('list', { tab, cursor: nextCursor }));
      await measure(`filtered, ${tab}, mine`, () => call('list', { tab, owner: 'me' }));
      await measure(`filtered, ${tab}, franchise`, () => call('list', { tab, fids: ['1001'] }));
      await measure(`filtered, ${tab}, amount`, () => call('list', { tab, amountFrom: 2_000, amountTo: 2_040 }));
      await measure(`search, ${tab}`, (step) => call('list', { tab, query: `Merchant ${100 + step}` }));
    }
    await measure('overview', (step) => call('overview', { days: 90 + (step % 3) }));
    await measure('overview, mine', () => call('overview', { owner: 'me' }));
    await measure('at risk', () => askProcedure(agent, stage, token, 'risks.list', {}));
    const dueTo = new Date(Date.now() + 35 * 86_400_000).toISOString().slice(0, 10);
    await measure('preview of a bulk sending', () => call('previewSend', { selection: { filter: { tab: 'due', dueTo } } }), Math.ceil(options.calls / 10));
  }
  agent.destroy();
  return { outlets: options.outlets, renewals, loadSeconds, rows, csv: await exportAll(stage, people[0]?.token ?? '') };
}

/** Takes the file as fast as it comes, and watches the server's memory meanwhile. */
async function exportAll(stage: Stage, token: string): Promise<ConsoleResult['csv']> {
  const { pid } = stage.server('web');
  const residentBefore = resident(pid);
  let residentPeak = residentBefore;
  let isOver = false;
  const watch = (async () => {
    for (; !isOver; await pause(20)) residentPeak = Math.max(residentPeak, resident(pid));
  })();
  const began = performance.now();
  const response = await fetch(`${stage.origin}/api/renewals/export?tab=all`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok || !response.body) throw new Error(`export: ${response.status} ${await response.text()}`);
  let lines = -1;
  for await (const chunk of response.body) for (const byte of chunk) if (byte === 10) lines++;
  isOver = true;
  await watch;
  return { lines, seconds: Math.round(performance.now() - began) / 1_000, residentBefore, residentPeak };
}

/** Megabytes. */
function resident(pid: number): number {
  return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
}
