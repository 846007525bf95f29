import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { checkDialogs } from '../testing/check-dialogs.ts';
import { everyText } from '../testing/every-text.ts';
import { untranslated } from '../testing/untranslated.ts';
import './gallery.ts';

/** Renewals, their settings and templates, the outlet card and the POS: every part in every state passes axe. */
describe('gallery of renewals', () => {
  before(() => emulateMedia({ reducedMotion: 'reduce' }));

  const show = async (look: { theme: string; locale: string; palette?: string; density?: string }): Promise<HTMLElement> => {
    const sheet = await fixture<HTMLElement>(
      html`<engage-gallery-sheet page="renewals" theme=${look.theme} locale=${look.locale} palette=${look.palette ?? 'red'} density=${look.density ?? 'comfortable'}></engage-gallery-sheet>`,
    );
    await waitUntil(() => everyText(sheet).includes(look.locale === 'ms' ? 'Langkah seterusnya' : 'Next step'), 'the words have arrived', { timeout: 15_000 });
    return sheet;
  };

  for (const [theme, locale, palette, density] of [
    ['light', 'en', 'blue', 'comfortable'],
    ['dark', 'ms', 'red', 'compact'],
  ] as const)
    it(`is accessible: ${theme}, ${locale}, ${palette}, ${density}`, async () => {
      const sheet = await show({ theme, locale, palette, density });
      // the same part stands there several times, on purpose
      await expect(sheet).to.be.accessible({ ignoredRules: ['landmark-unique'] });
    }).timeout(120_000);

  it('says in Malay nothing in English', async () => {
    const [english, malay] = [everyText(await show({ theme: 'light', locale: 'en' })), everyText(await show({ theme: 'light', locale: 'ms' }))];
    expect(untranslated(english, malay)).to.deep.equal([]);
  }).timeout(60_000);

  for (const theme of ['light', 'dark'] as const)
    it(`has accessible dialogs: ${theme}`, async () => {
      const sheet = await fixture<HTMLElement>(html`<engage-gallery-sheet page="renewals" theme=${theme} only="Dialogs"></engage-gallery-sheet>`);
      expect(await checkDialogs(sheet)).to.be.greaterThan(10);
    }).timeout(120_000);
});
