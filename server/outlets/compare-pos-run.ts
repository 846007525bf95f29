import type { Ctx, Tx } from '../platform/context.ts';
import { decidePosHold } from './decide-pos-hold.ts';
import { inPosRun, type PosRunClaim } from './in-pos-run.ts';
import { keepPosRejects } from './keep-pos-rejects.ts';
import { keepToldExpiries } from './keep-told-expiries.ts';
import { recordPosTurnover } from './record-pos-turnover.ts';
import { readPosSettings } from './read-pos-settings.ts';

type Columns = Readonly<Record<string, '' | 'text'>>;
/** Columns of an outlet the POS rules, and how two values of them are compared: texts byte by byte, the rest as they are. */
const OUTLET: Columns = {
  ...{ fid: '', name: 'text', timezone: 'text', expiry_date: '', status: 'text', address: '' },
  ...{ amount: '', currency: 'text', cycle_months: '', payment_url: 'text' },
};
const FRANCHISE: Columns = { name: 'text', status: 'text' };

/** What is optional at the POS (G-05, X-22): a POS that sends none takes nothing away. */
const KEPT_WITHOUT = new Set(['amount', 'currency', 'cycle_months', 'payment_url']);

/**
 * Phase `comparing`: what was read against what we hold, in the database, into pos_sync_change: added, changed, re-parented (another
 * franchise), returned, and, when everything was listed, vanished; a row kept aside counts as listed, and when one of them has no readable
 * number, or there were more of them than are kept, nothing vanishes: it may be the one that seems to be missing. The load says so
 * (`has_looked`), and the data quality since when. Then the load waits for a
 * person when it would change too much (`held`) or too much of it cannot be used, or goes on (`applying`). Answers the new state.
 */
export async function comparePosRun(ctx: Ctx, claim: PosRunClaim): Promise<'held' | 'applying'> {
  const { holdShare } = await readPosSettings(ctx.tenantId);
  return inPosRun(ctx, claim, 'comparing', async ({ tx, tenantId }) => {
    const own = [tenantId, claim.runId] as const;
    await tx.execute('DELETE FROM pos_sync_change WHERE tenant_id = ? AND run_id = ?', own);
    await rejectStrayOutlets(tx, tenantId, claim.runId);
    await tx.execute(changesOf('franchise', 'fid', FRANCHISE), own);
    await tx.execute(changesOf('outlet', 'oid', OUTLET), own);
    const hasLooked = claim.kind !== 'full' || (await isKnownWhatWasKeptAside(tx, tenantId, claim.runId));
    if (claim.kind === 'full' && hasLooked)
      for (const [entity, key] of [
        ['franchise', 'fid'],
        ['outlet', 'oid'],
      ] as const)
        await tx.execute(vanishedOf(entity, key), [claim.runId, ...own, ...own, tenantId]);
    await recordPosTurnover(tx, tenantId, claim.runId);
    const changes = await tx.query<{ entity: 'franchise' | 'outlet'; kind: string; total: string }>(
      'SELECT entity, kind, COUNT(*) AS total FROM pos_sync_change WHERE tenant_id = ? AND run_id = ? GROUP BY entity, kind',
      own,
    );
    const count =
      (...kinds: string[]) =>
      (entity: string): number =>
        changes.reduce((sum, row) => sum + (row.entity === entity && kinds.includes(row.kind) ? Number(row.total) : 0), 0);
    const [counts] = await tx.query<Record<'franchises' | 'outlets' | 'listedFranchises' | 'listedOutlets' | 'unusable', string>>(
      `SELECT (SELECT COUNT(*) FROM franchise WHERE tenant_id = r.tenant_id AND missing_since IS NULL) AS franchises,
         (SELECT COUNT(*) FROM outlet WHERE tenant_id = r.tenant_id AND missing_since IS NULL) AS outlets,
         (SELECT COUNT(*) FROM pos_staged_franchise WHERE tenant_id = r.tenant_id AND run_id = r.id) AS listedFranchises,
         (SELECT COUNT(*) FROM pos_staged_outlet WHERE tenant_id = r.tenant_id AND run_id = r.id) AS listedOutlets,
         r.rejected - r.duplicates AS unusable
       FROM pos_sync_run r WHERE r.tenant_id = ? AND r.id = ?`,
      own,
    );
    const touched = count('changed', 'vanished', 'reparented');
    const arrived = count('added', 'returned');
    const [former] = await tx.query("SELECT id FROM pos_sync_run WHERE tenant_id = ? AND kind = 'full' AND state = 'done' LIMIT 1", [tenantId]);
    const { share, isHeld } = decidePosHold(
      {
        kind: claim.kind,
        listed: { franchises: Number(counts?.listedFranchises), outlets: Number(counts?.listedOutlets) },
        known: { franchises: Number(counts?.franchises), outlets: Number(counts?.outlets) },
        touched: { franchises: touched('franchise'), outlets: touched('outlet') },
        unusable: Number(counts?.unusable),
        ...(former ? { arrived: { franchises: arrived('franchise'), outlets: arrived('outlet') } } : {}),
      },
      holdShare,
    );
    const state = isHeld ? 'held' : 'applying';
    const both = (kind: string): number => count(kind)('franchise') + count(kind)('outlet');
    await tx.execute(
      `UPDATE pos_sync_run SET state = ?, share = ?, added = ?, changed = ?, vanished = ?, returned = ?, reparented = ?, listed_outlets = ?, has_looked = ?, tries = 0
       WHERE tenant_id = ? AND id = ?`,
      [
        ...[state, share, both('added'), both('changed'), both('vanished'), both('returned'), both('reparented')],
        ...[Number(counts?.listedOutlets), hasLooked ? 1 : 0, ...own],
      ],
    );
    return state;
  });
}

