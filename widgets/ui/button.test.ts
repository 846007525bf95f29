import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import type { Button } from './button.ts';
import './button.ts';

adoptTokens(document);

describe('engage-button', () => {
  for (const variant of ['primary', 'secondary', 'quiet', 'danger', 'link'] as const) {
    it(`${variant} is accessible, also disabled and loading`, async () => {
      const element = await fixture<HTMLElement>(
        html`<div>
          <engage-button variant=${variant}>Send</engage-button><engage-button variant=${variant} disabled>Send</engage-button
          ><engage-button variant=${variant} loading>Send</engage-button><engage-button variant=${variant} icon="send" size="small">Send</engage-button>
        </div>`,
      );
      await expect(element).to.be.accessible();
    });
  }

  it('does nothing while loading or disabled, and keeps its width', async () => {
    const element = await fixture<Button>(html`<engage-button icon="send">Send</engage-button>`);
    let clicks = 0;
    element.addEventListener('click', () => {
      clicks += 1;
    });
    const native = element.renderRoot.querySelector('button');
    native?.click();
    const width = element.offsetWidth;
    element.loading = true;
    await element.updateComplete;
    native?.click();
    expect(element.offsetWidth).to.equal(width);
    expect(native?.ariaBusy).to.equal('true');
    element.loading = false;
    element.disabled = true;
    await element.updateComplete;
    native?.click();
    expect(clicks).to.equal(1);
  });

  it('is at least 24 px high in every size', async () => {
    const element = await fixture<HTMLElement>(html`<div><engage-button size="small">A</engage-button><engage-button variant="link">B</engage-button></div>`);
    for (const button of element.children) expect(button.getBoundingClientRect().height).to.be.at.least(24);
  });

  it('is pressed by the keyboard and sends the form around it', async () => {
    const form = await fixture<HTMLFormElement>(html`<form><engage-button type="submit">Sign in</engage-button></form>`);
    form.querySelector<Button>('engage-button')?.focus();
    setTimeout(() => sendKeys({ press: 'Enter' }));
    const event = await oneEvent(form, 'submit');
    event.preventDefault();
    expect(event.type).to.equal('submit');
  });
});
