import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type { MeView } from '../../../types/access.ts';
import { TEMPLATE_STATUSES, type TemplatePreview } from '../../../types/templates.ts';
import { EngageError } from '../../core/engage-error.ts';
import { format } from '../../core/format.ts';
import { sampleRenewalRow } from '../../gallery/sample-renewals.ts';
import { everyStatus, sampleFamilies } from '../../gallery/sample-settings.ts';
import { aina } from '../../testing/aina.ts';
import { findDeep } from '../../testing/find-deep.ts';
import { textOf } from '../../testing/text-of.ts';
import { adoptTokens } from '../../theme/adopt-tokens.ts';
import type { TemplateCalls } from './renewal-act.ts';
import type { TemplateRegistry } from './template-registry.ts';
import './template-registry.ts';

const admin = { ...aina, role: 'admin' as const, can: { ...aina.can, administer: true } };
const refused = new EngageError({ code: 'unavailable', message: 'away' });
const preview = (given: Partial<TemplatePreview> = {}): TemplatePreview => ({
  language: 'en_US',
  header: null,
  body: 'Hi *Sri Kopitiam*, it ends on 28 Feb 2026.',
  footer: null,
  buttons: [],
  missing: [],
  ...given,
});

describe('engage-template-registry', () => {
  before(async () => {
    adoptTokens(document);
    await emulateMedia({ reducedMotion: 'reduce' });
  });

  const show = async (given: Partial<TemplateCalls> = {}, width = 1200, me: MeView = admin): Promise<TemplateRegistry> => {
    const calls: TemplateCalls = {
      list: () => Promise.resolve(sampleFamilies()),
      preview: () => Promise.resolve(preview()),
      bind: () => Promise.resolve(),
      refresh: () => Promise.resolve({ read: 8, added: 1, changed: [], removed: 0, failed: 0, at: '2026-01-01T00:00:00.000Z' }),
      examples: () => Promise.resolve([sampleRenewalRow()]),
      ...given,
    };
    const box = await fixture<HTMLDivElement>(
      html`<div><engage-template-registry .calls=${calls} .me=${me} .format=${format('en')}></engage-template-registry></div>`,
    );
    box.style.inlineSize = `${width}px`;
    const registry = box.querySelector<TemplateRegistry>('engage-template-registry');
    if (!registry) throw new Error('no registry');
    return registry;
  };
  const choose = async (registry: TemplateRegistry, name: string): Promise<HTMLElement> => {
    await waitUntil(() => findDeep(registry, `[data-name="${name}"]`) !== null, 'the list is there');
    findDeep(registry, `[data-name="${name}"]`)?.click();
    await waitUntil(() => textOf(findDeep(registry, 'engage-template-family') ?? document.createElement('p')).includes(name), 'it is shown');
    const family = findDeep(registry, 'engage-template-family');
    if (!family) throw new Error('no family');
    return family;
  };

  it('reads the list anew when Meta changes a template, and stops listening when it goes', async () => {
    let heard: (() => void) | undefined;
    let families = sampleFamilies();
    const listen = (tell: () => void): (() => void) => {
      heard = tell;
      return () => {
        heard = undefined;
      };
    };
    const registry = await show({ list: () => Promise.resolve(families), listen });
    const [first] = families;
    if (!first) throw new Error('no sample');
    await waitUntil(() => findDeep(registry, `[data-name="${first.name}"]`) !== null);
    families = [{ ...first, name: 'just_approved' }, ...families];
    heard?.();
    await waitUntil(() => findDeep(registry, '[data-name="just_approved"]') !== null, 'the new list is there');
    registry.remove();
    expect(heard).to.equal(undefined);
  });

  for (const [theme, locale, width] of [
    ['light', 'en', 1200],
    ['dark', 'ms', 360],
  ] as const)
    it(`is accessible with each template: ${theme}, ${locale}, ${width}`, async () => {
      document.documentElement.style.colorScheme = theme;
      document.documentElement.lang = locale;
      try {
        const registry = await show({}, width);
        registry.format = format(locale);
        await waitUntil(() => findDeep(registry, '[data-name]') !== null);
        await expect(registry).to.be.accessible();
        for (const { name } of sampleFamilies()) {
          await choose(registry, name);
          await waitUntil(() => findDeep(registry, 'engage-skeleton') === null, 'the preview is there');
          await expect(registry).to.be.accessible();
        }
      } finally {
        document.documentElement.removeAttribute('style');
        document.documentElement.lang = 'en';
      }
    }).timeout(30_000);

  it('says of each status what it means, and of a stopped one who stands still', async () => {
    const registry = await show({ list: () => Promise.resolve([...sampleFamilies(), everyStatus(TEMPLATE_STATUSES)]) });
    const overdue = await choose(registry, 'renewal_overdue_v1');
    expect(textOf(registry)).to.include('1 stopped · 43 waiting');
    expect(textOf(overdue)).to.include('Renewal step 3 days after Stopped 43 waiting');
    expect(textOf(overdue)).to.include('Paused . Too many people blocked');
    findDeep(overdue, 'engage-tabs')?.shadowRoot?.querySelectorAll('button')[1]?.click();
    await waitUntil(() => textOf(overdue).includes('Reason: Something about its form is wrong'), 'why it was refused');
    expect(textOf(overdue)).to.include('It may not end with a blank.');
    const every = await choose(registry, 'every_status_v1');
    const tabs = findDeep(every, 'engage-tabs');
    for (const [index, status] of TEMPLATE_STATUSES.entries()) {
      tabs?.shadowRoot?.querySelectorAll('button')[index]?.click();
      await waitUntil(() => tabs?.shadowRoot?.querySelectorAll('button')[index]?.ariaSelected === 'true', status);
      if (status !== 'APPROVED') await waitUntil(() => findDeep(every, '.banners engage-banner') !== null, `${status} is explained`);
    }
    expect(textOf(await choose(registry, 'winback_v1'))).to.include('This template is not in the registry');
    expect(textOf(await choose(registry, 'csat_request_v1'))).to.include('We asked for Utility, Meta made it Marketing');
  });

  it('fills a preview with a renewal, says what is missing, shows the other look', async () => {
    const asked: unknown[] = [];
    const registry = await show({
      preview: (input) => {
        asked.push(input);
        return Promise.resolve(preview({ missing: input.renewalId ? ['body.4'] : [] }));
      },
    });
    const family = await choose(registry, 'renewal_reminder_v1');
    await waitUntil(() => textOf(family).includes('it ends on 28 Feb 2026'), 'the preview');
    expect(asked).to.deep.equal([{ name: 'renewal_reminder_v1', language: 'en_US' }]);
    expect(textOf(family)).to.include('Text: 42 of 1,024');
    const picker = findDeep(family, 'engage-combobox');
    picker?.dispatchEvent(new CustomEvent('search', { detail: { text: 'bang' }, bubbles: true, composed: true }));
    await waitUntil(() => (Reflect.get(picker ?? {}, 'options') as unknown[]).length === 1, 'an example is found');
    picker?.dispatchEvent(new CustomEvent('choose', { detail: { value: '31' }, bubbles: true, composed: true }));
    await waitUntil(() => textOf(family).includes('1 blank has no value: it would not be sent.'), 'what is missing');
    expect(asked.at(-1)).to.deep.equal({ name: 'renewal_reminder_v1', language: 'en_US', renewalId: '31' });
    findDeep(family, 'engage-segmented')?.dispatchEvent(new CustomEvent('choose', { detail: { value: 'dark' }, bubbles: true, composed: true }));
    await waitUntil(() => findDeep(family, 'engage-whatsapp-preview')?.getAttribute('look') === 'dark', 'the phone is dark');
    await expect(family).to.be.accessible();
  });

  it('changes what stands in a blank, keeps it when that fails', async () => {
    const bound: unknown[] = [];
    let isAway = true;
    const registry = await show({
      bind: (input) => {
        bound.push(input);
        return isAway ? Promise.reject(refused) : Promise.resolve();
      },
    });
    const family = await choose(registry, 'csat_request_v1');
    const row = (): HTMLElement => {
      const found = findDeep(family, 'li[aria-label="Text, blank 2"]');
      if (!found) throw new Error('no blank');
      return found;
    };
    const select = row().querySelector('engage-select');
    if (!select) throw new Error('no choice');
    Reflect.set(select, 'value', 'companyName');
    select.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    await waitUntil(() => row().querySelector('engage-button'), 'it can be saved');
    row().querySelector<HTMLElement>('engage-button')?.click();
    await waitUntil(() => textOf(row()).includes('That could not be saved'), 'it says so');
    isAway = false;
    await waitUntil(() => !row().querySelector('engage-button')?.hasAttribute('loading'));
    row().querySelector<HTMLElement>('engage-button')?.click();
    await waitUntil(() => bound.length === 2, 'it is asked again');
    expect(bound[1]).to.deep.equal({ name: 'csat_request_v1', language: 'ms', variable: 'body.2', fact: 'companyName', fallback: 'KedaiPOS' });
  });

  it('syncs, and says what came of it', async () => {
    const registry = await show();
    await waitUntil(() => findDeep(registry, '[data-name]') !== null);
    findDeep(registry, '.head engage-button')?.click();
    await waitUntil(() => textOf(registry).includes('Read 8 templates. 1 has changed.'), 'it says so');
    const single = await show({ refresh: () => Promise.resolve({ read: 1, added: 0, changed: [], removed: 0, failed: 0, at: '2026-01-01T00:00:00.000Z' }) });
    await waitUntil(() => findDeep(single, '[data-name]') !== null);
    findDeep(single, '.head engage-button')?.click();
    await waitUntil(() => textOf(single).includes('Read 1 template. 0 have changed.'), 'one is one');
    const failing = await show({ refresh: () => Promise.reject(refused) });
    await waitUntil(() => findDeep(failing, '[data-name]') !== null);
    findDeep(failing, '.head engage-button')?.click();
    await waitUntil(() => textOf(failing).includes('Meta could not be asked'), 'it says so');
    const watcher = await show({}, 1200, aina);
    await waitUntil(() => findDeep(watcher, '[data-name]') !== null);
    expect(findDeep(watcher, '.head engage-button')).to.equal(null);
    expect(textOf(await choose(watcher, 'csat_request_v1'))).to.include('Only an administrator can change this.');
  });

  it('shows one thing at a time where there is little room, and goes back with the focus', async () => {
    const registry = await show({}, 400);
    await choose(registry, 'renewal_reminder_v1');
    expect(findDeep(registry, '.list')?.offsetParent).to.equal(null);
    findDeep(registry, '.back')?.click();
    await waitUntil(() => registry.shadowRoot?.activeElement?.matches('[data-name="renewal_reminder_v1"]'), 'the focus is back in the list');
  });

  it('waits, fails and is empty in words', async () => {
    await expect(await show({ list: () => new Promise(() => undefined) })).to.be.accessible();
    const failed = await show({ list: () => Promise.reject(refused) });
    await waitUntil(() => textOf(failed).includes('The templates could not be loaded'));
    await expect(failed).to.be.accessible();
    const empty = await show({ list: () => Promise.resolve([]) });
    await waitUntil(() => textOf(empty).includes('No template yet'));
    await expect(empty).to.be.accessible();
  });
});
