import { expect } from '@open-wc/testing';
import { Ticks } from './ticks.ts';

const ORDER = ['1', '2', '3', '4', '5'];

describe('Ticks', () => {
  it('ticks one, and takes it away again', () => {
    const one = new Ticks().toggled('2', ORDER);
    expect(one.ids).to.deep.equal(['2']);
    expect(one.toggled('2', ORDER).isEmpty).to.equal(true);
  });

  it('ticks a range from the row touched last, in either direction', () => {
    const range = new Ticks().toggled('4', ORDER).toggled('2', ORDER, true);
    expect(range.ids.toSorted()).to.deep.equal(['2', '3', '4']);
    expect(range.toggled('5', ORDER, true).ids.toSorted()).to.deep.equal(['2', '3', '4', '5']);
  });

  it('ticks one alone when there is nothing to begin a range at', () => {
    expect(new Ticks().toggled('3', ORDER, true).ids).to.deep.equal(['3']);
  });

  it('knows everything as ticked, also what is not loaded; taking one away leaves the loaded others', () => {
    const all = new Ticks(new Set(), true);
    expect(all.has('99')).to.equal(true);
    expect(all.isEmpty).to.equal(false);
    const fewer = all.toggled('3', ORDER);
    expect(fewer.isAll).to.equal(false);
    expect(fewer.ids).to.deep.equal(['1', '2', '4', '5']);
  });

  it('ticks all that are loaded, and none when they are ticked', () => {
    const loaded = new Ticks().loaded(ORDER);
    expect(loaded.ids).to.deep.equal(ORDER);
    expect(loaded.loaded(ORDER).isEmpty).to.equal(true);
  });

  it('forgets rows that left the list', () => {
    const ticks = new Ticks().loaded(ORDER).within(['1', '5']);
    expect(ticks.ids).to.deep.equal(['1', '5']);
    expect(ticks.within(['1', '5'])).to.equal(ticks);
  });
});
