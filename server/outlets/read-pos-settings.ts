import { z } from 'zod';
import { database } from '../platform/database.ts';
import { parseJson } from '../platform/parse-json.ts';

const schema = z.object({
  /** a load that would change more than this share of what we know waits for a person (POS-13) */
  pos_hold_share: z.number().min(0.01).max(1).catch(0.2),
  /** minutes between loads of what changed */
  pos_incremental_minutes: z.number().int().min(5).max(1_440).catch(30),
});

/** The tenant's settings of the POS sync, with their defaults; read anew each time: loads are rare. */
export async function readPosSettings(tenantId: string): Promise<{ holdShare: number; incrementalMinutes: number }> {
  const rows = await database().query<{ name: string; value: unknown }>("SELECT name, value FROM setting WHERE tenant_id = ? AND name LIKE 'pos\\_%'", [
    tenantId,
  ]);
  const found = schema.parse(Object.fromEntries(rows.map(({ name, value }) => [name, parseJson(value as string | null)])));
  return { holdShare: found.pos_hold_share, incrementalMinutes: found.pos_incremental_minutes };
}
