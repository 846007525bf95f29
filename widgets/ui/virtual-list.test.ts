import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { nothing } from 'lit';
import { cssSet } from '../core/css-set.ts';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import type { VirtualList } from './virtual-list.ts';
import './virtual-list.ts';

adoptTokens(document);

const many = Array.from({ length: 5000 }, (_, index) => index);
const make = (items: number[], kind = 'list'): Promise<HTMLElement> =>
  fixture<HTMLElement>(
    html`<div class="box">
      <engage-virtual-list
        label="Tickets"
        ${cssSet({ blockSize: '300px' })}
        kind=${kind}
        estimate="40"
        .items=${items}
        .keyOf=${(item: number) => `t${item}`}
        .renderItem=${(item: number) => html`<div role=${kind === 'listbox' ? 'option' : 'presentation'}
              tabindex=${kind === 'listbox' ? 0 : nothing} aria-selected=${kind === 'listbox' ? 'false' : nothing} class="h${item % 3}">Ticket ${item}</div>`}
      ></engage-virtual-list>
    </div>`,
  );
const listOf = (box: HTMLElement): VirtualList<number> => {
  const list = box.querySelector<VirtualList<number>>('engage-virtual-list');
  if (!list) throw new Error('no list');
  return list;
};
const rows = (list: VirtualList<number>): HTMLElement[] => [...list.renderRoot.querySelectorAll<HTMLElement>('[data-index]')];

describe('engage-virtual-list', () => {
  it('keeps few rows of many in the page, and is accessible', async () => {
    const box = await make(many);
    const list = listOf(box);
    await waitUntil(() => rows(list).length > 5, 'rows appear');
    expect(rows(list).length).to.be.below(60);
    await expect(box).to.be.accessible();
  });

  it('is accessible as a listbox', async () => {
    const box = await make(many.slice(0, 20), 'listbox');
    const list = listOf(box);
    await waitUntil(() => rows(list).length > 5, 'rows appear');
    await expect(box).to.be.accessible();
  });

  it('jumps to a row far down and asks for more near the end', async () => {
    const list = listOf(await make(many));
    let asked = 0;
    list.addEventListener('near-end', () => {
      asked += 1;
    });
    await waitUntil(() => rows(list).length > 5, 'rows appear');
    list.scrollToIndex(4999, 'end');
    await waitUntil(() => list.rowAt(4999)?.textContent?.includes('Ticket 4999'), 'the last row shows');
    expect(asked).to.equal(1);
    list.items = [...many, 5000];
    await waitUntil(() => asked === 2 || list.rowAt(5000), 'a longer list is asked for again');
  });

  it('keeps the element of a row when the rows before it change', async () => {
    const list = listOf(await make([1, 2, 3]));
    await waitUntil(() => rows(list).length === 3, 'rows appear');
    const second = list.rowAt(1);
    list.items = [9, 1, 2, 3];
    await list.updateComplete;
    await nextFrame();
    expect(list.rowAt(2) === second).to.equal(true);
  });

  it('shows one, none and again some', async () => {
    const list = listOf(await make([]));
    expect(rows(list).length).to.equal(0);
    list.items = [1];
    await waitUntil(() => rows(list).length === 1, 'one row');
    list.items = [];
    await waitUntil(() => rows(list).length === 0, 'no row');
  });

  /** Rows as drawn, from the top: each begins where the one before it ends. */
  const gaps = (list: VirtualList<number>): number[] => {
    const boxes = rows(list)
      .toSorted((one, other) => Number(one.dataset['index']) - Number(other.dataset['index']))
      .map((row) => row.getBoundingClientRect());
    return boxes.slice(1).map((box, at) => Math.round(box.top - (boxes[at]?.bottom ?? 0)));
  };
  const isStacked = (list: VirtualList<number>): boolean => rows(list).length > 5 && gaps(list).every((gap) => gap === 0);

  it('never lets rows of different heights overlap: not when they change places, not when the width or the kind of row changes', async () => {
    const list = listOf(await make(many.slice(0, 40)));
    // every third row is tall; in a narrow list they wrap
    list.renderItem = (item) => html`<div ${cssSet({ minBlockSize: item % 3 ? '30px' : '70px' })}>${'Ticket '.repeat(item % 5 === 0 ? 20 : 1)}</div>`;
    await waitUntil(() => isStacked(list), 'rows stand one below the other');
    const some = many.slice(0, 40);
    for (const items of [some.toReversed(), [...some.slice(1), 0], [5, ...some.filter((item) => item !== 5)], some]) {
      list.items = items;
      await list.updateComplete;
      await nextFrame();
      await waitUntil(() => isStacked(list), `after changing places: ${gaps(list).join(' ')}`);
    }
    list.style.inlineSize = '220px';
    await nextFrame();
    await waitUntil(() => isStacked(list), `narrow: ${gaps(list).join(' ')}`);
    list.items = list.items.toReversed();
    list.estimate = 90;
    list.renderItem = (item) => html`<div ${cssSet({ minBlockSize: item % 2 ? '90px' : '40px' })}>Ticket ${item}</div>`;
    await waitUntil(() => isStacked(list), `another kind of row: ${gaps(list).join(' ')}`);
    const total = (): number => list.renderRoot.querySelector('.all')?.getBoundingClientRect().height ?? 0;
    expect(total(), 'what was never drawn counts as what it is now').to.be.above(39 * 60);
    list.scrollToIndex(39, 'end');
    await waitUntil(() => list.rowAt(39) && isStacked(list), `at the end: ${gaps(list).join(' ')}`);
  });
});
