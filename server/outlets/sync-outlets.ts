import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { database } from '../platform/database.ts';
import type { SqlValue } from '../platform/sql.ts';
import { withLock } from '../platform/with-lock.ts';
import { checkOutlets, type OutletDrift } from './check-outlets.ts';
import { pos } from './pos.ts';

const AT_ONCE = 500;

const key = z.coerce.string().regex(/^[1-9]\d{0,18}$/);
const name = z
  .string()
  .trim()
  .min(1)
  .transform((text) => [...text].slice(0, 255).join(''));
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}/)
  .transform((text) => text.slice(0, 10))
  .refine((text) => !Number.isNaN(Date.parse(text)));
const franchise = z.object({ fid: key, name, status: z.enum(['active', 'suspended']).catch('active') });
const outlet = z.object({
  oid: key,
  fid: key,
  name,
  timezone: z.string().min(1).max(64).catch('Asia/Kuala_Lumpur'),
  expiry_date: day.nullable().catch(null),
  status: z.enum(['active', 'suspended', 'closed']).catch('active'),
  address: z
    .union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())])
    .nullable()
    .catch(null),
});

/** What a load of the POS's outlets found (POS-13, POS-15). `skipped`: rows nobody can use, outlets of franchises the POS does not list. */
export interface OutletSync extends OutletDrift {
  franchises: number;
  outlets: number;
  skipped: number;
}

/**
 * Takes the POS's franchises and outlets over (DATA-30, POS-14): everything is read before anything is written, new rows are added, known
 * ones brought up to date, none removed (tickets and people's scopes point at them). Safe to repeat. Null without a POS.
 * Throws AppError('unavailable') when the POS is away, `conflict` when another process is at it.
 */
export async function syncOutlets(ctx: Ctx): Promise<OutletSync | null> {
  const adapter = pos();
  if (!adapter) return null;
  const done = await withLock('engage-pos-sync', async () => {
    const franchises = readable(await adapter.list('franchises'), franchise);
    const outlets = readable(await adapter.list('outlets'), outlet);
    const known = new Set(franchises.rows.map((row) => row.fid));
    const placed = outlets.rows.filter((row) => known.has(row.fid));
    const { tenantId } = ctx;
    for (const rows of chunks(franchises.rows.map((row) => [tenantId, row.fid, row.name, row.status])))
      await inTransaction(ctx, async ({ tx }) =>
        tx.execute('INSERT INTO franchise (tenant_id, fid, name, status) VALUES ? ON DUPLICATE KEY UPDATE name = VALUES(name), status = VALUES(status)', [
          rows,
        ]),
      );
    for (const rows of chunks(
      placed.map((row) => [
        tenantId,
        row.oid,
        row.fid,
        row.name,
        row.timezone,
        row.expiry_date,
        row.status,
        row.address === null ? null : JSON.stringify(row.address),
      ]),
    ))
      await inTransaction(ctx, async ({ tx }) =>
        tx.execute(
          `INSERT INTO outlet (tenant_id, oid, fid, name, timezone, expiry_date, status, address) VALUES ?
           ON DUPLICATE KEY UPDATE fid = VALUES(fid), name = VALUES(name), timezone = VALUES(timezone), expiry_date = VALUES(expiry_date), status = VALUES(status), address = VALUES(address)`,
          [rows],
        ),
      );
    const skipped = franchises.skipped + outlets.skipped + outlets.rows.length - placed.length;
    const listed = { fids: franchises.rows.map((row) => row.fid), oids: outlets.rows.map((row) => row.oid) };
    const result: OutletSync = { franchises: franchises.rows.length, outlets: placed.length, skipped, ...(await checkOutlets(database(), tenantId, listed)) };
    await inTransaction(ctx, async ({ tx }) =>
      tx.execute("INSERT INTO setting (tenant_id, name, value) VALUES (?, 'pos_synced', ?) ON DUPLICATE KEY UPDATE value = VALUES(value)", [
        tenantId,
        JSON.stringify({ at: new Date().toISOString(), ...result }),
      ]),
    );
    const isOdd = skipped + result.duplicates + result.goneFranchises + result.goneOutlets > 0;
    ctx.log[isOdd ? 'warn' : 'info'](result, 'outlets taken over from the POS');
    return result;
  });
  if (!done) throw new AppError('conflict', 'The outlets are being taken over already.');
  return done;
}

function readable<T>(rows: readonly unknown[], schema: z.ZodType<T>): { rows: T[]; skipped: number } {
  const found = rows.flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
  return { rows: found, skipped: rows.length - found.length };
}

function chunks(rows: SqlValue[][]): SqlValue[][][] {
  return Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, index) => rows.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
}
