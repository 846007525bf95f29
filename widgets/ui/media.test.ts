import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import './audio-player.ts';
import type { EmojiPicker } from './emoji-picker.ts';
import './emoji-picker.ts';
import type { FileTile } from './file-tile.ts';
import './file-tile.ts';
import type { Lightbox } from './lightbox.ts';
import './lightbox.ts';

adoptTokens(document);

const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

describe('media', () => {
  it('file tiles: accessible to open, on the way, refused', async () => {
    const element = await fixture<HTMLElement>(
      html`<div>
        <engage-file-tile name="error.pdf" detail="PDF, 212 KB" mime="application/pdf" href="#file"></engage-file-tile><engage-file-tile name="a.jpg" mime="image/jpeg" progress="0.5" removable></engage-file-tile>
        <engage-file-tile name="b.zip" error="WhatsApp does not carry this." removable></engage-file-tile>
      </div>`,
    );
    await expect(element).to.be.accessible();
  });

  it('file tile: the cross takes it out', async () => {
    const tile = await fixture<FileTile>(html`<engage-file-tile name="b.zip" removable></engage-file-tile>`);
    const remove = tile.renderRoot.querySelector<HTMLElement>('engage-icon-button');
    setTimeout(() => remove?.click());
    expect((await oneEvent(tile, 'remove')).type).to.equal('remove');
  });

  it('voice note: accessible, changes speed, says when it cannot be played', async () => {
    const player = await fixture<HTMLElement>(
      html`<engage-audio-player label="Voice message" src="data:audio/ogg;base64,AAAA" duration="18"></engage-audio-player>`,
    );
    await expect(player).to.be.accessible();
    const [play, speed] = player.shadowRoot?.querySelectorAll('button') ?? [];
    speed?.click();
    play?.click();
    await waitUntil(() => player.shadowRoot?.querySelector('[role="alert"]'), 'it says so');
    expect(speed?.textContent).to.equal('1.5×');
    expect(player.shadowRoot?.querySelector('.time')?.textContent).to.equal('0:18');
  });

  it('voice note: says how long it is once that is known, not that it is nothing', async () => {
    const player = await fixture<HTMLElement>(html`<engage-audio-player label="Voice message"></engage-audio-player>`);
    const time = (): string => player.shadowRoot?.querySelector('.time')?.textContent ?? '-';
    expect(time()).to.equal('');
    expect(player.shadowRoot?.querySelector('input')?.getAttribute('aria-valuetext')).to.equal('0:00');
    // two seconds of sound, eight bits a sample: its length is in its head
    const bytes = new DataView(new ArrayBuffer(44 + 16_000));
    const put = (at: number, text: string): void => [...text].forEach((letter, index) => bytes.setUint8(at + index, letter.charCodeAt(0)));
    put(0, 'RIFF');
    bytes.setUint32(4, 36 + 16_000, true);
    put(8, 'WAVEfmt ');
    for (const [at, value] of [
      [16, 16],
      [24, 8_000],
      [28, 8_000],
    ] as const)
      bytes.setUint32(at, value, true);
    for (const [at, value] of [
      [20, 1],
      [22, 1],
      [32, 1],
      [34, 8],
    ] as const)
      bytes.setUint16(at, value, true);
    put(36, 'data');
    bytes.setUint32(40, 16_000, true);
    const src = URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' }));
    player.setAttribute('src', src);
    await waitUntil(() => time() === '0:02', 'its head was read');
    URL.revokeObjectURL(src);
  });

  it('lightbox: accessible, arrows go round, Escape closes', async () => {
    const lightbox = await fixture<Lightbox>(
      html`<engage-lightbox open .images=${[{ src: pixel, name: 'One.jpg', download: '#1' }, { src: pixel, name: 'Two.jpg' }]}></engage-lightbox>`,
    );
    await expect(lightbox).to.be.accessible();
    await sendKeys({ press: 'ArrowLeft' });
    await lightbox.updateComplete;
    expect(lightbox.renderRoot.querySelector('p')?.textContent).to.equal('Two.jpg');
    setTimeout(() => sendKeys({ press: 'Escape' }));
    await oneEvent(lightbox, 'close');
    expect(lightbox.open).to.equal(false);
  });

  it('emoji picker: accessible, found by English and by Malay words, keyboard', async () => {
    const picker = await fixture<EmojiPicker>(html`<engage-emoji-picker></engage-emoji-picker>`);
    await expect(picker).to.be.accessible();
    const buttons = (): HTMLButtonElement[] => [...picker.renderRoot.querySelectorAll<HTMLButtonElement>('.groups button')];
    expect(buttons().length).to.be.at.least(110);
    picker.renderRoot.querySelector<HTMLElement>('engage-input')?.focus();
    await sendKeys({ type: 'resit' });
    await picker.updateComplete;
    expect(buttons().map((button) => button.textContent)).to.deep.equal(['🧾']);
    setTimeout(() => buttons()[0]?.click());
    const event: CustomEvent<{ value: string }> = await oneEvent(picker, 'choose');
    expect(event.detail.value).to.equal('🧾');
  });
});