/** Outlets of a franchise neither listed nor known are kept aside: they would belong to nobody. */
async function rejectStrayOutlets(tx: Tx, tenantId: string, runId: string): Promise<void> {
  const stray = `FROM pos_staged_outlet s
    LEFT JOIN pos_staged_franchise n ON n.tenant_id = s.tenant_id AND n.run_id = s.run_id AND n.fid = s.fid
    LEFT JOIN franchise f ON f.tenant_id = s.tenant_id AND f.fid = s.fid
    WHERE s.tenant_id = ? AND s.run_id = ? AND n.fid IS NULL AND f.fid IS NULL`;
  const strays = await tx.query<{ oid: string; fid: string; name: string; expiryDate: string | null }>(
    `SELECT s.oid, s.fid, s.name, CAST(s.expiry_date AS CHAR) AS expiryDate ${stray} ORDER BY s.oid`,
    [tenantId, runId],
  );
  if (strays.length === 0) return;
  const rejects = strays.map(({ oid, fid, name }) => ({ key: String(oid), reason: 'unknown_franchise' as const, field: 'fid', raw: { oid, fid, name } }));
  await keepPosRejects(tx, tenantId, runId, 'outlet', rejects);
  await keepToldExpiries(
    tx,
    tenantId,
    strays.flatMap(({ oid, expiryDate }) => (expiryDate === null ? [] : [{ oid, expiryDate }])),
  );
  await tx.execute(`DELETE s ${stray}`, [tenantId, runId]);
}

/** Whether every row kept aside is still known, duplicates aside, and by its number: one that is not may be of an outlet that only seems to have vanished. */
async function isKnownWhatWasKeptAside(tx: Tx, tenantId: string, runId: string): Promise<boolean> {
  const [row] = await tx.query<{ forgotten: string }>(
    `SELECT r.rejected - r.duplicates - (SELECT COUNT(*) FROM pos_sync_reject j WHERE j.tenant_id = r.tenant_id AND j.run_id = r.id AND j.reason <> 'duplicate' AND j.entity_key IS NOT NULL)
       - (SELECT COUNT(*) FROM pos_sync_reject j WHERE j.tenant_id = r.tenant_id AND j.run_id = r.id AND j.entity = 'contact' AND j.entity_key IS NULL AND j.reason <> 'duplicate') AS forgotten
     FROM pos_sync_run r WHERE r.tenant_id = ? AND r.id = ?`,
    [tenantId, runId],
  );
  return Number(row?.forgotten ?? 0) <= 0;
}

