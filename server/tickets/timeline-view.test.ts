import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { timelineView, type AuditRow } from './timeline-view.ts';

const row = (over: Partial<AuditRow>): AuditRow => ({
  id: '1',
  ticket_id: '2',
  actor_user_id: '3',
  actor_name: 'Aina',
  action: 'status_changed',
  before_json: null,
  after_json: null,
  created_at: new Date(0),
  ...over,
});

describe('a line of the timeline', () => {
  it('says from what to what, from either engine’s JSON', () => {
    const line = timelineView(row({ before_json: '{"status":"open"}', after_json: { status: 'resolved' }, action: 'resolved' }), 'full');
    assert.deepEqual(line?.params, { from: 'open', to: 'resolved' });
    assert.equal(line?.actor, 'Aina');
    assert.deepEqual(
      timelineView(row({ action: 'assigned', before_json: { assigneeId: null, assignee: null }, after_json: { assigneeId: '9', assignee: 'Chong' } }), 'full')
        ?.params,
      { assigneeId: '9', to: 'Chong' },
    );
  });

  it('leaves out what is for the audit only, and says nobody for the system', () => {
    assert.equal(timelineView(row({ action: 'note_added' }), 'full'), null);
    assert.equal(timelineView(row({ action: 'created', actor_user_id: null, actor_name: 'whatsapp' }), 'full')?.actor, null);
  });

  it('masks what people typed', () => {
    assert.deepEqual(timelineView(row({ action: 'subject_changed', after_json: { subject: 'call 012-345 6789' } }), 'masked')?.params, {
      to: 'call 012-••• ••89',
    });
  });
});
