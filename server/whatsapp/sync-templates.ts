import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import type { SqlValue } from '../platform/sql.ts';
import { graph } from './graph.ts';

const FIELDS = 'id,name,status,category,language,components,parameter_format,quality_score,rejected_reason';
const MAX_PAGES = 100;

const template = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  name: z.string().min(1).max(512),
  language: z
    .string()
    .min(2)
    .max(16)
    .transform((code) => code.replace('-', '_')),
  status: z.string().max(32),
  category: z.string().max(32),
  parameter_format: z.enum(['POSITIONAL', 'NAMED']).catch('POSITIONAL'),
  components: z.array(z.looseObject({ type: z.string() })),
  quality_score: z.looseObject({ score: z.string().max(16).optional() }).optional(),
  rejected_reason: z.string().max(255).optional(),
});
const page = z.object({ data: z.array(z.unknown()), paging: z.looseObject({ next: z.string().optional() }).optional() });
type Template = z.output<typeof template>;

/**
 * Brings `whatsapp_template` to what Meta has (TPL-10): every page is read before anything is written, so that a broken read never makes a
 * template disappear. A template Meta no longer lists becomes DELETED; one we cannot read is left as it is. Rejects with `unavailable`.
 */
export async function syncTemplates(ctx: Ctx, wabaId: string): Promise<{ read: number; removed: number }> {
  const began = new Date();
  const { templates, seen } = await readAll(ctx, wabaId);
  return inTransaction(ctx, async ({ tx, tenantId }) => {
    const at = new Date();
    const rows: SqlValue[] = templates.map((one) => [
      tenantId,
      wabaId,
      one.id,
      one.name,
      one.language,
      one.category,
      one.status,
      one.parameter_format,
      JSON.stringify(one.components),
      one.rejected_reason === undefined || one.rejected_reason === 'NONE' ? null : one.rejected_reason,
      one.quality_score?.score ?? null,
      at,
    ]);
    if (rows.length > 0) {
      await tx.execute(
        `INSERT INTO whatsapp_template (tenant_id, waba_id, meta_id, name, language, category, status, parameter_format, components, rejected_reason, quality, synced_at) VALUES ?
         ON DUPLICATE KEY UPDATE meta_id = VALUES(meta_id), category = VALUES(category), status = VALUES(status), parameter_format = VALUES(parameter_format),
           components = VALUES(components), rejected_reason = VALUES(rejected_reason), quality = VALUES(quality), synced_at = VALUES(synced_at)`,
        [rows],
      );
    }
    const known = await tx.query<{ id: string; name: string; language: string }>(
      "SELECT id, name, language FROM whatsapp_template WHERE tenant_id = ? AND waba_id = ? AND status <> 'DELETED' AND created_at < ?",
      [tenantId, wabaId, began],
    );
    const gone = known.filter((row) => !seen.has(`${row.name} ${row.language}`)).map((row) => row.id);
    if (gone.length > 0)
      await tx.execute("UPDATE whatsapp_template SET status = 'DELETED', synced_at = ? WHERE tenant_id = ? AND id IN (?)", [at, tenantId, gone]);
    return { read: templates.length, removed: gone.length };
  });
}

/** The same for every account the tenant has a number in; one that cannot be read does not keep the others from it. */
export async function syncTemplatesOfTenant(ctx: Ctx): Promise<void> {
  const accounts = await database().query<{ waba_id: string }>('SELECT DISTINCT waba_id FROM whatsapp_number WHERE tenant_id = ? AND waba_id IS NOT NULL', [
    ctx.tenantId,
  ]);
  for (const { waba_id: wabaId } of accounts) {
    try {
      await syncTemplates(ctx, wabaId);
    } catch (error) {
      ctx.log.warn({ err: error, wabaId }, 'templates could not be read');
    }
  }
}

async function readAll(ctx: Ctx, wabaId: string): Promise<{ templates: Template[]; seen: Set<string> }> {
  const templates: Template[] = [];
  const seen = new Set<string>();
  let next: string | undefined = `/${encodeURIComponent(wabaId)}/message_templates?fields=${FIELDS}&limit=100`;
  for (let count = 0; next !== undefined; count++) {
    if (count >= MAX_PAGES) throw new AppError('unavailable', 'WhatsApp lists more templates than we can read.');
    const answer = await graph().get(next);
    if ('kind' in answer) throw new AppError('unavailable', 'WhatsApp did not hand over its templates.', { detail: answer.detail });
    const parsed = page.safeParse(answer.json);
    if (!parsed.success) throw new AppError('unavailable', 'WhatsApp handed over a list of templates we cannot read.');
    for (const raw of parsed.data.data) {
      const one = template.safeParse(raw);
      const name = z.looseObject({ name: z.string(), language: z.string() }).safeParse(raw);
      if (name.success) seen.add(`${name.data.name} ${name.data.language.replace('-', '_')}`);
      if (one.success) templates.push(one.data);
      else ctx.log.warn({ template: name.data?.name, issues: one.error.issues.length }, 'a template we cannot read');
    }
    next = parsed.data.paging?.next;
  }
  return { templates, seen };
}