/** INSERT … SELECT of what is new or different; takes tenant and load. Only what differs is told, before and after. */
function changesOf(entity: 'franchise' | 'outlet', key: 'fid' | 'oid', columns: Columns): string {
  const names = Object.keys(columns);
  const differs = (name: string): string => {
    const same = columns[name] === 'text' ? `CAST(s.${name} AS BINARY) <=> CAST(o.${name} AS BINARY)` : `s.${name} <=> o.${name}`;
    return KEPT_WITHOUT.has(name) ? `(s.${name} IS NOT NULL AND NOT (${same}))` : `NOT (${same})`;
  };
  // an id is never a number at a door
  const shown = (name: string, side: 's' | 'o'): string => (name === 'fid' ? `CAST(${side}.fid AS CHAR)` : `${side}.${name}`);
  const told = (side: 's' | 'o'): string =>
    `JSON_MERGE_PRESERVE(JSON_OBJECT(), ${names.map((name) => `IF(${differs(name)}, JSON_OBJECT('${name}', ${shown(name, side)}), JSON_OBJECT())`).join(', ')})`;
  const whole = names.filter((name) => name !== 'address' && !KEPT_WITHOUT.has(name));
  const moved = entity === 'outlet' ? "WHEN s.fid <> o.fid THEN 'reparented'" : '';
  return `INSERT INTO pos_sync_change (tenant_id, run_id, entity, entity_key, kind, before_json, after_json)
    SELECT s.tenant_id, s.run_id, '${entity}', s.${key},
      CASE WHEN o.${key} IS NULL THEN 'added' WHEN o.missing_since IS NOT NULL THEN 'returned' ${moved} ELSE 'changed' END,
      IF(o.${key} IS NULL, NULL, ${told('o')}),
      IF(o.${key} IS NULL, JSON_OBJECT(${whole.map((name) => `'${name}', ${shown(name, 's')}`).join(', ')}), ${told('s')})
    FROM pos_staged_${entity} s LEFT JOIN ${entity} o ON o.tenant_id = s.tenant_id AND o.${key} = s.${key}
    WHERE s.tenant_id = ? AND s.run_id = ? AND (o.${key} IS NULL OR o.missing_since IS NOT NULL OR ${names.map(differs).join(' OR ')})
    ORDER BY s.${key}`;
}

/** INSERT … SELECT of what a whole list no longer names; takes load, tenant and load, tenant and load, tenant. */
function vanishedOf(entity: 'franchise' | 'outlet', key: 'fid' | 'oid'): string {
  return `INSERT INTO pos_sync_change (tenant_id, run_id, entity, entity_key, kind, before_json, after_json)
    SELECT o.tenant_id, ?, '${entity}', o.${key}, 'vanished', JSON_OBJECT('name', o.name, 'status', o.status), NULL
    FROM ${entity} o
    LEFT JOIN pos_staged_${entity} s ON s.tenant_id = ? AND s.run_id = ? AND s.${key} = o.${key}
    LEFT JOIN (SELECT DISTINCT CAST(entity_key AS UNSIGNED) AS k FROM pos_sync_reject
      WHERE tenant_id = ? AND run_id = ? AND entity = '${entity}' AND entity_key IS NOT NULL) r ON r.k = o.${key}
    WHERE o.tenant_id = ? AND o.missing_since IS NULL AND s.${key} IS NULL AND r.k IS NULL ORDER BY o.${key}`;
}
