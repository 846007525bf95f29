import { createPosSimulator, type PosSimulator } from '../../embed-demo/simulators/pos/create-pos-simulator.ts';
import type { PosData, PosOutlet } from '../../embed-demo/simulators/pos/pos-types.ts';
import type { PosRunView } from '../../types/pos.ts';
import { drivePosRun } from '../../server/outlets/drive-pos-run.ts';
import { findPosRun } from '../../server/outlets/find-pos-run.ts';
import type { PosRunRow } from '../../server/outlets/pos-run-types.ts';
import { startPosRun } from '../../server/outlets/start-pos-run.ts';
import type { Ctx } from '../../server/platform/context.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { createWorld, type World, type WorldOptions } from './create-world.ts';

/** A world with a POS beside it and no clock, so that loads begin when the test says so. */
export interface PosWorld {
  world: World;
  pos: PosSimulator;
  ctx(): Ctx;
  /** begins a load and works on it here, to its end */
  load(kind?: PosRunView['kind']): Promise<PosRunRow>;
  /** what we hold of an outlet */
  outlet(oid: number): Promise<Record<string, unknown> | undefined>;
  close(): Promise<void>;
}

/** An outlet of the POS's list; whatever is not named is the same for all. */
export function posOutlet(oid: number, change: Partial<PosOutlet> = {}): PosOutlet {
  return {
    ...{ oid, fid: 901, name: `Kedai ${oid}`, timezone: 'Asia/Kuala_Lumpur', expiry_date: '2027-01-31', status: 'active', address: null },
    updated_at: new Date(Date.now() - 86_400_000).toISOString(),
    ...change,
  };
}

/** So many outlets of two franchises, numbered from 9001; the fixture's own outlets are at this POS too, so that nothing of it is missed. */
export function posData(count: number): PosData {
  const updated_at = new Date(Date.now() - 86_400_000).toISOString();
  return {
    franchises: [901, 902, 101, 102].map((fid) => ({ fid, name: `Rangkaian ${fid}`, status: 'active' as const, updated_at })),
    outlets: [
      ...[1011, 1012, 1021].map((oid) => posOutlet(oid, { fid: Math.floor(oid / 10) })),
      ...Array.from({ length: count }, (_, index) => posOutlet(9001 + index, { fid: index % 2 === 0 ? 901 : 902 })),
    ],
    contacts: [],
  };
}

/** See PosWorld. Call `close()` in `after`. */
export async function createPosWorld(data: PosData, options: WorldOptions = {}): Promise<PosWorld> {
  const token = 'pos-token-of-the-test';
  const pos = createPosSimulator({ token, data });
  const origin = await pos.listen();
  const world = await createWorld({ graph: false, ...options, env: { ROLES: 'web,worker', POS_BASE_URL: origin, POS_TOKEN: token, ...options.env } });
  const ctx = (): Ctx => systemContext(world.tenant.tenantId, 'test', world.log);
  return {
    world,
    pos,
    ctx,
    async load(kind = 'full') {
      const run = await startPosRun(ctx(), { kind, cause: 'schedule' });
      await drivePosRun(ctx(), run.id);
      return findPosRun(world.tenant.tenantId, run.id);
    },
    async outlet(oid) {
      const [row] = await world.sql.query<Record<string, unknown>>('SELECT * FROM outlet WHERE tenant_id = ? AND oid = ?', [world.tenant.tenantId, oid]);
      return row;
    },
    async close() {
      await world.close();
      await pos.close();
    },
  };
}
