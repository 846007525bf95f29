import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { findDeep } from '../testing/find-deep.ts';
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
      await waitUntil(spoken, 'the words have arrived', { timeout: 10_000 });
      // the same part stands there several times, on purpose
      await expect(sheet).to.be.accessible({ ignoredRules: ['landmark-unique'] });
    }).timeout(120_000);
  }

  it('shows every picture, and in Malay no English', async () => {
    const [english, malay] = await Promise.all(
      ['en', 'ms'].map(async (locale) => {
        const sheet = await fixture<HTMLElement>(html`<engage-gallery-sheet locale=${locale}></engage-gallery-sheet>`);
        await waitUntil(() => everything(sheet).some((text) => text === (locale === 'ms' ? 'Balas' : 'Reply')), 'the words have arrived', { timeout: 10_000 });
        await waitUntil(() => pictures(sheet).length > 2, 'the pictures are there');
        for (const { src } of pictures(sheet)) {
          const copy = new Image();
          copy.src = src;
          await copy.decode();
        }
        return new Set(everything(sheet));
      }),
    );
    // what is the same in both: names, codes, numbers, dates, files, and a few words
    const isData =
      /^[^a-z]*$|^[a-z-]+$|^\d+ [A-Z]|\.\w+$|^req-|[kM]B$|Sri|Aina|Farid|Bangsar|Mewah|Mart|Haji|Bubble|Seng|Telawi|Mid Valley|OID|FID|KedaiPOS|TKT|\.com\/|_v\d$|Shah Alam|Ipoh|Gawai|^(?:April|September|November) \d{4}$/;
    const isSame = /^(?:Dialog|Menu|Status|Video|Emoji|Esc|Enter|Shift|Ctrl|WhatsApp|Tab|Space|Home|End|follow up)$/;
    const left = [...(malay ?? [])].filter((text) => english?.has(text) === true && !isData.test(text) && !isSame.test(text));
    expect(left).to.deep.equal([]);
  }).timeout(120_000);

  for (const theme of ['light', 'dark'] as const)
    it(`has accessible dialogs: ${theme}`, async () => {
      const sheet = await fixture<HTMLElement>(html`<engage-gallery-sheet theme=${theme} only="Dialogs"></engage-gallery-sheet>`);
      const all = [...(sheet.shadowRoot?.querySelectorAll<HTMLElement>('[data-dialog]') ?? [])];
      expect(all.length).to.be.greaterThan(10);
      for (const one of all) {
        const dialog = one.lastElementChild;
        if (!(dialog instanceof HTMLElement)) throw new Error(`${one.dataset['dialog']} has no dialog`);
        one.querySelector<HTMLElement>('engage-button')?.click();
        const inner = (): HTMLDialogElement | null => findDeep<HTMLDialogElement>(dialog, 'dialog');
        await waitUntil(() => inner()?.open, `${one.dataset['dialog']} opens`);
        await expect(dialog).to.be.accessible();
        findDeep(dialog, 'engage-dialog')?.dispatchEvent(new CustomEvent('close', { bubbles: true, composed: true }));
        await waitUntil(() => !inner()?.open, `${one.dataset['dialog']} closes`);
      }
    }).timeout(120_000);
});

const roots = (root: ParentNode): ParentNode[] => [
  root,
  ...[...root.querySelectorAll('*')].flatMap((element) => (element.shadowRoot === null ? [] : roots(element.shadowRoot))),
];
const within = (sheet: HTMLElement): ParentNode[] => (sheet.shadowRoot === null ? [] : roots(sheet.shadowRoot));
const pictures = (sheet: HTMLElement): HTMLImageElement[] => within(sheet).flatMap((root) => [...root.querySelectorAll('img')]);

/** Every piece of text that is drawn. */
function everything(sheet: HTMLElement): string[] {
  return within(sheet).flatMap((root) =>
    [...root.querySelectorAll(':not(style, script)')].flatMap((element) =>
      [...element.childNodes].filter((node) => node instanceof Text).flatMap((node) => node.data.trim().replace(/\s+/g, ' ') || []),
    ),
  );
}
