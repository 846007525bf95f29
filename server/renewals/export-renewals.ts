import type { Writable } from 'node:stream';
import type { RenewalFilter, RenewalRow } from '../../types/renewals.ts';
import { maskView } from '../access/mask-view.ts';
import { database } from '../platform/database.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { companyToday } from './company-today.ts';
import { renewalCsvLine } from '../../types/renewal-csv-line.ts';
import { listRenewals } from './list-renewals.ts';
import { loadRenewals } from './load-renewals.ts';
import { renewalRow } from './view.ts';

const AT_ONCE = 500;

/**
 * Writes a list of renewals as CSV, page after page by keyset, never more than one page in memory, no faster than it is read; ends the
 * stream. `begin` is called when the first page is there: until then a failure can still be said. What left is in the audit with its count,
 * also when the reader went away. A failure on the way breaks the stream off: a file that ends early must not look whole.
 */
export async function exportRenewals(ctx: UserCtx, filter: RenewalFilter, begin: () => Writable): Promise<void> {
  let page = await readPage(ctx, filter, null);
  const to = begin();
  let count = 0;
  try {
    to.write(`\uFEFF${renewalCsvLine()}`);
    for (;;) {
      if (to.destroyed) return;
      count += page.rows.length;
      if (!to.write(page.rows.map((row) => renewalCsvLine(row)).join(''))) await drained(to);
      if (page.nextCursor === null) break;
      page = await readPage(ctx, filter, page.nextCursor);
    }
    to.end();
  } catch (error) {
    ctx.log.warn({ err: error }, 'an export broke off');
    to.destroy();
  } finally {
    await recordAudit(database(), [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'renewal',
        entityId: '0',
        action: 'exported',
        after: { count, filter },
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
  }
}

async function readPage(ctx: UserCtx, filter: RenewalFilter, cursor: string | null): Promise<{ rows: RenewalRow[]; nextCursor: string | null }> {
  const { ids, nextCursor } = await listRenewals(ctx, { ...filter, sort: 'due', descending: false, limit: AT_ONCE, cursor });
  const today = companyToday(ctx.now);
  const rows = (await loadRenewals(ctx, ids)).map((record) => renewalRow(record, today));
  return { rows: ctx.actor.pii === 'masked' ? maskView(rows) : rows, nextCursor };
}

/** The reader took what was written, or is gone. */
function drained(to: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      to.off('drain', done);
      to.off('close', done);
      resolve();
    };
    to.on('drain', done);
    to.on('close', done);
  });
}
