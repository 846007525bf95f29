import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { RowDataPacket } from 'mysql2';
import { Stage, type StageOptions } from './stage.ts';

/** One load of the POS, as the process that worked on it saw it. */
export interface PosLoad {
  state: string;
  outlets: number;
  contacts: number;
  added: number;
  changed: number;
  seconds: number;
  /** megabytes: resident before it, and the most while it ran */
  residentBefore: number;
  residentPeak: number;
}
export interface PosResult {
  first: PosLoad;
  second: PosLoad;
  /** outlets of the POS that we do not hold as it lists them */
  missing: number;
}

const TOKEN = 'load-pos-token';
const IMPORT_TOKEN = 'load-import-token-0123456789';

/**
 * Takes a POS of so many outlets over, in pages of a thousand, and then once more with nothing changed. The simulator is a process of its
 * own; the loads are begun at the import door and worked on by the process with the role worker, whose memory is watched.
 */
export async function runPos(options: Pick<StageOptions, 'environment' | 'execArgv'>, outlets: number, say: (line: string) => void): Promise<PosResult> {
  const simulator = spawn(process.execPath, ['embed-demo/simulators/pos/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', POS_TOKEN: TOKEN, POS_OUTLETS: String(outlets) },
  });
  try {
    const [line] = (await once(createInterface(simulator.stdout), 'line')) as [string];
    const more = { POS_BASE_URL: line.replace('listening ', ''), POS_TOKEN: TOKEN, IMPORT_TOKEN };
    const stage = await Stage.open({ ...options, name: 'pos', isFresh: true, roles: ['web', 'worker'], more });
    try {
      say(`pos: ${outlets} outlets for the first time`);
      const first = await load(stage);
      say('pos: the same once more');
      await drained(stage);
      const second = await load(stage);
      const [[row]] = await stage.pool.query<RowDataPacket[]>(
        'SELECT COUNT(*) AS held FROM outlet WHERE missing_since IS NULL AND amount IS NOT NULL AND payment_url LIKE CONCAT(?, oid)',
        ['https://pay.example.my/'],
      );
      return { first, second, missing: outlets - Number(row?.['held']) };
    } finally {
      await stage.close();
    }
  } finally {
    simulator.kill('SIGTERM');
  }
}

async function load(stage: Stage): Promise<PosLoad> {
  const [web, worker] = stage.servers;
  if (!web || !worker) throw new Error('a process is missing');
  const residentBefore = resident(worker.pid, 'VmRSS');
  const answer = await fetch(`http://127.0.0.1:${web.port}/api/merchants/import`, { method: 'POST', headers: { authorization: `Bearer ${IMPORT_TOKEN}` } });
  if (answer.status !== 202) throw new Error(`the import door answered ${answer.status}: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string };
  for (let residentPeak = residentBefore; ; await pause(50)) {
    residentPeak = Math.max(residentPeak, resident(worker.pid, 'VmRSS'));
    const [[run]] = await stage.pool.query<RowDataPacket[]>(
      'SELECT *, TIMESTAMPDIFF(MICROSECOND, started_at, finished_at) / 1000000 AS took FROM pos_sync_run WHERE id = ?',
      [id],
    );
    if (!['done', 'held', 'failed', 'discarded'].includes(String(run?.['state']))) continue;
    return {
      state: String(run?.['state']),
      ...{ outlets: Number(run?.['listed_outlets']), contacts: Number(run?.['contacts']), added: Number(run?.['added']), changed: Number(run?.['changed']) },
      ...{ seconds: Number(run?.['took']), residentBefore, residentPeak },
    };
  }
}

/** Whoever follows the first load (contacts, renewals) is done with it, so that the second is measured by itself. */
async function drained(stage: Stage): Promise<void> {
  const until = Date.now() + 300_000;
  for (;;) {
    const [[row]] = await stage.pool.query<RowDataPacket[]>('SELECT COUNT(*) AS staged FROM pos_staged_outlet');
    if (Number(row?.['staged']) === 0) return;
    if (Date.now() > until) throw new Error('contacts of the first load are still staged after five minutes');
    await pause(250);
  }
}

function resident(pid: number, name: 'VmRSS'): number {
  return Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
}
