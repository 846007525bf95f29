import type { DataQuality, PosChangeKind, PosChangeView, PosRejectView, PosRunView, PosStatus } from '../../types/pos.ts';
import { ago } from './ago.ts';
import { FakeServer } from './fake-server.ts';
import { samplePosRun } from './sample-pos-run.ts';

/** The POS sync of a FakeServer: loads, what they found, and answers to them, the way Engage does it. */
export class FakePos {
  runs: PosRunView[];
  changes: PosChangeView[];
  rejects: PosRejectView[];
  status: Partial<PosStatus> = {};
  quality: DataQuality;
  readonly #server: FakeServer;

  constructor(server: FakeServer) {
    this.#server = server;
    this.runs = [
      samplePosRun(40, { counts: { added: 2, changed: 3, vanished: 1, returned: 0, reparented: 1 }, rejected: 2, share: 0.004 }),
      samplePosRun(39, { kind: 'incremental', startedAt: ago(900), finishedAt: ago(900), listedOutlets: 12 }),
      samplePosRun(38, { state: 'failed', error: 'The POS does not answer (HTTP 502).', startedAt: ago(1_500), finishedAt: ago(1_499) }),
      samplePosRun(37, { state: 'discarded', cause: 'admin', startedBy: 'Aina Rahman', decidedBy: 'Grace Lim', startedAt: ago(4_000), finishedAt: ago(3_900) }),
    ];
    const change = (id: number, kind: PosChangeKind, name: string, before: PosChangeView['before'], after: PosChangeView['after']): PosChangeView => ({
      ...{ id: String(id), entity: 'outlet', key: String(8_800 + id), name, kind, before, after },
    });
    this.changes = [
      change(1, 'added', 'Sri Kopitiam, Bangsar South', null, { name: 'Sri Kopitiam, Bangsar South', fid: '120', expiry_date: '2027-03-31' }),
      change(2, 'added', 'Bubble Time, Ipoh Parade', null, { name: 'Bubble Time, Ipoh Parade', fid: '122' }),
      change(3, 'changed', 'Nasi Ayam Haji, Shah Alam 2', { expiry_date: '2026-12-05', amount: 1_200 }, { expiry_date: '2027-12-05', amount: 1_350 }),
      change(4, 'changed', 'Restoran Mewah, Taman Midah', { name: 'Restoran Mewah, Tmn Midah' }, { name: 'Restoran Mewah, Taman Midah' }),
      change(5, 'changed', 'Lucky Mart, Ampang', { expiry_date: null }, { expiry_date: '2026-11-30' }),
      change(6, 'vanished', 'Kedai Runcit Perniagaan Keluarga Haji Abdul Rahman bin Abdullah & Anak-anak', { name: 'Kedai Runcit', status: 'active' }, null),
      change(7, 'reparented', 'Lucky Mart, Cheras', { fid: '124' }, { fid: '123' }),
    ];
    this.rejects = [
      {
        id: '1',
        entity: 'outlet',
        key: '8850',
        reason: 'bad_date',
        field: 'expiry_date',
        raw: '{"oid":8850,"fid":120,"name":"Kedai","expiry_date":"31/02/2027"}',
      },
      { id: '2', entity: 'outlet', key: null, reason: 'no_number', field: 'oid', raw: '{"oid":"TBC","name":"Outlet baru"}' },
    ];
    this.quality = {
      asOf: ago(1),
      lastRunId: '40',
      notLooked: null,
      vanished: { count: 1, outlets: [{ oid: '8806', name: 'Kedai Runcit Haji Abdul Rahman', since: ago(200) }] },
      drift: [{ fid: '124', name: 'Lucky Mart', here: 42, there: 41 }],
      orphanContacts: { count: 57, contacts: [{ id: '501', name: 'Puan Siti', phone: '+60198765432' }] },
      duplicateOids: { count: 0, oids: [] },
      unreachable: { count: 3, outlets: [{ oid: '8810', name: 'Bubble Time, Kuantan', dueOn: '2026-12-24' }] },
      noExpiry: { count: 0, outlets: [] },
      toldLater: { count: 0, outlets: [] },
      coveredButExpired: { count: 1, outlets: [{ oid: '1029', name: 'Warung Mak Jah', dueOn: '2026-11-02' }] },
      staleLinks: 4,
      caps: { cycles: 1_180, broken: [] },
    };
    this.#install();
  }

  /** A load that waits for approval, newest of all. */
  hold(): PosRunView {
    const held = samplePosRun(41, {
      ...{ state: 'held', share: 0.38, startedAt: ago(12), finishedAt: null, listedOutlets: 760 },
      counts: { added: 0, changed: 14, vanished: 444, returned: 0, reparented: 0 },
    });
    this.runs = [held, ...this.runs];
    return held;
  }

  /** A load that runs. */
  run(state: 'reading' | 'comparing' | 'applying' = 'reading'): PosRunView {
    const running = samplePosRun(42, { state, startedAt: ago(0.1), finishedAt: null, listedOutlets: 400, listedFranchises: 25, share: null, cause: 'admin' });
    this.runs = [running, ...this.runs.filter(({ id }) => id !== '42')];
    return running;
  }

  #find(id: unknown): PosRunView {
    return this.runs.find((run) => run.id === id) ?? FakeServer.fail('not_found');
  }

  #set(id: unknown, change: Partial<PosRunView>): PosRunView {
    const next = { ...this.#find(id), ...change };
    this.runs = this.runs.map((run) => (run.id === next.id ? next : run));
    return next;
  }

  #install(): void {
    const { others } = this.#server;
    const newest = (...states: string[]): PosRunView | null => this.runs.find(({ state }) => states.includes(state)) ?? null;
    others.set('pos.status', () => ({
      ...{ isConfigured: true, isAvailable: true, nextAt: new Date(Date.now() + 900_000).toISOString(), holdShare: 0.2, deadLetters: 0 },
      ...{ lastGood: newest('done'), running: newest('reading', 'comparing', 'applying'), held: newest('held') },
      ...this.status,
    }));
    others.set('pos.runs', () => ({ rows: this.runs, nextCursor: null }));
    others.set('pos.run', ({ runId }) => this.#find(runId));
    others.set('pos.changes', ({ runId, kind }) => ({
      rows: this.#find(runId).id === '39' ? [] : this.changes.filter((change) => kind === undefined || change.kind === kind),
      nextCursor: null,
    }));
    others.set('pos.rejects', () => ({ rows: this.rejects, nextCursor: null }));
    others.set('pos.start', () => newest('reading', 'comparing', 'applying') ?? this.run());
    others.set('pos.retry', () => this.run());
    others.set('pos.approve', ({ runId }) =>
      this.#find(runId).state === 'held' ? this.#set(runId, { state: 'applying', decidedBy: 'Aina Rahman' }) : FakeServer.fail('conflict'),
    );
    others.set('pos.discard', ({ runId }) =>
      this.#find(runId).state === 'held' ? this.#set(runId, { state: 'discarded', decidedBy: 'Aina Rahman', finishedAt: ago(0) }) : FakeServer.fail('conflict'),
    );
    others.set('pos.setHoldShare', ({ share }) => {
      this.status = { ...this.status, holdShare: Number(share) };
      return { share };
    });
    others.set('quality.read', () => this.quality);
  }
}
