import { expect, fixture, html } from '@open-wc/testing';
import { textOf } from '../testing/text-of.ts';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import type { PreviewMessage, WhatsappPreview } from './whatsapp-preview.ts';
import './whatsapp-preview.ts';

describe('engage-whatsapp-preview', () => {
  before(() => adoptTokens(document));

  const show = (message: PreviewMessage, look: 'light' | 'dark' = 'light'): Promise<WhatsappPreview> =>
    fixture<WhatsappPreview>(html`<engage-whatsapp-preview look=${look} time="14:32" .message=${message}></engage-whatsapp-preview>`);

  for (const look of ['light', 'dark'] as const)
    it(`draws header, marks, links, footer and buttons: ${look}`, async () => {
      const preview = await show(
        {
          header: 'KedaiPOS',
          body: 'Hi *Sri*, pay here: https://pay.example.com/renew/8812',
          footer: 'Reply to be helped',
          buttons: [{ type: 'URL', text: 'Pay now' }],
        },
        look,
      );
      expect(textOf(preview)).to.equal('KedaiPOS Hi Sri , pay here: https://pay.example.com/renew/8812 Reply to be helped 14:32 Pay now');
      expect(preview.shadowRoot?.querySelector('strong')?.textContent).to.equal('Sri');
      expect(preview.shadowRoot?.querySelector('a')?.href).to.equal('https://pay.example.com/renew/8812');
      await expect(preview).to.be.accessible();
    });

  it('marks blanks that are not filled, and runs nothing that is in the words', async () => {
    const preview = await show({ body: 'Hi {{1}}, <img src=x onerror=alert(1)> ends on {{ due_date }}.' });
    expect([...(preview.shadowRoot?.querySelectorAll('mark') ?? [])].map((mark) => mark.textContent)).to.deep.equal(['1', 'due_date']);
    expect(preview.shadowRoot?.querySelector('img')).to.equal(null);
  });

  it('shows two of many buttons and the rest when asked, as WhatsApp does', async () => {
    const preview = await show({ body: 'How was it?', buttons: ['1', '2', '3', '4', '5'].map((text) => ({ type: 'QUICK_REPLY', text })) });
    const words = (): string[] => [...(preview.shadowRoot?.querySelectorAll('li') ?? [])].map((line) => textOf(line));
    expect(words()).to.deep.equal(['1', '2', 'See all options']);
    preview.shadowRoot?.querySelector<HTMLElement>('li button')?.click();
    await preview.updateComplete;
    expect(words()).to.deep.equal(['1', '2', '3', '4', '5', 'Show fewer options']);
  });

  it('keeps within a narrow place, whatever the words', async () => {
    const box = await fixture<HTMLDivElement>(
      html`<div><engage-whatsapp-preview .message=${{ media: 'IMAGE' as const, body: 'x'.repeat(900), footer: 'مرحبا' }}></engage-whatsapp-preview></div>`,
    );
    box.style.inlineSize = '260px';
    expect(box.scrollWidth).to.be.at.most(260);
    expect(textOf(box)).to.include('Picture');
  });
});
