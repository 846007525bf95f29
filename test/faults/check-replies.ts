import { callbackData } from '../../server/messages/callback-data.ts';
import type { Stage } from '../load/stage.ts';
import type { WrittenReply } from './reply-driver.ts';

/** What became of the agents' replies; the first five must be 0. */
export interface ReplyCheck {
  written: number;
  /** WhatsApp accepted it more than once */
  sentTwice: number;
  /** the agent was told it is queued, and it is not there, or still under way long after */
  forgotten: number;
  /** two rows for one key of the composer */
  doubled: number;
  /** shown as sent, but WhatsApp never got it */
  falselySent: number;
  /** shown as failed, but WhatsApp has it */
  falselyFailed: number;
  byStatus: Record<string, number>;
  isClean: boolean;
}

/** Compares the replies in the database with what the Graph API simulator accepted. */
export async function checkReplies(stage: Stage, written: readonly WrittenReply[], accepted: readonly { opaque: string | null }[]): Promise<ReplyCheck> {
  const times = new Map<string, number>();
  for (const { opaque } of accepted) {
    const own = callbackData.read(opaque);
    if (own) times.set(own.messageId, (times.get(own.messageId) ?? 0) + 1);
  }
  const rows = await stage.rows<{ id: string; client_key: string; status: string }>(
    `SELECT id, client_key, status FROM message WHERE direction = 'out' AND client_key LIKE 'reply-%'`,
  );
  const byKey = Map.groupBy(rows, (row) => row.client_key);
  const byStatus: Record<string, number> = {};
  let [forgotten, falselySent, falselyFailed] = [0, 0, 0];
  for (const { clientKey, messageId } of written) {
    const row = byKey.get(clientKey)?.find((one) => one.id === messageId);
    const status = row?.status ?? 'missing';
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    if (!row || status === 'queued' || status === 'sending') forgotten += 1;
    const isAccepted = times.has(messageId);
    if (['sent', 'delivered', 'read'].includes(status) && !isAccepted) falselySent += 1;
    if (status === 'failed' && isAccepted) falselyFailed += 1;
  }
  const sentTwice = [...times.values()].filter((count) => count > 1).length;
  const doubled = [...byKey.values()].filter((same) => same.length > 1).length;
  return {
    written: written.length,
    sentTwice,
    forgotten,
    doubled,
    falselySent,
    falselyFailed,
    byStatus,
    isClean: sentTwice + forgotten + doubled + falselySent + falselyFailed === 0,
  };
}
