/** Our answers in ticket `t`, as a condition on message `o`: what a person sent and what did not fail. A reaction is a nod, and what the system sends by itself answers nobody. */
const ANSWERED =
  "o.tenant_id = t.tenant_id AND o.ticket_id = t.id AND o.direction = 'out' AND o.author_user_id IS NOT NULL AND o.type <> 'reaction' AND o.status <> 'failed'";

/** For an UPDATE of `ticket t`, from its messages: `since` the first message of the merchant nobody has answered (null when the last word is ours), `answer` our first answer. */
export const waitingSinceSql = {
  answer: `(SELECT MIN(o.occurred_at) FROM message o WHERE ${ANSWERED})`,
  since: `(SELECT MIN(i.occurred_at) FROM message i WHERE i.tenant_id = t.tenant_id AND i.ticket_id = t.id AND i.direction = 'in' AND i.type NOT IN ('reaction', 'system')
    AND i.occurred_at > COALESCE((SELECT MAX(o.occurred_at) FROM message o WHERE ${ANSWERED}), '1970-01-01'))`,
} as const;
