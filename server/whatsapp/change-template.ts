import type { RecordedEvent } from '../../types/events.ts';
import type { Sql } from '../platform/sql.ts';
import type { TemplateChange } from './parse-template-change.ts';
import { recordTemplateChanges, type TemplateState } from './record-template-changes.ts';

/** A webhook's time has whole seconds: it may have been any moment of its second. */
const SECOND_MS = 999;

interface Row {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  quality: string | null;
  rejected_reason: string | null;
  stated_at: Date | null;
}

/**
 * What Meta's webhook says of a template we know: status, quality, category, why it was refused. News older than what we were told before
 * (they come in any order, and again for days) change nothing of the status. Returns events to relay, and the name for the live delta;
 * null when nothing changed.
 */
export async function changeTemplate(
  sql: Sql,
  owner: { tenantId: string; wabaId: string },
  change: TemplateChange,
  times: { said: Date; received: Date; now: Date },
): Promise<{ name: string; events: RecordedEvent[] } | null> {
  const rows = await sql.query<Row>(
    `SELECT id, name, language, status, category, quality, rejected_reason, stated_at FROM whatsapp_template
     WHERE tenant_id = ? AND waba_id = ? AND (meta_id = ? OR (name = ? AND language = ?)) FOR UPDATE`,
    [owner.tenantId, owner.wabaId, change.metaId, change.name, change.language],
  );
  const row = rows.find((one) => one.name === change.name && one.language === change.language) ?? rows[0];
  if (!row) return null;
  const said = new Date(Math.min(times.said.getTime() + SECOND_MS, times.received.getTime()));
  const isNews = change.status !== null && (row.stated_at === null || row.stated_at.getTime() <= said.getTime());
  const before: TemplateState = { status: row.status, category: row.category, quality: row.quality, rejectedReason: row.rejected_reason };
  const after: TemplateState = {
    status: isNews ? (change.status ?? row.status) : row.status,
    category: change.category ?? row.category,
    quality: change.quality ?? row.quality,
    rejectedReason: isNews ? change.reason : row.rejected_reason,
  };
  await sql.execute(
    'UPDATE whatsapp_template SET status = ?, category = ?, quality = ?, rejected_reason = ?, meta_id = COALESCE(meta_id, ?), stated_at = IF(?, ?, stated_at) WHERE tenant_id = ? AND id = ?',
    [after.status, after.category, after.quality, after.rejectedReason, change.metaId, isNews, said, owner.tenantId, row.id],
  );
  const events = await recordTemplateChanges(sql, { tenantId: owner.tenantId, actor: { kind: 'system', name: 'whatsapp' }, at: times.now }, [
    { templateId: row.id, name: row.name, language: row.language, before, after },
  ]);
  return { name: row.name, events };
}
