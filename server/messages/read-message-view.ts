import type { MessageView } from '../../types/messages.ts';
import { AppError } from '../platform/app-error.ts';
import type { Sql } from '../platform/sql.ts';
import type { MessageRow } from './message-types.ts';
import { selectMessages } from './select-messages.ts';
import { messageView, type MessageViewOptions } from './view.ts';

/** One message as a bubble, read on the given connection (so that an open transaction sees its own row). Rejects with `not_found`. */
export async function readMessageView(sql: Sql, tenantId: string, messageId: string, options: MessageViewOptions): Promise<MessageView> {
  const [row] = await sql.query<MessageRow>(`${selectMessages} WHERE m.tenant_id = ? AND m.id = ?`, [tenantId, messageId]);
  if (!row) throw new AppError('not_found', 'This message does not exist.');
  return messageView(row, options);
}
