import type { z } from 'zod';
import type { bindTemplateInput } from '../../types/templates.ts';
import { AppError } from '../platform/app-error.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { parseJson } from '../platform/parse-json.ts';
import { recordAudit } from '../platform/record-audit.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideTemplateVariables } from './decide-template-variables.ts';
import type { TemplateComponent } from './template-types.ts';

/**
 * Says which fact stands in a blank, and the words when it is not known; kept by name and language, so that a new wording keeps it.
 * Errors: not_found (no such template or language), invalid_input (it has no such blank). Audited.
 */
export async function bindTemplate(ctx: UserCtx, input: z.output<typeof bindTemplateInput>): Promise<{ done: true }> {
  return inTransaction(ctx, async ({ tx, tenantId }) => {
    const [row] = await tx.query<{ id: string; components: TemplateComponent[] | string }>(
      "SELECT id, components FROM whatsapp_template WHERE tenant_id = ? AND name = ? AND language = ? AND status <> 'DELETED' ORDER BY id LIMIT 1 FOR UPDATE",
      [tenantId, input.name, input.language],
    );
    if (!row) throw new AppError('not_found', 'This template does not exist.');
    const blanks = decideTemplateVariables({ components: parseJson(row.components) ?? [] }) ?? [];
    if (!blanks.some((blank) => blank.key === input.variable)) throw new AppError('invalid_input', 'This template has no such blank.');
    const key = [tenantId, input.name, input.language, input.variable];
    const [before] = await tx.query<{ fact: string; fallback: string | null }>(
      'SELECT fact, fallback FROM template_binding WHERE tenant_id = ? AND name = ? AND language = ? AND variable = ?',
      key,
    );
    const fallback = input.fallback === '' ? null : input.fallback;
    if (before?.fact === input.fact && before.fallback === fallback) return { done: true };
    await tx.execute(
      `INSERT INTO template_binding (tenant_id, name, language, variable, fact, fallback) VALUES (?, ?, ?, ?, ?, ?)
       ON DUPLICATE KEY UPDATE fact = VALUES(fact), fallback = VALUES(fallback)`,
      [...key, input.fact, fallback],
    );
    const named = (one: { fact: string; fallback: string | null }): Record<string, unknown> => ({ language: input.language, variable: input.variable, ...one });
    await recordAudit(tx, [
      {
        tenantId,
        actor: ctx.actor,
        entityType: 'template',
        entityId: row.id,
        action: 'bound',
        before: before ? named(before) : null,
        after: named({ fact: input.fact, fallback }),
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    return { done: true };
  });
}
