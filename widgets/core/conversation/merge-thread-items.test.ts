import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { MessageStatus } from '../../../types/messages.ts';
import type { ThreadItem } from '../../../types/tickets.ts';
import { sampleMessage } from '../../testing/sample-message.ts';
import { mergeThreadItems } from './merge-thread-items.ts';
import { threadKey } from './thread-key.ts';

const statuses: MessageStatus[] = ['queued', 'sending', 'sent', 'delivered', 'read'];
const item = fc
  .record({
    kind: fc.constantFrom('message', 'note', 'event'),
    id: fc.integer({ min: 1, max: 30 }),
    second: fc.integer({ min: 0, max: 9 }),
    status: fc.constantFrom(...statuses),
  })
  .map(({ kind, id, status }): ThreadItem => {
    // an item never changes its time: it follows from what it is
    const at = `2026-05-01T10:00:0${(id * 7 + kind.length) % 10}.000Z`;
    if (kind === 'note') return { kind, id: String(id), ticketId: '1', text: 'n', author: { userId: '7', name: 'A' }, at };
    if (kind === 'event') return { kind, id: String(id), ticketId: '1', action: 'created', actor: null, params: {}, at };
    return sampleMessage(String(id), '1', 0, 'm', { direction: 'out', status, at });
  });
const items = fc.array(item, { maxLength: 40 });

describe('mergeThreadItems', () => {
  it('has each item once, in the same order whatever arrives first', () => {
    fc.assert(
      fc.property(items, items, (one, other) => {
        const there = mergeThreadItems(mergeThreadItems([], one), other).map(threadKey);
        const back = mergeThreadItems(mergeThreadItems([], other), one).map(threadKey);
        expect(there).to.deep.equal(back);
        expect(new Set(there).size).to.equal(there.length);
        expect(new Set(there)).to.deep.equal(new Set([...one, ...other].map(threadKey)));
      }),
    );
  });

  it('is ordered by time and stays as it is when the same arrives again', () => {
    fc.assert(
      fc.property(items, (some) => {
        const merged = mergeThreadItems([], some);
        const times = merged.map(({ at }) => at);
        expect(times).to.deep.equal([...times].sort());
        expect(mergeThreadItems(merged, merged)).to.deep.equal(merged);
      }),
    );
  });

  it('never takes a delivery status back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...statuses), fc.constantFrom(...statuses), (known, late) => {
        const base = sampleMessage('1', '1', 5, 'x', { direction: 'out', status: known });
        const [merged] = mergeThreadItems([base], [{ ...base, status: late }]);
        const highest = statuses[Math.max(statuses.indexOf(known), statuses.indexOf(late))];
        expect(merged?.kind === 'message' && merged.status).to.equal(highest);
      }),
    );
  });
});
