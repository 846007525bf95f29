import { randomBytes } from 'node:crypto';
import type { RenewalOutcome, RenewalStatus } from '../../types/renewals.ts';
import type { Sql } from '../../server/platform/sql.ts';
import type { TenantFixture } from './seed-fixture.ts';

/** A cycle to insert straight into the tables. Without an outlet of its own it gets a new one. */
export interface RenewalSeed {
  oid?: string;
  fid?: string;
  outletName?: string;
  dueOn: string;
  amount?: string;
  currency?: string;
  status?: RenewalStatus;
  outcome?: RenewalOutcome | null;
  paidOn?: string | null;
  contactId?: string | null;
  ownerId?: string | null;
  nextAt?: Date | null;
  nextStep?: string | null;
  nextReason?: string | null;
  answeredAt?: Date | null;
}

let madeOutlets = 0;

/** Inserts a cycle (and its outlet, which expires on the due date); answers its id and outlet. */
export async function seedRenewal(sql: Sql, tenant: TenantFixture, seed: RenewalSeed): Promise<{ id: string; oid: string; fid: string }> {
  const fid = seed.fid ?? tenant.fids[0];
  const oid = seed.oid ?? `${tenant.fids[0]}${100_000 + ++madeOutlets}`;
  if (seed.oid === undefined)
    await sql.execute('INSERT INTO outlet (tenant_id, oid, fid, name, expiry_date) VALUES (?)', [
      [tenant.tenantId, oid, fid, seed.outletName ?? `Outlet ${randomBytes(3).toString('hex')}`, seed.dueOn],
    ]);
  else if (!seed.paidOn) await sql.execute('UPDATE outlet SET expiry_date = ? WHERE tenant_id = ? AND oid = ?', [seed.dueOn, tenant.tenantId, oid]);
  const { insertId } = await sql.execute(
    `INSERT INTO renewal (tenant_id, fid, oid, due_date, cycle_start, amount, currency, status, outcome, paid_on, contact_id, owner_user_id, next_at, next_step, next_reason, answered_at, settled_at)
     VALUES (?)`,
    [
      [
        tenant.tenantId,
        fid,
        oid,
        seed.dueOn,
        `${Number(seed.dueOn.slice(0, 4)) - 1}${seed.dueOn.slice(4)}`.replace('-02-29', '-02-28'),
        seed.amount ?? '1200.00',
        seed.currency ?? 'MYR',
        seed.status ?? 'due',
        seed.outcome ?? null,
        seed.paidOn ?? null,
        seed.contactId ?? null,
        seed.ownerId ?? null,
        seed.nextAt ?? null,
        seed.nextStep ?? null,
        seed.nextReason ?? null,
        seed.answeredAt ?? null,
        seed.paidOn ? new Date(`${seed.paidOn}T04:00:00Z`) : null,
      ],
    ],
  );
  return { id: insertId, oid, fid };
}
