import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import './button.ts';
import './checkbox.ts';
import type { Popover } from './popover.ts';
import './popover.ts';
import type { Toaster } from './toaster.ts';
import './toaster.ts';
import type { Tooltip } from './tooltip.ts';
import './tooltip.ts';

adoptTokens(document);

describe('what floats', () => {
  it('popover: accessible open, stays in the window, Escape closes it', async () => {
    const popover = await fixture<Popover>(
      html`<engage-popover label="Filters"><engage-button slot="trigger">Filters</engage-button><engage-checkbox label="Urgent only"></engage-checkbox></engage-popover>`,
    );
    popover.show();
    await oneEvent(popover, 'show');
    await expect(popover).to.be.accessible();
    const box = popover.renderRoot.querySelector('[popover]')?.getBoundingClientRect();
    expect(box && box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight).to.equal(true);
    setTimeout(() => sendKeys({ press: 'Escape' }));
    await oneEvent(popover, 'hide');
    expect(popover.isOpen).to.equal(false);
  });

  it('tooltip: describes what it wraps', async () => {
    const tooltip = await fixture<Tooltip>(html`<engage-tooltip text="21 Nov 2026, 14:32"><button type="button">3 minutes ago</button></engage-tooltip>`);
    expect(tooltip.querySelector('button')?.ariaDescription).to.equal('21 Nov 2026, 14:32');
    await expect(tooltip).to.be.accessible();
  });

  it('toaster: says it, offers a way back, goes away by itself', async () => {
    const toaster = await fixture<Toaster>(html`<engage-toaster></engage-toaster>`);
    let undone = false;
    toaster.show({ text: 'Assigned to Farid.', action: { label: 'Undo', run: () => (undone = true) } });
    toaster.show({ text: 'Not delivered.', tone: 'danger' });
    await toaster.updateComplete;
    await expect(toaster).to.be.accessible();
    expect(toaster.renderRoot.querySelector('[role="alert"]')?.textContent).to.contain('Not delivered.');
    toaster.renderRoot.querySelector<HTMLElement>('engage-button')?.click();
    expect(undone).to.equal(true);
    const dismiss = toaster.show({ text: 'Soon gone', durationMs: 20 });
    await waitUntil(() => !toaster.renderRoot.textContent?.includes('Soon gone'), 'it goes away');
    dismiss();
  });
});
