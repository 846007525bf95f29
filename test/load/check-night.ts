import { callbackData } from '../../server/messages/callback-data.ts';
import type { Night } from './seed-night.ts';
import type { Stage } from './stage.ts';

/** What a sending night left; the first seven must be 0. */
export interface NightCheck {
  /** outlets without a reminder, or whose reminder never went out */
  missing: number;
  /** a step of an outlet written twice */
  doubled: number;
  /** WhatsApp accepted a reminder more than once */
  sentTwice: number;
  /** people who got more than one automatic message this night */
  overCap: number;
  /** still queued or being sent long after */
  unfinished: number;
  /** attempts that say something else than their message */
  wrongAttempts: number;
  /** shown as sent, but WhatsApp never got it, or the other way round */
  falselyTold: number;
  reminders: number;
  byStatus: Record<string, number>;
  isClean: boolean;
}

/** Compares the renewals of a night with what the Graph API simulator accepted. */
export async function checkNight(stage: Stage, night: Night, accepted: readonly { opaque: string | null }[]): Promise<NightCheck> {
  const times = new Map<string, number>();
  for (const { opaque } of accepted) {
    const own = callbackData.read(opaque);
    if (own) times.set(own.messageId, (times.get(own.messageId) ?? 0) + 1);
  }
  const rows = await stage.rows<{
    oid: string;
    attempts: string;
    message_id: string | null;
    status: string | null;
    result: string | null;
    contact_id: string | null;
  }>(
    `SELECT o.oid, COUNT(a.id) AS attempts, MIN(a.message_id) AS message_id, MIN(m.status) AS status, MIN(a.result) AS result, MIN(a.contact_id) AS contact_id
     FROM outlet o LEFT JOIN renewal r ON r.tenant_id = o.tenant_id AND r.oid = o.oid AND r.due_date = o.expiry_date
     LEFT JOIN renewal_attempt a ON a.tenant_id = r.tenant_id AND a.renewal_id = r.id LEFT JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id
     WHERE o.tenant_id = 1 AND o.oid >= ? AND o.oid < ? GROUP BY o.oid`,
    [night.firstOid, night.firstOid + 1_000_000],
  );
  const people = await stage.rows<{ n: string }>(
    `SELECT COUNT(*) AS n FROM automatic_message a JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id
     JOIN contact c ON c.tenant_id = a.tenant_id AND c.id = a.contact_id WHERE a.tenant_id = 1 AND c.wa_phone_e164 LIKE ? AND m.status <> 'failed' GROUP BY a.contact_id`,
    [`${night.phones[0]?.slice(0, 7)}%`],
  );
  const check: Omit<NightCheck, 'isClean'> = {
    ...{ missing: 0, doubled: 0, sentTwice: 0, overCap: 0, unfinished: 0, wrongAttempts: 0, falselyTold: 0, reminders: 0, byStatus: {} },
  };
  const messages = new Set<string>();
  for (const row of rows) {
    if (Number(row.attempts) > 1) check.doubled += 1;
    if (row.message_id === null || row.status === 'failed') check.missing += 1;
    if (row.status === 'queued' || row.status === 'sending') check.unfinished += 1;
    const isOut = row.status === 'sent' || row.status === 'delivered' || row.status === 'read';
    if (isOut && (row.result === 'queued' || row.result === 'unknown')) check.wrongAttempts += 1;
    if (row.message_id !== null && !messages.has(row.message_id)) {
      messages.add(row.message_id);
      check.byStatus[row.status ?? 'missing'] = (check.byStatus[row.status ?? 'missing'] ?? 0) + 1;
      const count = times.get(row.message_id) ?? 0;
      if (count > 1) check.sentTwice += 1;
      if ((isOut && count === 0) || (row.status === 'failed' && count > 0)) check.falselyTold += 1;
    }
  }
  check.missing += night.outlets - rows.length;
  check.overCap = people.filter((person) => Number(person.n) > 1).length;
  check.reminders = messages.size;
  const { missing, doubled, sentTwice, overCap, unfinished, wrongAttempts, falselyTold } = check;
  return { ...check, isClean: missing + doubled + sentTwice + overCap + unfinished + wrongAttempts + falselyTold === 0 };
}
