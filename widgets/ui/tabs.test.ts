import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import './checkbox.ts';
import type { Checkbox } from './checkbox.ts';
import type { Segmented } from './segmented.ts';
import './segmented.ts';
import type { Tabs } from './tabs.ts';
import './tabs.ts';

adoptTokens(document);

describe('choices', () => {
  it('tabs: accessible, arrow keys choose, only the chosen panel shows', async () => {
    const tabs = await fixture<Tabs>(
      html`<engage-tabs label="Answer" value="reply" .tabs=${[{ value: 'reply', label: 'Reply' }, { value: 'note', label: 'Note', count: 2 }]}>
        <p slot="reply">To the merchant</p><p slot="note">To staff</p>
      </engage-tabs>`,
    );
    await expect(tabs).to.be.accessible();
    tabs.focus();
    tabs.renderRoot.querySelector<HTMLElement>('[role="tab"]')?.focus();
    await sendKeys({ press: 'ArrowRight' });
    await tabs.updateComplete;
    expect(tabs.value).to.equal('note');
    expect(tabs.querySelector<HTMLElement>('[slot="note"]')?.checkVisibility()).to.equal(true);
    expect(tabs.querySelector<HTMLElement>('[slot="reply"]')?.checkVisibility()).to.equal(false);
    await sendKeys({ press: 'ArrowRight' });
    expect(tabs.value).to.equal('reply');
  });

  it('segmented: accessible, radio keys choose', async () => {
    const segmented = await fixture<Segmented>(
      html`<engage-segmented label="Theme" value="light" .options=${[{ value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }]}></engage-segmented>`,
    );
    await expect(segmented).to.be.accessible();
    segmented.renderRoot.querySelector<HTMLElement>('input')?.focus();
    await sendKeys({ press: 'ArrowRight' });
    expect(segmented.value).to.equal('dark');
  });

  it('checkbox and switch: accessible, Space toggles and tells', async () => {
    const element = await fixture<HTMLElement>(
      html`<div><engage-checkbox label="Urgent only" checked></engage-checkbox><engage-checkbox label="Some" indeterminate></engage-checkbox><engage-checkbox kind="switch" label="Sound"></engage-checkbox><engage-checkbox label="Row 3" hide-label></engage-checkbox></div>`,
    );
    await expect(element).to.be.accessible();
    const toggle = element.querySelector<Checkbox>('[kind="switch"]');
    let heard = 0;
    toggle?.addEventListener('change', () => {
      heard += 1;
    });
    toggle?.focus();
    await sendKeys({ press: 'Space' });
    expect(toggle?.checked).to.equal(true);
    expect(heard).to.equal(1);
  });
});
