import { z } from 'zod';
import type { TemplateSync } from '../../types/templates.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { publishLive } from '../platform/publish-live.ts';
import { relayEvents } from '../platform/relay-events.ts';
import type { SqlValue } from '../platform/sql.ts';
import { graph } from './graph.ts';
import { recordTemplateChanges, type TemplateState, type TemplateStateChange } from './record-template-changes.ts';

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

/** What was read from one account, and what that changed. */
type AccountSync = Omit<TemplateSync, 'failed' | 'at'>;

interface Known {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  quality: string | null;
  rejected_reason: string | null;
  stated_at: Date | null;
  created_at: Date;
}

/**
 * Brings `whatsapp_template` to what Meta has (TPL-10): every page is read before anything is written, so that a broken read never makes a
 * template disappear. A template Meta no longer lists becomes DELETED, unless it is a draft of ours; one we cannot read is left as it is. A
 * status a webhook told while we read is newer than what we read. What came with the product and is found at Meta is adopted: its state,
 * id and category are Meta's from then on. Audited; who depends on them hears of it. Rejects with `unavailable`.
 */
export async function syncTemplates(ctx: Ctx, wabaId: string): Promise<AccountSync> {
  const began = new Date();
  const { templates, seen } = await readAll(ctx, wabaId);
  return inTransaction(ctx, async ({ tx, tenantId, actor, requestId }) => {
    const at = new Date();
    const known = await tx.query<Known>(
      `SELECT id, name, language, status, category, quality, rejected_reason, stated_at, created_at FROM whatsapp_template
       WHERE tenant_id = ? AND waba_id = ? FOR UPDATE`,
      [tenantId, wabaId],
    );
    const rowOf = new Map(known.map((row) => [`${row.name} ${row.language}`, row]));
    const rows: SqlValue[] = templates.map((one) => {
      const row = rowOf.get(`${one.name} ${one.language}`);
      const isOlder = row?.stated_at && row.stated_at > began;
      return [
        ...[tenantId, wabaId, one.id, one.name, one.language, one.category, isOlder ? row.status : one.status, one.parameter_format],
        ...[
          JSON.stringify(one.components),
          isOlder ? row.rejected_reason : reasonOf(one),
          one.quality_score?.score ?? null,
          at,
          isOlder ? row.stated_at : began,
        ],
      ];
    });
    if (rows.length > 0) {
      await tx.execute(
        `INSERT INTO whatsapp_template (tenant_id, waba_id, meta_id, name, language, category, status, parameter_format, components, rejected_reason, quality, synced_at, stated_at) VALUES ?
         ON DUPLICATE KEY UPDATE meta_id = VALUES(meta_id), category = VALUES(category), status = VALUES(status), parameter_format = VALUES(parameter_format),
           components = VALUES(components), rejected_reason = VALUES(rejected_reason), quality = VALUES(quality), synced_at = VALUES(synced_at), stated_at = VALUES(stated_at)`,
        [rows],
      );
    }
    const gone = known.filter(
      (row) =>
        !['DELETED', 'DRAFT'].includes(row.status) &&
        row.created_at < began &&
        !(row.stated_at && row.stated_at > began) &&
        !seen.has(`${row.name} ${row.language}`),
    );
    if (gone.length > 0)
      await tx.execute("UPDATE whatsapp_template SET status = 'DELETED', synced_at = ?, stated_at = ? WHERE tenant_id = ? AND id IN (?)", [
        ...[at, began, tenantId],
        gone.map((row) => row.id),
      ]);
    const changes = [
      ...templates.flatMap((one) => {
        const row = rowOf.get(`${one.name} ${one.language}`);
        if (!row) return [];
        const isOlder = row.stated_at !== null && row.stated_at > began;
        const quality = one.quality_score?.score ?? null;
        const said = isOlder ? stateOf(row) : { ...stateOf(row), status: one.status, rejectedReason: reasonOf(one) };
        return [changeOf(row, { ...said, category: one.category, quality })];
      }),
      ...gone.map((row) => changeOf(row, { ...stateOf(row), status: 'DELETED' })),
    ];
    const events = await recordTemplateChanges(tx, { tenantId, actor, at, requestId }, changes);
    const isOther = changes.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
    const added = templates.filter((one) => !rowOf.has(`${one.name} ${one.language}`));
    tx.afterCommit(() => relayEvents(events));
    tx.afterCommit(() =>
      publishLive(
        tenantId,
        [...new Set([...isOther, ...added].map(({ name }) => name))].map((name) => ({ rooms: ['everyone'], delta: { t: 'template', name } })),
        ctx.log,
      ),
    );
    return {
      read: templates.length,
      added: added.length,
      changed: isOther.map(({ name, language, before, after }) => ({ name, language, ...wordsOf(before, after) })),
      removed: gone.length,
    };
  });
}

/** The same for every account the tenant has a number in; one that cannot be read does not keep the others from it. */
export async function syncTemplatesOfTenant(ctx: Ctx): Promise<TemplateSync> {
  const accounts = await database().query<{ waba_id: string }>('SELECT DISTINCT waba_id FROM whatsapp_number WHERE tenant_id = ? AND waba_id IS NOT NULL', [
    ctx.tenantId,
  ]);
  const total: TemplateSync = { read: 0, added: 0, changed: [], removed: 0, failed: 0, at: new Date().toISOString() };
  for (const { waba_id: wabaId } of accounts) {
    try {
      const one = await syncTemplates(ctx, wabaId);
      total.read += one.read;
      total.added += one.added;
      total.removed += one.removed;
      total.changed.push(...one.changed);
    } catch (error) {
      total.failed += 1;
      ctx.log.warn({ err: error, wabaId }, 'templates could not be read');
    }
  }
  return total;
}

function reasonOf(one: Template): string | null {
  return one.rejected_reason === undefined || one.rejected_reason === 'NONE' ? null : one.rejected_reason;
}

function stateOf(row: Known): TemplateState {
  return { status: row.status, category: row.category, quality: row.quality, rejectedReason: row.rejected_reason };
}

function changeOf(row: Known, after: TemplateState): TemplateStateChange {
  return { templateId: row.id, name: row.name, language: row.language, before: stateOf(row), after };
}

/** The most important difference, as one word before and after. */
function wordsOf(before: TemplateState, after: TemplateState): { from: string; to: string } {
  const field = (['status', 'category', 'quality', 'rejectedReason'] as const).find((one) => before[one] !== after[one]) ?? 'status';
  return { from: before[field] ?? '', to: after[field] ?? '' };
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
