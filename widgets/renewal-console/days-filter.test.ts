import { expect } from '@open-wc/testing';
import { daysFilter } from './days-filter.ts';

const TODAY = '2026-11-21';

describe('daysFilter', () => {
  it('makes due dates of days left, in the list they belong to', () => {
    expect(daysFilter.with({ tab: 'overdue' }, { from: 8, to: 14 }, TODAY)).to.deep.equal({ tab: 'due', dueFrom: '2026-11-29', dueTo: '2026-12-05' });
    expect(daysFilter.with({ tab: 'due' }, { from: -7, to: -1 }, TODAY)).to.deep.equal({ tab: 'overdue', dueFrom: '2026-11-14', dueTo: '2026-11-20' });
    expect(daysFilter.with({ tab: 'due' }, { from: null, to: -31 }, TODAY)).to.deep.equal({ tab: 'lost', dueTo: '2026-10-21' });
  });

  it('keeps what else is filtered, and takes the days away again', () => {
    const filtered = daysFilter.with({ tab: 'due', fids: ['120'] }, { from: 0, to: 7 }, TODAY);
    expect(filtered.fids).to.deep.equal(['120']);
    expect(daysFilter.with(filtered, null, TODAY)).to.deep.equal({ tab: 'due', fids: ['120'] });
  });

  it('finds the bar a filter came from', () => {
    for (const days of [
      { from: 0, to: 7 },
      { from: -14, to: -8 },
      { from: null, to: -31 },
    ])
      expect(daysFilter.of(daysFilter.with({ tab: 'due' }, days, TODAY), TODAY)).to.deep.equal(days);
    expect(daysFilter.of({ tab: 'due' }, TODAY)).to.equal(null);
  });
});
