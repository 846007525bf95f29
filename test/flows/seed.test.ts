import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { demoStaff } from '../../embed-demo/seed/demo-staff.ts';
import { createWorld, PHONE_NUMBER_ID, type World } from '../support/create-world.ts';

/** What a ticket's row says, what was said in it, and its history must tell one story. Each query finds those that contradict themselves. */
const contradictions: Readonly<Record<string, string>> = {
  'a done ticket that is unread, or for which somebody waits': 'SELECT id FROM ticket WHERE is_open = 0 AND (unread_count > 0 OR awaiting_since IS NOT NULL)',
  'a done ticket without its time, or an open one with it': "SELECT id FROM ticket WHERE (status IN ('resolved', 'closed')) <> (resolved_at IS NOT NULL)",
  'a closed ticket without its time, or one closed before three days were over':
    "SELECT id FROM ticket WHERE (status = 'closed') <> (closed_at IS NOT NULL) OR closed_at < resolved_at + INTERVAL 3 DAY",
  'a resolved ticket that should have been closed': "SELECT id FROM ticket WHERE status = 'resolved' AND resolved_at < UTC_TIMESTAMP(3) - INTERVAL 73 HOUR",
  'a ticket whose last word is ours, still open':
    "SELECT t.id FROM ticket t WHERE t.status IN ('new', 'open') AND t.prompt_state = 'none' AND t.preview_direction = 'out' AND t.preview_status <> 'failed'",
  'a ticket that waits for the merchant who has written':
    "SELECT t.id FROM ticket t WHERE t.status = 'pending_merchant' AND (t.preview_direction = 'in' OR t.preview_status = 'failed' OR t.awaiting_since IS NOT NULL)",
  'an answered ticket that is new, or an unanswered one that is not':
    "SELECT t.id FROM ticket t WHERE (t.status = 'new') = EXISTS (SELECT 1 FROM message m WHERE m.ticket_id = t.id AND m.direction = 'out' AND m.author_user_id IS NOT NULL)",
  'somebody who waits and does not, or the other way round': `SELECT t.id FROM ticket t WHERE t.is_open = 1 AND NOT (t.awaiting_since <=> (SELECT MIN(i.occurred_at) FROM message i
     WHERE i.ticket_id = t.id AND i.direction = 'in' AND i.occurred_at > COALESCE((SELECT MAX(o.occurred_at) FROM message o WHERE o.ticket_id = t.id AND o.direction = 'out' AND o.status <> 'failed'), '1970-01-01')))`,
  'a first response that is not the first answer that arrived': `SELECT t.id FROM ticket t WHERE NOT (t.first_response_at <=> (SELECT MIN(o.occurred_at) FROM message o
     WHERE o.ticket_id = t.id AND o.direction = 'out' AND o.author_user_id IS NOT NULL AND o.status <> 'failed'))`,
  'a number of messages that is not the number of messages':
    "SELECT t.id FROM ticket t WHERE t.inbound_count <> (SELECT COUNT(*) FROM message m WHERE m.ticket_id = t.id AND m.direction = 'in')",
  'more unread messages than there are': `SELECT t.id FROM ticket t WHERE t.unread_count > t.inbound_count OR
     t.unread_count <> (SELECT COUNT(*) FROM message m WHERE m.ticket_id = t.id AND m.direction = 'in' AND m.read_at IS NULL)`,
  'a preview that is not the last message': `SELECT t.id FROM ticket t WHERE t.preview_message_id <> (SELECT m.id FROM message m WHERE m.ticket_id = t.id ORDER BY m.occurred_at DESC, m.id DESC LIMIT 1)`,
  'a status that its history does not end with': `SELECT t.id FROM ticket t WHERE t.status <> (SELECT JSON_UNQUOTE(JSON_EXTRACT(a.after_json, '$.status')) FROM audit_log a
     WHERE a.entity_type = 'ticket' AND a.entity_id = t.id AND a.action IN ('created', 'status_changed', 'resolved', 'closed') ORDER BY a.created_at DESC, a.id DESC LIMIT 1)`,
  'an assignee without a line in the history, or a line without one':
    "SELECT t.id FROM ticket t WHERE (t.assigned_user_id IS NOT NULL) <> EXISTS (SELECT 1 FROM audit_log a WHERE a.entity_type = 'ticket' AND a.entity_id = t.id AND a.action = 'assigned')",
  'a history out of order': `SELECT a.entity_id AS id FROM audit_log a JOIN audit_log b ON b.entity_type = 'ticket' AND b.entity_id = a.entity_id AND b.id > a.id
     WHERE a.entity_type = 'ticket' AND b.created_at < a.created_at`,
  'a reply by somebody who has not the ticket':
    "SELECT t.id FROM ticket t JOIN message m ON m.ticket_id = t.id AND m.direction = 'out' AND m.type <> 'template' WHERE NOT (m.author_user_id <=> t.assigned_user_id)",
  'a free reply after the window had closed': `SELECT m.id FROM message m WHERE m.direction = 'out' AND m.type <> 'template' AND NOT EXISTS (SELECT 1 FROM message i
     WHERE i.contact_id = m.contact_id AND i.direction = 'in' AND i.occurred_at BETWEEN m.occurred_at - INTERVAL 24 HOUR AND m.occurred_at)`,
  'a message outside the life of its ticket':
    'SELECT m.id FROM message m JOIN ticket t ON t.id = m.ticket_id WHERE m.occurred_at < t.created_at OR m.occurred_at > COALESCE(t.resolved_at, UTC_TIMESTAMP(3))',
  'a status of a message before the one before it':
    "SELECT id FROM message WHERE sent_at < occurred_at OR delivered_at < sent_at OR read_at < COALESCE(delivered_at, occurred_at) OR (status = 'failed') <> (failed_at IS NOT NULL)",
  'a new ticket for somebody whose old one would have been opened again': `SELECT t.id FROM ticket t JOIN ticket f ON f.id = t.former_ticket_id
     WHERE f.contact_id <> t.contact_id OR f.resolved_at IS NULL OR f.resolved_at + INTERVAL 3 DAY > t.created_at`,
  'two open tickets of one person': 'SELECT contact_id AS id FROM ticket WHERE is_open = 1 GROUP BY contact_id HAVING COUNT(*) > 1',
  'somebody who wrote before we knew them': 'SELECT t.id FROM ticket t JOIN contact c ON c.id = t.contact_id WHERE t.created_at < c.created_at',
  'a ticket of an outlet its merchant has nothing to do with':
    'SELECT t.id FROM ticket t WHERE t.oid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contact_outlet o WHERE o.contact_id = t.contact_id AND o.oid = t.oid)',
  'a recent ticket of an outlet that has closed':
    "SELECT t.id FROM ticket t JOIN outlet o ON o.oid = t.oid WHERE o.status = 'closed' AND t.created_at > UTC_TIMESTAMP(3) - INTERVAL 30 DAY",
  'an outlet that is linked and is not': "SELECT id FROM ticket WHERE (link_state = 'linked') <> (oid IS NOT NULL) OR (oid IS NULL) <> (fid IS NULL)",
  'a window that is not the last message of the merchant': `SELECT c.contact_id AS id FROM conversation c WHERE NOT (c.last_inbound_at <=> (SELECT MAX(m.occurred_at) FROM message m
     WHERE m.contact_id = c.contact_id AND m.direction = 'in'))`,
  'a renewal that is not the one the outlet has now, or two that are open': `SELECT r.oid AS id FROM renewal r JOIN outlet o ON o.oid = r.oid WHERE r.status IN ('due', 'failed') AND o.expiry_date <> r.due_date
     UNION SELECT oid FROM renewal WHERE status IN ('due', 'failed') GROUP BY oid HAVING COUNT(*) > 1`,
  'a renewal that is paid without a day, or unpaid with one':
    "SELECT id FROM renewal WHERE (status = 'paid') <> (paid_on IS NOT NULL) OR (status = 'paid') <> (settled_at IS NOT NULL)",
  'an unpaid renewal that has not failed seven days later':
    "SELECT id FROM renewal WHERE status = 'due' AND due_date < CURRENT_DATE - INTERVAL 9 DAY OR status = 'failed' AND due_date > CURRENT_DATE - INTERVAL 6 DAY",
  'a renewal whose end is not what its log says': `SELECT r.id FROM renewal r WHERE r.outcome = 'renewed' AND EXISTS (SELECT 1 FROM renewal_attempt a WHERE a.renewal_id = r.id AND a.result <> 'no_answer')
     UNION SELECT r.id FROM renewal r WHERE r.outcome = 'recovered' AND NOT EXISTS (SELECT 1 FROM renewal_attempt a WHERE a.renewal_id = r.id AND a.result <> 'no_answer')
     UNION SELECT r.id FROM renewal r WHERE r.outcome IN ('winback', 'returned') AND r.paid_on <= r.due_date + INTERVAL 30 DAY`,
  'a prompt after the payment, after the answer, at night or in the future': `SELECT a.id FROM renewal_attempt a JOIN renewal r ON r.id = a.renewal_id WHERE a.created_at > UTC_TIMESTAMP(3)
     OR a.channel = 'whatsapp' AND (a.created_at > r.paid_on + INTERVAL 16 HOUR OR a.created_at > r.answered_at OR HOUR(a.created_at + INTERVAL 8 HOUR) NOT BETWEEN 9 AND 17)`,
  'a cycle with more prompts than may wait, or than there may be': `SELECT renewal_id AS id FROM renewal_attempt WHERE channel = 'whatsapp' AND step NOT LIKE 'winback%' GROUP BY renewal_id HAVING COUNT(*) > 4
     UNION SELECT renewal_id FROM renewal_attempt WHERE channel = 'whatsapp' AND step NOT LIKE 'winback%' AND superseded_at IS NULL AND answered_at IS NULL GROUP BY renewal_id HAVING COUNT(*) > 3`,
  'a prompt to somebody who wants none, or an offer to somebody who has not asked for offers': `SELECT a.id FROM renewal_attempt a JOIN contact c ON c.id = a.contact_id
     WHERE a.channel = 'whatsapp' AND (c.opted_out_at IS NOT NULL OR a.step LIKE 'winback%' AND c.opted_in_at IS NULL)`,
  'somebody written to twice on one day':
    'SELECT contact_id AS id FROM automatic_message GROUP BY contact_id, DATE(created_at + INTERVAL 8 HOUR) HAVING COUNT(*) > 1',
  'a prompt without its decision':
    "SELECT a.id FROM renewal_attempt a WHERE a.channel = 'whatsapp' AND NOT EXISTS (SELECT 1 FROM renewal_decision d WHERE d.renewal_id = a.renewal_id AND d.step = a.step AND d.verdict = 'send' AND d.created_at = a.created_at)",
  'a reminder that is work before the merchant has answered': "SELECT id FROM ticket WHERE (prompt_state = 'outreach') <> (inbound_count = 0)",
  'a time in the future': `SELECT id FROM ticket WHERE GREATEST(created_at, last_message_at, updated_at, COALESCE(resolved_at, created_at), COALESCE(closed_at, created_at)) > UTC_TIMESTAMP(3)
     UNION SELECT id FROM message WHERE GREATEST(occurred_at, COALESCE(read_at, occurred_at), COALESCE(failed_at, occurred_at)) > UTC_TIMESTAMP(3)
     UNION SELECT id FROM audit_log WHERE created_at > UTC_TIMESTAMP(3) UNION SELECT id FROM ticket_note WHERE created_at > UTC_TIMESTAMP(3)`,
};

