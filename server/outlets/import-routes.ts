import express, { type Request, type Response, type Router } from 'express';
import { startPosRunInput } from '../../types/pos.ts';
import { findTenant } from '../access/find-tenant.ts';
import { isAdminAddress } from '../access/admin-addresses.ts';
import { maskView } from '../access/mask-view.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { isSameText } from '../platform/is-same-text.ts';
import type { Log } from '../platform/log.ts';
import { systemContext } from '../platform/system-context.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { guardImport } from './guard-import.ts';
import { startPosRun } from './start-pos-run.ts';
import { wakePosRun } from './wake-pos-run.ts';

/** What the door needs to know about the process. */
export interface ImportParts {
  contextOf(request: Request, response: Response): Promise<UserCtx>;
  ipOf(request: Request): string;
  /** IMPORT_TOKEN: without one only people come in */
  importToken: string | undefined;
  log: Log;
}

/**
 * `POST /api/merchants/import` (POS-08, X-08), for an external scheduler or a person: begins a load of the POS and answers 202 with it, or
 * with the one under way. Bearer: IMPORT_TOKEN, or the token of an administrator who sees the whole company. Body: `{ "kind": "full" }`
 * (the default) or `"incremental"`.
 */
export function importRoutes(parts: ImportParts): Router {
  const routes = express.Router();
  routes.post(
    '/api/merchants/import',
    async (request, _response, next) => {
      await guardImport(parts.ipOf(request));
      next();
    },
    express.json({ limit: '4kb' }),
    async (request, response) => {
      const ctx = await callerOf(request, response, parts);
      const input = startPosRunInput.safeParse((request.body as unknown) ?? {});
      if (!input.success) throw new AppError('invalid_input', 'The input is not valid.');
      const run = await startPosRun(ctx, { kind: input.data.kind, cause: 'import' });
      await wakePosRun(ctx, run.id);
      response.status(202).json(ctx.actor.kind === 'user' && ctx.actor.pii === 'masked' ? maskView(run) : run);
    },
  );
  return routes;
}

async function callerOf(request: Request, response: Response, { contextOf, importToken, log }: ImportParts): Promise<Ctx> {
  if (importToken !== undefined && isSameText(request.headers.authorization ?? '', `Bearer ${importToken}`)) {
    const tenantId = await findTenant('default');
    if (tenantId === null) throw new AppError('unavailable', 'The service is starting.');
    return systemContext(tenantId, 'import', log);
  }
  const ctx = await contextOf(request, response);
  if (ctx.actor.role !== 'admin' || !('all' in ctx.actor.scope)) throw new AppError('forbidden', 'This is for administrators who see the whole company.');
  if (!isAdminAddress(request.ip ?? '')) throw new AppError('forbidden', 'Administration is not allowed from this address.');
  return ctx;
}
