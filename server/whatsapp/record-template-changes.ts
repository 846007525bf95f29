import type { RecordedEvent } from '../../types/events.ts';
import type { Actor } from '../platform/context.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { recordEvents } from '../platform/record-events.ts';
import type { Sql } from '../platform/sql.ts';

/** What of a template can change at Meta. */
export interface TemplateState {
  status: string;
  category: string;
  quality: string | null;
  rejectedReason: string | null;
}
export interface TemplateStateChange {
  templateId: string;
  name: string;
  language: string;
  before: TemplateState;
  after: TemplateState;
}

/**
 * Keeps what Meta changed of templates in the audit log, and records `template.changed` where one may be sent now and could not before, or
 * the other way round: what depends on it plans anew. Relay the events after COMMIT.
 */
export async function recordTemplateChanges(
  sql: Sql,
  { tenantId, actor, at, requestId }: { tenantId: string; actor: Actor; at: Date; requestId?: string },
  changes: readonly TemplateStateChange[],
): Promise<RecordedEvent[]> {
  const told = changes.filter(({ before, after }) => differs(before, after).length > 0);
  await recordAudit(
    sql,
    told.map(({ templateId, name, language, before, after }) => {
      const fields = differs(before, after);
      const part = (state: TemplateState): Record<string, unknown> => Object.fromEntries(fields.map((field) => [field, state[field]]));
      const action = before.status === 'DRAFT' && after.status !== 'DRAFT' ? 'adopted' : `${fields[0] === 'rejectedReason' ? 'status' : fields[0]}_changed`;
      return {
        tenantId,
        actor,
        entityType: 'template',
        entityId: templateId,
        action,
        before: part(before),
        after: { name, language, ...part(after) },
        ...(requestId === undefined ? {} : { requestId }),
        at,
      };
    }),
  );
  return recordEvents(
    sql,
    told
      .filter(({ before, after }) => (before.status === 'APPROVED') !== (after.status === 'APPROVED'))
      .map(({ templateId, name, language, after }) => ({
        tenantId,
        type: 'template.changed',
        payload: { templateId, name, language, status: after.status, isSendable: after.status === 'APPROVED' },
      })),
    at,
  );
}

function differs(before: TemplateState, after: TemplateState): (keyof TemplateState)[] {
  return (['status', 'category', 'quality', 'rejectedReason'] as const).filter((field) => before[field] !== after[field]);
}
