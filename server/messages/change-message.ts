import type { Sql } from '../platform/sql.ts';
import { applyChange } from './apply-change.ts';
import type { InboundMessage } from './inbound-message-types.ts';
import { parkChange } from './park-change.ts';

/**
 * A reaction, an edit or a deletion by the merchant, to the message it names. When that is not there yet (webhooks come in any order, and a
 * send's answer may not be written down) the change waits for it. Returns the id of the changed message, null when nothing changed.
 */
export async function changeMessage(sql: Sql, tenantId: string, message: InboundMessage): Promise<string | null> {
  const { effect, text, at } = message;
  if (effect.kind !== 'reaction' && effect.kind !== 'edit' && effect.kind !== 'revoke') return null;
  const result = await applyChange(sql, tenantId, { effect, text, at });
  if (result === 'unknown') await parkChange(sql, tenantId, { effect, text, at });
  return typeof result === 'string' ? null : result.id;
}