describe('the seeded demo', () => {
  let world: World;
  before(async () => {
    world = await createWorld();
    const { DATABASE_URL, MEDIA_DIR } = world.config;
    await promisify(execFile)(process.execPath, ['embed-demo/seed/main.ts'], {
      env: { PATH: process.env['PATH'] ?? '', DATABASE_URL, MEDIA_DIR, WABA_PHONE_NUMBER_ID: PHONE_NUMBER_ID },
    });
  });
  after(() => world.close());

  for (const [what, statement] of Object.entries(contradictions))
    it(`does not have ${what}`, async () => {
      const found = await world.sql.query<{ id: string }>(statement);
      assert.deepEqual(
        found.map(({ id }) => id),
        [],
        what,
      );
    });

  it('gives tickets only to those who may see them', async () => {
    const rows = await world.sql.query<{ id: string; oid: string | null; fid: string | null; external_id: string }>(
      'SELECT t.id, t.oid, t.fid, u.external_id FROM ticket t JOIN user u ON u.id = t.assigned_user_id',
    );
    assert.ok(rows.length > 250);
    const scopes = new Map(demoStaff().map(({ key, scope }) => [key, scope]));
    const blind = rows.filter(({ oid, fid, external_id }) => {
      const scope = scopes.get(external_id);
      return scope === undefined || !('all' in scope || scope.oids.includes(String(oid)) || scope.fids.includes(String(fid)));
    });
    assert.deepEqual(blind, []);
  });

  it('has renewals in every tab and bucket, and about two in three paid within a week', async () => {
    const client = await world.clientOf({ sub: 'pos-2006', role: 'supervisor' });
    const overview = await client.renewals.overview.query({ days: 270 });
    for (const [tab, count] of Object.entries(overview.counts)) assert.ok(count >= 5, `${tab}: ${count}`);
    for (const { from, to, count } of overview.aging) assert.ok(count >= 2, `${from} to ${to}: ${count}`);
    assert.ok(overview.weeks.filter((week) => week.due > 0).length > 30);
    const { a, b } = overview.rates;
    assert.ok(b.share !== null && b.share > 0.58 && b.share < 0.72, `B is ${b.share}`);
    assert.ok(a.share !== null && a.share > 0.4 && b.of > 120);
    assert.ok(overview.winback.sent > 3 && overview.winback.wonBack > 0, JSON.stringify(overview.winback));
    assert.deepEqual(overview.blocked, [], 'Meta has approved what the cadence needs');
  });

  it('shows every state: failures, both sides of the window, somebody unread', async () => {
    const [seen] = await world.sql.query<Record<string, number>>(`SELECT
      (SELECT COUNT(DISTINCT error_code) FROM message WHERE status = 'failed') AS failures,
      (SELECT COUNT(*) FROM ticket t JOIN conversation c ON c.contact_id = t.contact_id WHERE t.is_open = 1 AND c.last_inbound_at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY) AS shut,
      (SELECT COUNT(*) FROM ticket WHERE unread_count > 0) AS unread,
      (SELECT COUNT(*) FROM ticket WHERE status = 'resolved') AS resolved,
      (SELECT COUNT(*) FROM ticket WHERE status = 'pending_internal') AS aside`);
    for (const [what, count] of Object.entries(seen ?? {})) assert.ok(Number(count) >= 2, `${what}: ${count}`);
  });
});
