import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PosCircle } from './pos-circle.ts';

const next = { address: 'http://pos.example/outlets?page=2', done: 0 };
const new2 = { taken: 2, duplicates: 0 };
const none = { taken: 0, duplicates: 0 };
const endless = /without end/;

describe('a list of the POS', () => {
  it('may repeat rows, but not a whole page that is followed by another', () => {
    const circle = new PosCircle(null);
    circle.watch([1, 2], new2, next);
    circle.watch([2, 3], { taken: 1, duplicates: 1 }, next);
    assert.throws(() => circle.watch([2, 3], { taken: 0, duplicates: 2 }, next), endless);
    new PosCircle(null).watch([2, 3], { taken: 0, duplicates: 2 }, null);
  });

  it('is judged by pages, not by the parts they are handed over in, also where reading goes on inside of one', () => {
    const part = { address: next.address, done: 2 };
    const circle = new PosCircle(null);
    circle.watch([1, 2], new2, part);
    circle.watch([1, 2], { taken: 0, duplicates: 2 }, next);
    circle.watch([1, 2], { taken: 0, duplicates: 2 }, part);
    assert.throws(() => circle.watch([1, 2], { taken: 0, duplicates: 2 }, next), endless);
    new PosCircle({ address: next.address, done: 2 }).watch([1, 2], { taken: 0, duplicates: 2 }, next);
  });

  it('ends where the same page of rows nobody can use comes again, and after a hundred empty pages', () => {
    const garbage = new PosCircle(null);
    garbage.watch(['x', {}], none, next);
    garbage.watch(['y', {}], none, next);
    assert.throws(() => garbage.watch(['x', {}], none, next), endless);
    const empty = new PosCircle(null);
    for (let page = 0; page < 100; page++) empty.watch([], none, next);
    assert.throws(() => empty.watch([], none, next), endless);
  });
});
