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
});
