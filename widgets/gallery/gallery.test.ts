import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import './gallery.ts';

/** Every part in every state passes axe, in both themes, both accents, both languages. */
describe('gallery', () => {
  // axe measures colours: nothing may be half faded in
  before(() => emulateMedia({ reducedMotion: 'reduce' }));

  for (const [theme, locale, palette, density] of [
    ['light', 'en', 'red', 'comfortable'],
    ['dark', 'ms', 'red', 'compact'],
    ['light', 'ms', 'blue', 'compact'],
    ['dark', 'en-XA', 'blue', 'comfortable'],
  ] as const) {
    it(`is accessible: ${theme}, ${locale}, ${palette}, ${density}`, async () => {
      const sheet = await fixture<HTMLElement>(
        html`<engage-gallery-sheet theme=${theme} locale=${locale} palette=${palette} density=${density}></engage-gallery-sheet>`,
      );
      const marker = locale === 'ms' ? 'Nota' : locale === 'en-XA' ? '[' : 'Note';
      const spoken = (): boolean => sheet.shadowRoot?.querySelector('engage-note-bubble')?.shadowRoot?.textContent?.includes(marker) ?? false;
      await waitUntil(spoken, 'the words have arrived');
      await expect(sheet).to.be.accessible();
    }).timeout(60_000);
  }
});
