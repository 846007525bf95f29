import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import type { MeView } from '../../../types/access.ts';
import type { RenewalSettings as Settings, Simulation } from '../../../types/renewal-settings.ts';
import { EngageError } from '../../core/engage-error.ts';
import { format } from '../../core/format.ts';
import { both } from '../../gallery/both.ts';
import { sampleFamilies, sampleSettings, sampleSimulation } from '../../gallery/sample-settings.ts';
import { aina } from '../../testing/aina.ts';
import { findDeep } from '../../testing/find-deep.ts';
import { textOf } from '../../testing/text-of.ts';
import { adoptTokens } from '../../theme/adopt-tokens.ts';
import type { KeptSettings, RenewalSettingsCalls } from './renewal-act.ts';
import type { RenewalSettings } from './renewal-settings.ts';
import './renewal-settings.ts';

const english = both('en');
const admin = { ...aina, role: 'admin' as const, can: { ...aina.can, renew: true, administer: true } };
const supervisor = { ...aina, role: 'supervisor' as const, can: { ...aina.can, renew: true, administer: false } };
const away = new EngageError({ code: 'unavailable', message: 'away' });

describe('engage-renewal-settings', () => {
  before(async () => {
    adoptTokens(document);
    await emulateMedia({ reducedMotion: 'reduce' });
  });

  interface Asked {
    saved: Settings[];
    simulated: { settings: Settings; mode: string; days: number }[];
  }
  const show = async (
    given: Partial<RenewalSettingsCalls> = {},
    me: MeView = admin,
    width = 1200,
    kept: KeptSettings | null = null,
  ): Promise<{ page: RenewalSettings; asked: Asked }> => {
    const asked: Asked = { saved: [], simulated: [] };
    const calls: RenewalSettingsCalls = {
      load: () => Promise.resolve(sampleSettings(english)),
      save: (settings) => {
        asked.saved.push(settings);
        return Promise.resolve(settings);
      },
      simulate: ({ settings, mode, days }) => {
        const whole = { ...sampleSettings(english), ...settings } as Settings;
        asked.simulated.push({ settings: whole, mode, days });
        return Promise.resolve(sampleSimulation(mode, whole.cadence.length / 4));
      },
      templates: () => Promise.resolve(sampleFamilies()),
      ...given,
    };
    const box = await fixture<HTMLDivElement>(
      html`<div><engage-renewal-settings .calls=${calls} .kept=${kept} .me=${me} .format=${format('en')}></engage-renewal-settings></div>`,
    );
    box.style.inlineSize = `${width}px`;
    const page = box.querySelector<RenewalSettings>('engage-renewal-settings');
    if (!page) throw new Error('no page');
    return { page, asked };
  };
  const ready = async (page: HTMLElement): Promise<void> => waitUntil(() => findDeep(page, '[data-path="currency"]') !== null, 'the settings are there');
  const field = (page: HTMLElement, path: string): HTMLElement => {
    const found = findDeep(page, `[data-path="${path}"]`);
    if (!found) throw new Error(path);
    return found;
  };
  const type = async (page: RenewalSettings, path: string, value: string): Promise<void> => {
    const one = field(page, path);
    Reflect.set(one, 'value', value);
    one.dispatchEvent(new Event(one.localName === 'engage-select' ? 'change' : 'input', { bubbles: true, composed: true }));
    await page.updateComplete;
  };
  const button = (page: ParentNode, words: string): HTMLElement => {
    const found = buttons(page).find((one) => textOf(one) === words || one.getAttribute('label') === words);
    if (!found) throw new Error(`no button "${words}"`);
    return found;
  };
  const isOff = (one: Element): boolean => one.hasAttribute('disabled');

  for (const [theme, locale, width] of [
    ['light', 'en', 1200],
    ['dark', 'ms', 360],
  ] as const)
    it(`is accessible: ${theme}, ${locale}, ${width}`, async () => {
      document.documentElement.style.colorScheme = theme;
      document.documentElement.lang = locale;
      try {
        const { page } = await show({}, admin, width);
        page.format = format(locale);
        await ready(page);
        await expect(page).to.be.accessible();
        button(page, locale === 'ms' ? 'Buat simulasi' : 'Simulate').click();
        await waitUntil(() => findDeep(page, 'engage-simulation-calendar') !== null, 'the simulation came');
        await expect(page).to.be.accessible();
      } finally {
        document.documentElement.removeAttribute('style');
        document.documentElement.lang = 'en';
      }
    }).timeout(30_000);

  it('waits, and says when it could not load', async () => {
    const { page } = await show({ load: () => new Promise(() => undefined) });
    await expect(page).to.be.accessible();
    let tries = 0;
    const { page: failed } = await show({
      load: () => {
        tries += 1;
        return tries === 1 ? Promise.reject(away) : Promise.resolve(sampleSettings(english));
      },
    });
    await waitUntil(() => textOf(failed).includes('The settings could not be loaded'), 'it says so');
    await expect(failed).to.be.accessible();
    findDeep(failed, 'engage-error-state')?.dispatchEvent(new Event('retry'));
    await ready(failed);
  });

  it('says what is wrong, saves nothing meanwhile, and says what changes before it saves', async () => {
    const { page, asked } = await show();
    await ready(page);
    expect(isOff(button(page, 'Save…'))).to.equal(true);
    await type(page, 'mostPerCycle', '40');
    expect(textOf(page)).to.include('A whole number from 1 to 12.');
    expect(isOff(button(page, 'Save…'))).to.equal(true);
    expect(isOff(button(page, 'Simulate'))).to.equal(true);
    await type(page, 'mostPerCycle', '5');
    await type(page, 'sendUntil', '08:00');
    expect(textOf(page)).to.include('Later than the beginning.');
    expect(isOff(button(page, 'Save…'))).to.equal(true);
    await type(page, 'sendUntil', '17:30');
    await type(page, 'goalShare', '65');
    await type(page, 'pressure.most', '3');
    expect(textOf(page)).to.include('4 changes');
    button(page, 'Save…').click();
    await page.updateComplete;
    const dialog = findDeep(page, 'engage-settings-save');
    if (!dialog) throw new Error('no question');
    await waitUntil(() => findDeep<HTMLDialogElement>(dialog, 'dialog')?.open, 'it asks');
    const text = textOf(dialog);
    expect(text).to.include('Most reminders for one renewal 4 5');
    expect(text).to.include('Until 18:00 17:30');
    expect(text).to.include('percent 60 % 65 %');
    expect(text).to.include('You have not simulated these changes yet.');
    await expect(dialog).to.be.accessible();
    expect(asked.saved).to.deep.equal([]);
    button(dialog, 'Save').click();
    await waitUntil(() => textOf(page).includes('Saved. Every open renewal is decided again.'), 'it is saved');
    expect(asked.saved).to.deep.equal([
      { ...sampleSettings(english), mostPerCycle: 5, sendUntil: '17:30', goalShare: 0.65, pressure: { most: 3, days: 7, mostPerDay: 1 } },
    ]);
    expect(textOf(page)).to.include('Nothing is changed.');
  });

  it('saves from when on a merchant is at risk', async () => {
    const { page, asked } = await show();
    await ready(page);
    await type(page, 'risk.threshold', '4');
    expect(textOf(page)).to.include('A whole number from 1 to 3.');
    await type(page, 'risk.threshold', '1');
    await type(page, 'risk.ticketsPerMonth', '1');
    expect(textOf(page)).to.include('A whole number from 2 to 100.');
    expect(isOff(button(page, 'Save…'))).to.equal(true);
    await type(page, 'risk.ticketsPerMonth', '8');
    button(page, 'Save…').click();
    await page.updateComplete;
    const dialog = findDeep(page, 'engage-settings-save');
    if (!dialog) throw new Error('no question');
    expect(textOf(dialog)).to.include('Merchants at risk: From so many signs on 2 1');
    button(dialog, 'Save').click();
    await waitUntil(() => asked.saved.length === 1, 'it is saved');
    expect(asked.saved[0]?.risk).to.deep.equal({ threshold: 1, ticketsPerMonth: 8 });
  });

  it('keeps what was typed when saving fails, and discards it when asked', async () => {
    const { page } = await show({ save: () => Promise.reject(away) });
    await ready(page);
    await type(page, 'minimumGapHours', '24');
    button(page, 'Save…').click();
    await page.updateComplete;
    const dialog = findDeep(page, 'engage-settings-save');
    if (!dialog) throw new Error('no question');
    button(dialog, 'Save').click();
    await waitUntil(() => textOf(dialog).includes('Your changes are kept'), 'it says so');
    expect(dialog.hasAttribute('open')).to.equal(true);
    button(dialog, 'Keep editing').click();
    await waitUntil(() => !dialog.hasAttribute('open'));
    expect(Reflect.get(field(page, 'minimumGapHours'), 'value')).to.equal('24');
    button(page, 'Discard changes').click();
    await page.updateComplete;
    expect(Reflect.get(field(page, 'minimumGapHours'), 'value')).to.equal('44');
    expect(textOf(page)).to.include('Your changes are discarded: these are the saved settings.');
    await type(page, 'minimumGapHours', '25');
    expect(textOf(page)).not.to.include('Your changes are discarded');
  });

  it('keeps controls in line when one of them is wrong, and marks the one that is', async () => {
    const { page } = await show();
    await ready(page);
    const frame = (path: string): DOMRect => {
      const found = findDeep(field(page, path), '.frame');
      if (!found) throw new Error(path);
      return found.getBoundingClientRect();
    };
    expect(frame('mostOutstanding').top).to.equal(frame('mostPerCycle').top);
    await type(page, 'mostPerCycle', '40');
    expect(frame('mostOutstanding').top, 'an error moves no neighbour').to.equal(frame('mostPerCycle').top);
    const note = findDeep(field(page, 'mostPerCycle'), '.error')?.getBoundingClientRect();
    expect(note?.top).to.be.greaterThan(frame('mostPerCycle').bottom - 1);
    const days =
      findDeep<HTMLElement>(page, 'engage-cadence-editor li engage-input') ?? findDeep(findDeep(page, 'engage-cadence-editor') ?? page, 'engage-input');
    if (!days) throw new Error('no days');
    Reflect.set(days, 'value', '0');
    days.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await waitUntil(() => findDeep(days, '[aria-invalid="true"]') !== null, 'the days are marked');
    expect(findDeep(findDeep(page, 'engage-cadence-editor') ?? page, 'select[aria-invalid="true"]'), 'not what stands beside them').to.equal(null);
  });

  it('offers only templates that speak of a renewal, and what is set already', async () => {
    const { page } = await show({
      load: () => Promise.resolve({ ...sampleSettings(english), cadence: [{ offsetDays: -7, template: 'renewal_reminder_v1' }] }),
    });
    await ready(page);
    const editor = findDeep(page, 'engage-cadence-editor') ?? page;
    await waitUntil(() => textOf(editor).includes('renewal_overdue_v1'), 'the templates are there');
    expect(textOf(editor)).not.to.include('csat_request_v1');
    const { page: other } = await show({
      load: () => Promise.resolve({ ...sampleSettings(english), cadence: [{ offsetDays: -7, template: 'csat_request_v1' }] }),
    });
    await ready(other);
    await waitUntil(() => textOf(findDeep(other, 'engage-cadence-editor') ?? other).includes('csat_request_v1'), 'what is set stays');
  });

  it('tells what somebody else saved meanwhile, keeps what was typed on top of it, and saves both', async () => {
    const first = { ...sampleSettings(english), revision: 'one' };
    const christmas = { on: '2030-12-25', name: 'Boxing Day', zones: [] };
    const theirs = { ...first, revision: 'two', mostPerCycle: 6, holidays: [...first.holidays, christmas] };
    const saved: Settings[] = [];
    let stored: typeof first = first;
    const { page } = await show({
      load: () => Promise.resolve(stored),
      save: (settings) => {
        if (settings.revision !== stored.revision) return Promise.reject(new EngageError({ code: 'conflict', message: 'x' }));
        saved.push(settings);
        return Promise.resolve({ ...settings, revision: 'three' });
      },
    });
    await ready(page);
    await type(page, 'minimumGapHours', '50');
    stored = theirs;
    button(page, 'Save…').click();
    await page.updateComplete;
    const dialog = findDeep(page, 'engage-settings-save');
    if (!dialog) throw new Error('no question');
    button(dialog, 'Save').click();
    await waitUntil(() => textOf(dialog).includes('Somebody else saved settings'), 'it says so');
    expect(textOf(dialog)).to.include('Boxing Day');
    expect(textOf(dialog)).to.include('Most reminders for one renewal 4 6');
    expect(textOf(dialog)).to.include('Hours between two reminders 44 50');
    await expect(dialog).to.be.accessible();
    button(dialog, 'Save').click();
    await waitUntil(() => saved.length === 1, 'it is saved');
    expect(saved[0]).to.deep.equal({ ...theirs, minimumGapHours: 50 });
    await waitUntil(() => textOf(page).includes('Saved. Every open renewal'), 'it says so');
  });

  it('takes no hours of the night', async () => {
    const { page } = await show();
    await ready(page);
    await type(page, 'sendFrom', '02:00');
    expect(textOf(page)).to.include('From 07:00 to 22:00: nobody is written to at night.');
    expect(isOff(button(page, 'Save…'))).to.equal(true);
  });

  it('keeps what was typed and cannot be taken while another view is looked at', async () => {
    const kept: KeptSettings = { draft: null, typed: {}, cadence: null, isWrong: false };
    const { page } = await show({}, admin, 1200, kept);
    await ready(page);
    await type(page, 'goalShare', 'most of them');
    const days = findDeep(page, 'engage-cadence-editor')?.shadowRoot?.querySelector('engage-input');
    Object.assign(days ?? {}, { value: 'soon' });
    days?.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await page.updateComplete;
    expect(kept.isWrong).to.equal(true);
    page.remove();
    const { page: again } = await show({}, admin, 1200, kept);
    await ready(again);
    await waitUntil(() => textOf(again).includes('Correct the marked fields first.'), 'it is still wrong');
    expect(Reflect.get(field(again, 'goalShare'), 'value')).to.equal('most of them');
    const kepts = findDeep(again, 'engage-cadence-editor')?.shadowRoot?.querySelector('engage-input');
    expect(Reflect.get(kepts ?? {}, 'value')).to.equal('soon');
    button(again, 'Discard changes').click();
    await again.updateComplete;
    expect(kept).to.deep.equal({ draft: null, typed: {}, cadence: null, isWrong: false });
    await waitUntil(() => Reflect.get(kepts ?? {}, 'value') === '14', 'the steps are as they were');
  });

  it('edits the cadence: another day, one more step, one less, no day twice', async () => {
    const { page, asked } = await show();
    await ready(page);
    const editor = findDeep(page, 'engage-cadence-editor');
    const row = (index: number): HTMLElement[] => [
      ...(editor?.shadowRoot?.querySelectorAll('li')[index]?.querySelectorAll<HTMLElement>('engage-input, engage-select') ?? []),
    ];
    const set = async (one: HTMLElement | undefined, value: string): Promise<void> => {
      if (!one) throw new Error('no field');
      Reflect.set(one, 'value', value);
      one.dispatchEvent(new Event(one.localName === 'engage-select' ? 'change' : 'input', { bubbles: true, composed: true }));
      await page.updateComplete;
    };
    await set(row(0)[0], '7');
    await waitUntil(() => textOf(page).includes('This day is there twice.'), 'it says so');
    expect(isOff(button(page, 'Save…'))).to.equal(true);
    await set(row(0)[0], '10');
    await waitUntil(() => !textOf(page).includes('This day is there twice.'));
    button(page, 'Remove the step 1 day before').click();
    await page.updateComplete;
    button(page, 'Add a step').click();
    await page.updateComplete;
    await waitUntil(() => textOf(page).includes('1 change'), 'one line: the steps');
    button(page, 'Save…').click();
    await page.updateComplete;
    button(findDeep(page, 'engage-settings-save') ?? page, 'Save').click();
    await waitUntil(() => asked.saved.length === 1);
    expect(asked.saved[0]?.cadence).to.deep.equal([
      { offsetDays: -30, template: 'renewal_overdue_v1' },
      { offsetDays: -10, template: 'renewal_reminder_v1' },
      { offsetDays: -7, template: 'renewal_reminder_v1' },
      { offsetDays: 3, template: 'renewal_overdue_v1' },
    ]);
  });

  it('edits holidays: cautions those that follow the moon, refuses a day twice', async () => {
    const { page, asked } = await show();
    await ready(page);
    const editor = findDeep(page, 'engage-holiday-editor');
    if (!editor) throw new Error('no holidays');
    expect(textOf(editor)).to.include('Chinese New Year All of Malaysia Follows the moon: check the gazette');
    const set = (name: string, value: string): void => {
      const one = findDeep(editor, `[data-field="${name}"]`);
      if (!one) throw new Error(name);
      Reflect.set(one, 'value', value);
      one.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    };
    const christmas = sampleSettings(english).holidays[1]?.on ?? '';
    set('day', christmas);
    set('name', 'Hari Hol');
    button(editor, 'Add a holiday').shadowRoot?.querySelector('button')?.click();
    await waitUntil(() => textOf(editor).includes('This day is in the list already.'), 'it says so');
    set('day', '2030-03-21');
    await waitUntil(() => !textOf(editor).includes('This day is in the list already.'));
    button(editor, 'Add a holiday').shadowRoot?.querySelector('button')?.click();
    await waitUntil(() => textOf(editor).includes('Hari Hol'), 'it is there');
    button(page, 'Save…').click();
    await page.updateComplete;
    button(findDeep(page, 'engage-settings-save') ?? page, 'Save').click();
    await waitUntil(() => asked.saved.length === 1);
    expect(asked.saved[0]?.holidays.at(-1)).to.deep.equal({ on: '2030-03-21', name: 'Hari Hol', zones: ['Asia/Kuala_Lumpur', 'Asia/Kuching'] });
  });

  it('simulates what is typed beside what is saved, both ways, and says when it is old', async () => {
    const { page, asked } = await show();
    await ready(page);
    button(page, 'Simulate').click();
    await waitUntil(() => textOf(page).includes('In figures'), 'a result');
    expect(asked.simulated).to.have.length(1);
    expect(asked.simulated[0]).to.include({ mode: 'ahead', days: 30 });
    button(page, 'Remove the step 7 days before').click();
    await waitUntil(() => textOf(page).includes('This result is of other settings than those on the page now.'), 'it is old');
    button(page, 'Simulate again').click();
    await waitUntil(() => textOf(page).includes('With your changes'), 'both stand there');
    expect(asked.simulated.slice(1).map(({ settings }) => settings.cadence.length)).to.deep.equal([3, 4]);
    expect(textOf(page)).to.match(/Messages \d+ \d+ −\d+/);
    const tabs = findDeep(page, 'engage-tabs');
    tabs?.shadowRoot?.querySelectorAll('button')[1]?.click();
    await waitUntil(() => textOf(page).includes('Really sent'), 'the last quarter');
    expect(asked.simulated.at(-1)).to.include({ mode: 'back', days: 90 });
  });

  it('walks the calendar by keyboard and shows the messages of a day', async () => {
    const { page } = await show();
    await ready(page);
    button(page, 'Simulate').click();
    await waitUntil(() => findDeep(page, 'engage-simulation-calendar') !== null);
    const calendar = findDeep(page, 'engage-simulation-calendar');
    await waitUntil(() => calendar?.shadowRoot?.querySelector('button[tabindex="0"]'));
    const stops = calendar?.shadowRoot?.querySelectorAll<HTMLElement>('button[tabindex="0"]') ?? [];
    expect(stops.length).to.equal(1);
    stops[0]?.focus();
    const first = stops[0]?.dataset['on'] ?? '';
    await sendKeys({ press: 'ArrowDown' });
    const now = (): string => (calendar?.shadowRoot?.activeElement instanceof HTMLElement ? (calendar.shadowRoot.activeElement.dataset['on'] ?? '') : '');
    await waitUntil(() => now() !== first && now() !== '', 'the focus moved');
    expect((Date.parse(now()) - Date.parse(first)) / 86_400_000).to.equal(7);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => textOf(page).includes(`Messages on ${format('en').date(now())}`), 'its messages');
    button(page, 'Show all days').click();
    await waitUntil(() => !textOf(page).includes('Messages on '));
  });

  it('says that a simulation failed, and drops what comes too late', async () => {
    const waiting: ((simulation: Simulation) => void)[] = [];
    const { page } = await show({
      simulate: (_input, signal) =>
        new Promise((resolve, reject) => {
          waiting.push(resolve);
          signal?.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
        }),
    });
    await ready(page);
    button(page, 'Simulate').click();
    await waitUntil(() => waiting.length === 1);
    page.remove();
    waiting[0]?.(sampleSimulation('ahead'));
    const { page: failing } = await show({ simulate: () => Promise.reject(away) });
    await ready(failing);
    button(failing, 'Simulate').click();
    await waitUntil(() => textOf(failing).includes('The simulation did not work'), 'it says so');
    await expect(failing).to.be.accessible();
  });

  it('lets supervisors try and administrators save; the others look', async () => {
    const { page: tried } = await show({}, supervisor);
    await ready(tried);
    expect(textOf(tried)).to.include('Only an administrator can save these.');
    expect(buttons(tried).map((one) => textOf(one)))
      .to.include('Simulate')
      .and.not.to.include('Save…');
    await type(tried, 'mostPerCycle', '6');
    expect(textOf(tried)).to.include('1 change');
    const { page: seen } = await show({}, { ...aina, role: 'renewal' });
    await ready(seen);
    expect(isOff(field(seen, 'mostPerCycle'))).to.equal(true);
    expect(buttons(seen).map((one) => textOf(one))).not.to.include('Simulate');
    await expect(seen).to.be.accessible();
  });
});

/** Every button of the kit below a node, through shadow roots. */
function buttons(root: ParentNode): HTMLElement[] {
  const inner = root instanceof Element && root.shadowRoot ? buttons(root.shadowRoot) : [];
  return [
    ...inner,
    ...[...root.querySelectorAll<HTMLElement>('*')].flatMap((one) =>
      one.matches('engage-button, engage-icon-button') ? [one] : one.shadowRoot ? buttons(one.shadowRoot) : [],
    ),
  ];
}
