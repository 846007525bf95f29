import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { checkDialogs } from '../testing/check-dialogs.ts';
import { everyText } from '../testing/every-text.ts';
import { untranslated } from '../testing/untranslated.ts';
import './gallery.ts';

/** Building blocks and conversations: every part in every state passes axe, in both themes, both accents, both languages. */
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
        html`<engage-gallery-sheet page="kit" theme=${theme} locale=${locale} palette=${palette} density=${density}></engage-gallery-sheet>`,
      );
      const marker = locale === 'ms' ? 'Nota' : locale === 'en-XA' ? '[' : 'Note';
      const spoken = (): boolean => sheet.shadowRoot?.querySelector('engage-note-bubble')?.shadowRoot?.textContent?.includes(marker) ?? false;
      await waitUntil(spoken, 'the words have arrived', { timeout: 10_000 });
      // the same part stands there several times, on purpose
      await expect(sheet).to.be.accessible({ ignoredRules: ['landmark-unique'] });
    }).timeout(60_000);
  }

  it('shows every picture, and in Malay no English', async () => {
    const [english = [], malay = []] = await Promise.all(
      ['en', 'ms'].map(async (locale) => {
        const sheet = await fixture<HTMLElement>(html`<engage-gallery-sheet page="kit" locale=${locale}></engage-gallery-sheet>`);
        await waitUntil(() => everyText(sheet).includes(locale === 'ms' ? 'Balas' : 'Reply'), 'the words have arrived', { timeout: 10_000 });
        await waitUntil(() => pictures(sheet).length > 2, 'the pictures are there');
        for (const { src } of pictures(sheet)) {
          const copy = new Image();
          copy.src = src;
          await copy.decode();
        }
        return everyText(sheet);
      }),
    );
    expect(untranslated(english, malay)).to.deep.equal([]);
  }).timeout(60_000);

  for (const theme of ['light', 'dark'] as const)
    it(`has accessible dialogs: ${theme}`, async () => {
      const sheet = await fixture<HTMLElement>(html`<engage-gallery-sheet page="kit" theme=${theme} only="Dialogs"></engage-gallery-sheet>`);
      expect(await checkDialogs(sheet)).to.be.greaterThan(10);
    }).timeout(60_000);
});

const roots = (root: ParentNode): ParentNode[] => [
  root,
  ...[...root.querySelectorAll('*')].flatMap((element) => (element.shadowRoot === null ? [] : roots(element.shadowRoot))),
];
const pictures = (sheet: HTMLElement): HTMLImageElement[] =>
  (sheet.shadowRoot === null ? [] : roots(sheet.shadowRoot)).flatMap((root) => [...root.querySelectorAll('img')]);
