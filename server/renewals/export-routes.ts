import express, { type Request, type Response, type Router } from 'express';
import { renewalFilterSchema, type RenewalFilter } from '../../types/renewals.ts';
import { rightsOf } from '../access/rights-of.ts';
import { AppError } from '../platform/app-error.ts';
import { clock } from '../platform/clock.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { companyToday } from './company-today.ts';
import { exportRenewals } from './export-renewals.ts';
import { guardExports } from './guard-exports.ts';

/**
 * `GET /api/renewals/export` (bearer; the filter of `renewals.list` as query parameters, `fids` repeated or with commas): the list as CSV in
 * UTF-8 with a byte order mark, however long it is. For those who work on renewals; masked for whom everything is.
 */
export function exportRoutes(parts: { contextOf(request: Request, response: Response): Promise<UserCtx> }): Router {
  const routes = express.Router();
  routes.get('/api/renewals/export', async (request, response) => {
    const ctx = { ...(await parts.contextOf(request, response)), now: clock.now() };
    if (!rightsOf(ctx.actor).renew) throw new AppError('forbidden', 'Your role may not export renewals.');
    const filter = filterOf(new URL(request.originalUrl, 'http://localhost').searchParams);
    await guardExports(ctx);
    const name = `renewals-${filter.tab}-${companyToday(ctx.now)}.csv`;
    await exportRenewals(ctx, filter, () =>
      response.status(200).set({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'x-content-type-options': 'nosniff',
      }),
    );
  });
  return routes;
}

function filterOf(query: URLSearchParams): RenewalFilter {
  const { fids, amountFrom, amountTo, ...rest } = Object.fromEntries(query);
  const number = (text: string | undefined): object | number | undefined => (text === undefined ? undefined : text.trim() === '' ? {} : Number(text));
  const parsed = renewalFilterSchema.safeParse({
    ...rest,
    fids: fids === undefined ? [] : query.getAll('fids').flatMap((text) => text.split(',')),
    amountFrom: number(amountFrom),
    amountTo: number(amountTo),
  });
  if (!parsed.success) throw new AppError('invalid_input', 'The filter is not valid.', { fields: parsed.error.issues.map(({ path }) => path.join('.')) });
  return parsed.data;
}
