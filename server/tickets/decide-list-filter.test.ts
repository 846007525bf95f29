import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ticketFilter, TICKET_SORTS } from '../../types/tickets.ts';
import { decideListFilter } from './decide-list-filter.ts';
import { decideScopeLegs } from './decide-scope-legs.ts';
import { decideSortBuckets } from './decide-sort-buckets.ts';

const now = new Date('2026-11-21T10:00:00Z');
const sqlOf = (filter: object): string =>
  decideListFilter(ticketFilter.parse(filter), '7', now)
    .map(({ sql }) => sql)
    .join(' & ');

describe('what a view asks for', () => {
  it('starts with is_open, which leads every list index', () => {
    assert.equal(sqlOf({}), 't.is_open = 1');
    assert.equal(sqlOf({ view: 'mine' }), 't.is_open = 1 & t.assigned_user_id = ?');
    assert.equal(sqlOf({ view: 'unlinked' }), 't.is_open = 1 & t.oid IS NULL');
    assert.equal(sqlOf({ view: 'done' }), "t.is_open = 0 AND t.resolved_at >= ? AND t.prompt_state <> 'outreach'");
    assert.equal(sqlOf({ statuses: ['closed'] }), "t.is_open = 0 AND t.prompt_state <> 'outreach' & t.status IN (?)");
    assert.equal(sqlOf({ statuses: ['open', 'closed'] }), "t.prompt_state <> 'outreach' & t.status IN (?)");
    assert.equal(
      sqlOf({ search: 'siti' }),
      "t.prompt_state <> 'outreach'",
      'a search among all finds finished tickets too, but none that nobody has answered yet',
    );
    assert.equal(sqlOf({ view: 'mine', search: 'siti' }), 't.is_open = 1 & t.assigned_user_id = ?');
  });

  it('keeps one placeholder per value', () => {
    for (const filter of [
      { view: 'done' },
      { view: 'mine', priorities: ['high'], categoryIds: ['1'], assigneeIds: ['2'], fids: ['3'], oids: ['4'], statuses: ['open'] },
    ]) {
      for (const { sql, params } of decideListFilter(ticketFilter.parse(filter), '7', now)) assert.equal(sql.split('?').length - 1, params.length, sql);
    }
  });
});

describe('scope as legs', () => {
  it('walks one index per franchise or outlet while they are few', () => {
    assert.deepEqual(decideScopeLegs({ all: true }), [{ sql: 'TRUE', params: [] }]);
    assert.deepEqual(
      decideScopeLegs({ fids: ['1', '2'], oids: ['9'] }).map(({ sql }) => sql),
      ['t.fid = ?', 't.fid = ?', 't.oid = ?'],
    );
    assert.equal(decideScopeLegs({ fids: Array.from({ length: 500 }, (_, index) => String(index + 1)), oids: [] }).length, 1);
    assert.deepEqual(decideScopeLegs({ fids: [], oids: [] }), []);
  });
});

describe('order as buckets', () => {
  it('has names that a cursor can find again', () => {
    for (const sort of TICKET_SORTS) {
      const names = decideSortBuckets(sort, { ids: ['5', '6'] }).map(({ name }) => name);
      assert.equal(new Set(names).size, names.length, sort);
    }
    assert.deepEqual(
      decideSortBuckets('priority').map(({ name }) => name),
      ['urgent', 'high', 'normal', 'low'],
    );
  });
});
