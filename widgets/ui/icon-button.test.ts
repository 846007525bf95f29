import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import type { IconButton } from './icon-button.ts';
import './icon-button.ts';
import type { Tooltip } from './tooltip.ts';

adoptTokens(document);

describe('engage-icon-button', () => {
  it('is accessible in every state', async () => {
    const element = await fixture<HTMLElement>(
      html`<div>
        <engage-icon-button icon="send" label="Send"></engage-icon-button><engage-icon-button icon="send" label="Send" variant="primary"></engage-icon-button
        ><engage-icon-button icon="list-filter" label="Filter, 2 set" marked variant="outline"></engage-icon-button><engage-icon-button icon="x" label="Close" size="small"></engage-icon-button
        ><engage-icon-button icon="lock" label="Internal" .pressed=${true}></engage-icon-button><engage-icon-button icon="rotate-cw" label="Refreshing" loading></engage-icon-button>
      </div>`,
    );
    await expect(element).to.be.accessible();
    for (const button of element.children) expect(button.getBoundingClientRect().width).to.be.at.least(24);
  });

  it('shows its label as a tooltip on keyboard focus, and Escape hides it', async () => {
    const element = await fixture<IconButton>(html`<engage-icon-button icon="x" label="Close"></engage-icon-button>`);
    await sendKeys({ press: 'Tab' });
    const tooltip = element.renderRoot.querySelector<Tooltip>('engage-tooltip');
    const bubble = tooltip?.renderRoot.querySelector('[popover]');
    await waitUntil(() => bubble?.matches(':popover-open'), 'the tooltip shows');
    expect(bubble?.textContent).to.equal('Close');
    await sendKeys({ press: 'Escape' });
    expect(bubble?.matches(':popover-open')).to.equal(false);
  });
});
