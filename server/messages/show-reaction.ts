import type { Ctx, Tx } from '../platform/context.ts';
import { parseJson } from '../platform/parse-json.ts';
import type { MessagePayload } from './message-types.ts';

/** Puts our reaction on the message it is about (one per side; an empty emoji takes it away). Returns that message's id. */
export async function showReaction(ctx: Ctx & { tx: Tx }, waMessageId: string, emoji: string): Promise<string | null> {
  const [row] = await ctx.tx.query<{ id: string; payload: MessagePayload | string | null }>(
    'SELECT id, payload FROM message WHERE tenant_id = ? AND wa_message_id = ? FOR UPDATE',
    [ctx.tenantId, waMessageId],
  );
  if (!row) return null;
  const payload = parseJson<MessagePayload>(row.payload) ?? {};
  const others = (payload.reactions ?? []).filter((reaction) => reaction.from !== 'us');
  const ours = emoji === '' ? [] : [{ emoji, from: 'us' as const, by: ctx.actor.name }];
  await ctx.tx.execute('UPDATE message SET payload = ? WHERE tenant_id = ? AND id = ?', [
    JSON.stringify({ ...payload, reactions: [...others, ...ours] }),
    ctx.tenantId,
    row.id,
  ]);
  return row.id;
}
