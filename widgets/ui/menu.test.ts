import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import type { Button } from './button.ts';
import './button.ts';
import type { Menu, MenuItem } from './menu.ts';
import './menu.ts';

adoptTokens(document);

const items: MenuItem[] = [
  { value: 'resolve', label: 'Resolve', icon: 'circle-check', hint: 'R' },
  { value: 'assign', label: 'Assign', detail: 'to a colleague' },
  { value: 'mute', label: 'Mute', disabled: true },
  { value: 'spam', label: 'Spam', danger: true, separated: true },
];

const make = (list: readonly MenuItem[] = items): Promise<Menu> =>
  fixture<Menu>(html`<engage-menu label="Actions" .items=${list}><engage-button slot="trigger">Actions</engage-button></engage-menu>`);
const focused = (menu: Menu): string | undefined => menu.shadowRoot?.activeElement?.querySelector('.words')?.textContent?.replace('to a colleague', '').trim();
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await sendKeys({ press: key });
};

describe('engage-menu', () => {
  it('is accessible closed and open, with actions and with choices', async () => {
    const menu = await make();
    await expect(menu).to.be.accessible();
    menu.show();
    await oneEvent(menu.renderRoot.querySelector('[popover]') ?? menu, 'toggle');
    await expect(menu).to.be.accessible();
    const choices = await make([
      { value: 'high', label: 'High', checked: true },
      { value: 'low', label: 'Low', checked: false },
    ]);
    choices.show();
    await oneEvent(choices.renderRoot.querySelector('[popover]') ?? choices, 'toggle');
    await expect(choices).to.be.accessible();
    expect(focused(choices)).to.equal('High');
  });

  it('opens with the keyboard, moves, skips what is disabled, chooses and gives focus back', async () => {
    const menu = await make();
    const trigger = menu.querySelector<Button>('engage-button');
    trigger?.focus();
    menu.show();
    await oneEvent(menu.renderRoot.querySelector('[popover]') ?? menu, 'toggle');
    expect(trigger?.expanded).to.equal(true);
    expect(focused(menu)).to.equal('Resolve');
    await press('ArrowDown', 'ArrowDown');
    expect(focused(menu)).to.equal('Spam');
    await press('Home', 'ArrowUp');
    expect(focused(menu)).to.equal('Spam');
    await press('a');
    expect(focused(menu)).to.equal('Assign');
    setTimeout(() => sendKeys({ press: 'Enter' }));
    const event: CustomEvent<{ value: string }> = await oneEvent(menu, 'choose');
    expect(event.detail.value).to.equal('assign');
    expect(document.activeElement === trigger).to.equal(true);
    await waitUntil(() => !menu.isOpen, 'it knows that it is closed');
  });

  it('a click on the trigger opens it, the next one closes it', async () => {
    const menu = await make();
    const box = menu.getBoundingClientRect();
    const position: [number, number] = [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)];
    const popover = menu.renderRoot.querySelector('[popover]');
    await sendMouse({ type: 'click', position });
    expect(popover?.matches(':popover-open')).to.equal(true);
    await sendMouse({ type: 'click', position });
    expect(popover?.matches(':popover-open')).to.equal(false);
    await sendMouse({ type: 'click', position });
    expect(popover?.matches(':popover-open')).to.equal(true);
    await sendKeys({ press: 'Escape' });
    expect(popover?.matches(':popover-open')).to.equal(false);
  });
});
