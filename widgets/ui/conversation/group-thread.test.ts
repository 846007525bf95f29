import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { threadKey } from '../../core/conversation/thread-key.ts';
import { mergeThreadItems } from '../../core/conversation/merge-thread-items.ts';
import type { ThreadItem } from '../../../types/tickets.ts';
import { sampleMessage } from '../../testing/sample-message.ts';
import { groupThread } from './group-thread.ts';

const sameDay = (one: string, other: string): boolean => one.slice(0, 10) === other.slice(0, 10);
const item = fc
  .record({ kind: fc.constantFrom('in', 'out', 'note', 'event'), id: fc.integer({ min: 1, max: 400 }), minute: fc.integer({ min: 0, max: 6000 }) })
  .map(({ kind, id, minute }): ThreadItem => {
    const at = new Date(Date.UTC(2026, 4, 1) + minute * 60_000).toISOString();
    if (kind === 'note') return { kind, id: String(id), ticketId: '1', text: 'n', author: { userId: '7', name: 'A' }, at };
    if (kind === 'event') return { kind, id: String(id), ticketId: '1', action: 'created', actor: null, params: {}, at };
    return sampleMessage(String(id), '1', 0, 'm', { direction: kind === 'in' ? 'in' : 'out', at });
  });
const threads = fc.array(item, { maxLength: 50 }).map((items) => mergeThreadItems([], items));

describe('groupThread', () => {
  it('shows every item once and in order', () => {
    fc.assert(
      fc.property(threads, (items) => {
        const shown = groupThread(items, sameDay, null).flatMap((row) =>
          row.kind === 'events' ? row.events.map(threadKey) : 'item' in row ? [threadKey(row.item)] : [],
        );
        expect(shown).to.deep.equal(items.map(threadKey));
      }),
    );
  });

  it('says the day exactly where it changes, and gives every row its own key', () => {
    fc.assert(
      fc.property(threads, (items) => {
        const rows = groupThread(items, sameDay, null);
        expect(rows.filter(({ kind }) => kind === 'day').length).to.equal(new Set(items.map(({ at }) => at.slice(0, 10))).size);
        expect(new Set(rows.map(({ key }) => key)).size).to.equal(rows.length);
      }),
    );
  });

  it('puts the unread line before the first unread item', () => {
    const items = [sampleMessage('1', '1', 9, 'a'), sampleMessage('2', '1', 8, 'b')];
    expect(groupThread(items, sameDay, 'message:2').map(({ kind }) => kind)).to.deep.equal(['day', 'message', 'unread', 'message']);
  });

  it('draws reactions on their message, not as rows', () => {
    expect(groupThread([sampleMessage('1', '1', 9, '👍', { type: 'reaction' })], sameDay, null)).to.deep.equal([]);
  });
});
