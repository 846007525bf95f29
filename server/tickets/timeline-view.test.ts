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

const everything = { all: true } as const;

describe('a line of the timeline', () => {
  it('says from what to what, from either engine’s JSON, and nothing else', () => {
    const line = timelineView(row({ before_json: '{"status":"open"}', after_json: { status: 'resolved' }, action: 'resolved' }), null);
    assert.deepEqual(line?.params, { from: 'open', to: 'resolved' });
    assert.equal(line?.actor, 'Aina');
    const assigned = row({ action: 'assigned', before_json: { assigneeId: null, assignee: null }, after_json: { assigneeId: '9', assignee: 'Chong' } });
    assert.deepEqual(timelineView(assigned, everything)?.params, { to: 'Chong' });
    assert.deepEqual(timelineView(row({ action: 'created', after_json: { formerTicketId: '7' } }), everything)?.params, {});
  });

  it('leaves out what is for the audit only, and says nobody for the system', () => {
    assert.equal(timelineView(row({ action: 'note_added' }), everything), null);
    assert.equal(timelineView(row({ action: 'created', actor_user_id: null, actor_name: 'whatsapp' }), everything)?.actor, null);
  });

  it('names an outlet only to those in whose scope it is: a ticket that moved tells neither franchise of the other', () => {
    const moved = row({
      action: 'outlet_linked',
      before_json: { oid: '1011', fid: '101', outlet: 'Kopi Kita' },
      after_json: '{"oid":"1021","fid":"102","outlet":"Roti Raja"}',
    });
    const seenBy = (fids: string[], oids: string[]): unknown => timelineView(moved, { fids, oids })?.params;
    assert.deepEqual(timelineView(moved, everything)?.params, { from: 'Kopi Kita', to: 'Roti Raja' });
    assert.deepEqual(seenBy(['101'], []), { from: 'Kopi Kita' });
    assert.deepEqual(seenBy(['102'], []), { to: 'Roti Raja' });
    assert.deepEqual(seenBy([], ['1021']), { to: 'Roti Raja' });
    assert.deepEqual(seenBy(['103'], ['1022']), {});
    assert.deepEqual(timelineView(moved, null)?.params, {}, 'a live delta goes to both');
  });
});
