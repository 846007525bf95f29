import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { sampleTicket } from '../testing/sample-ticket.ts';
import type { TicketRow } from '../../types/tickets.ts';
import { compareTickets } from './compare-tickets.ts';
import { type PlacedRows, type Placing, placeTicketRows } from './place-ticket-rows.ts';

const row = fc
  .record({ id: fc.integer({ min: 1, max: 25 }), minute: fc.integer({ min: 0, max: 59 }), revision: fc.integer({ min: 1, max: 9 }), isOpen: fc.boolean() })
  .map(
    ({ id, minute, revision, isOpen }): TicketRow =>
      sampleTicket(String(id), { lastMessageAt: `2026-05-01T10:${String(minute).padStart(2, '0')}:00.000Z`, revision, status: isOpen ? 'open' : 'resolved' }),
  );
const rows = fc.array(row, { maxLength: 30 });
const placing: Placing = {
  compare: (one, other) => compareTickets('newest', one, other),
  belongs: ({ status }) => status === 'open',
  isHeld: false,
  selectedId: null,
  hasMore: false,
};
const empty: PlacedRows = { rows: [], held: [] };
const ids = (list: PlacedRows): string[] => list.rows.map(({ id }) => id);

describe('placeTicketRows', () => {
  it('holds each ticket once, sorted, and only those that belong', () => {
    fc.assert(
      fc.property(rows, rows, (one, other) => {
        const list = placeTicketRows(placeTicketRows(empty, one, placing), other, placing);
        expect(new Set(ids(list)).size).to.equal(list.rows.length);
        expect(list.rows.every(placing.belongs)).to.equal(true);
        expect(list.rows).to.deep.equal(list.rows.toSorted(placing.compare));
      }),
    );
  });

  it('moves nothing under a person who reads further down, and counts what is new', () => {
    fc.assert(
      fc.property(rows, rows, (one, other) => {
        const shown = placeTicketRows(empty, one, placing);
        const held = placeTicketRows(shown, other, { ...placing, isHeld: true });
        const stayed = ids(shown).filter((id) => ids(held).includes(id));
        expect(ids(held)).to.deep.equal(stayed);
        expect(held.held.every((id) => !ids(held).includes(id))).to.equal(true);
      }),
    );
  });

  it('never lets an older revision replace a newer one', () => {
    const now = sampleTicket('1', { revision: 5, subject: 'now' });
    const list = placeTicketRows({ rows: [now], held: [] }, [{ ...now, revision: 4, subject: 'before' }], placing);
    expect(list.rows[0]?.subject).to.equal('now');
  });

  it('keeps the open ticket although it does not belong any more', () => {
    const resolved = sampleTicket('1', { status: 'resolved', revision: 4 });
    const before = { rows: [sampleTicket('1')], held: [] };
    expect(ids(placeTicketRows(before, [resolved], { ...placing, selectedId: '1' }))).to.deep.equal(['1']);
    expect(ids(placeTicketRows(before, [resolved], placing))).to.deep.equal([]);
  });

  it('does not put a row behind the last known one while there are more on the server', () => {
    const before = { rows: [sampleTicket('1', { lastMessageAt: '2026-05-01T10:30:00.000Z' })], held: [] };
    const older = sampleTicket('2', { lastMessageAt: '2026-05-01T10:10:00.000Z' });
    expect(ids(placeTicketRows(before, [older], { ...placing, hasMore: true }))).to.deep.equal(['1']);
  });
});
