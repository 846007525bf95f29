import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import './button.ts';
import type { Dialog } from './dialog.ts';
import './dialog.ts';
import type { Drawer } from './drawer.ts';
import './drawer.ts';

adoptTokens(document);

const native = (element: Dialog): HTMLDialogElement | null => element.renderRoot.querySelector('dialog');

describe('engage-dialog', () => {
  it('is modal and accessible', async () => {
    const element = await fixture<Dialog>(
      html`<engage-dialog open label="Resolve?"><p>She is told.</p><engage-button slot="footer" variant="primary">Resolve</engage-button></engage-dialog>`,
    );
    expect(native(element)?.matches(':modal')).to.equal(true);
    await expect(element).to.be.accessible();
    element.open = false;
    await element.updateComplete;
    expect(native(element)?.open).to.equal(false);
  });

  it('puts the focus where it is wanted', async () => {
    const element = await fixture<Dialog>(
      html`<engage-dialog open label="Ask"><engage-button>Other</engage-button><engage-button slot="footer" autofocus>Main</engage-button></engage-dialog>`,
    );
    await waitUntil(() => document.activeElement === element.querySelector('[autofocus]'), 'the main button has the focus');
    element.open = false;
    await element.updateComplete;
  });

  it('Escape closes it and tells', async () => {
    const element = await fixture<Dialog>(html`<engage-dialog open label="Resolve?">Text</engage-dialog>`);
    setTimeout(() => sendKeys({ press: 'Escape' }));
    await oneEvent(element, 'close');
    await element.updateComplete;
    expect(element.open).to.equal(false);
  });

  it('a click beside it closes it; unsaved work may keep it open', async () => {
    const element = await fixture<Dialog>(html`<engage-dialog open label="Resolve?">Text</engage-dialog>`);
    const keep = (event: Event): void => event.preventDefault();
    element.addEventListener('close', keep);
    await sendMouse({ type: 'click', position: [5, 5] });
    expect(element.open).to.equal(true);
    element.removeEventListener('close', keep);
    await sendMouse({ type: 'click', position: [5, 5] });
    expect(element.open).to.equal(false);
  });

  it('the drawer stands at the side, as high as the window', async () => {
    const element = await fixture<Drawer>(html`<engage-drawer open label="Merchant">Text</engage-drawer>`);
    await expect(element).to.be.accessible();
    const box = native(element)?.getBoundingClientRect();
    expect(box?.height).to.equal(innerHeight);
    expect(box && Math.round(box.right)).to.be.closeTo(innerWidth, 20);
    element.open = false;
    await element.updateComplete;
  });
});
