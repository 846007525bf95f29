import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import type { Combobox } from './combobox.ts';
import './combobox.ts';

adoptTokens(document);

const options = ['Bangsar', 'Ipoh', 'Kuantan'].map((label, index) => ({ value: String(index), label, detail: `OID ${8812 + index}` }));
const open = (element: Combobox): boolean => element.renderRoot.querySelector('[role="listbox"]')?.matches(':popover-open') ?? false;

describe('engage-combobox', () => {
  it('is accessible closed, open and with nothing found', async () => {
    const element = await fixture<Combobox>(html`<engage-combobox label="Outlet" .options=${options}></engage-combobox>`);
    await expect(element).to.be.accessible();
    element.focus();
    await sendKeys({ press: 'ArrowDown' });
    expect(open(element)).to.equal(true);
    await expect(element).to.be.accessible();
    await sendKeys({ type: 'zzz' });
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.none')?.textContent).to.equal('Nothing matches');
    await expect(element).to.be.accessible();
  });

  it('finds by label or detail, and chooses with the keyboard', async () => {
    const element = await fixture<Combobox>(html`<engage-combobox label="Outlet" .options=${options}></engage-combobox>`);
    element.focus();
    await sendKeys({ type: '8813' });
    await element.updateComplete;
    expect([...element.renderRoot.querySelectorAll('[role="option"]')].length).to.equal(1);
    setTimeout(() => sendKeys({ press: 'Enter' }));
    const event: CustomEvent<{ value: string }> = await oneEvent(element, 'choose');
    expect(event.detail.value).to.equal('1');
    await element.updateComplete;
    expect(element.renderRoot.querySelector('input')?.value).to.equal('Ipoh');
    expect(open(element)).to.equal(false);
  });

  it('Escape closes the list and gives the chosen value back', async () => {
    const element = await fixture<Combobox>(html`<engage-combobox label="Outlet" value="0" .options=${options}></engage-combobox>`);
    element.focus();
    await sendKeys({ type: 'x' });
    await sendKeys({ press: 'Escape' });
    await element.updateComplete;
    expect(open(element)).to.equal(false);
    expect(element.renderRoot.querySelector('input')?.value).to.equal('Bangsar');
  });

  it('remote asks and shows what it is given, unfiltered', async () => {
    const element = await fixture<Combobox>(html`<engage-combobox remote label="Outlet" .options=${options}></engage-combobox>`);
    element.focus();
    setTimeout(() => sendKeys({ press: 'q' }));
    const event: CustomEvent<{ text: string }> = await oneEvent(element, 'search');
    expect(event.detail.text).to.equal('q');
    await element.updateComplete;
    expect(element.renderRoot.querySelectorAll('[role="option"]').length).to.equal(3);
  });
});
