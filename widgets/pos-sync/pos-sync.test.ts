import { expect, html, waitUntil } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { aina } from '../testing/aina.ts';
import { FakePos } from '../testing/fake-pos.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { lookIn } from '../testing/look-in.ts';
import { samplePosRun } from '../testing/sample-pos-run.ts';
import { showWidget } from '../testing/show-widget.ts';
import { textOf } from '../testing/text-of.ts';
import type { PosSync } from './pos-sync.ts';
import './pos-sync.ts';

describe('engage-pos-sync', () => {
  let server: FakeServer;
  let pos: FakePos;
  let widget: PosSync;

  // axe measures colours: nothing may be half faded in
  before(() => emulateMedia({ reducedMotion: 'reduce' }));
  beforeEach(async () => {
    await setViewport({ width: 1460, height: 900 });
    server = new FakeServer({ ...aina, role: 'admin', can: { ...aina.can, administer: true } });
    pos = new FakePos(server);
  });
  afterEach(() => {
    widget.remove();
    server.leave();
    sessionStorage.clear();
    localStorage.clear();
  });

  const { shows, hides, find } = lookIn(() => widget);
  const press = (selector: string): void => find(selector).click();
  const asked = (procedure: string): Readonly<Record<string, unknown>>[] =>
    server.calls.filter((call) => call.procedure === `pos.${procedure}`).map(({ input }) => input);
  const show = async (options: Parameters<typeof showWidget>[2] = {}): Promise<void> => {
    widget = await showWidget<PosSync>(server, html`<engage-pos-sync></engage-pos-sync>`, { width: 1440, height: 860, ...options });
  };

  describe('its states are accessible', () => {
    const quality = async (): Promise<void> => {
      press('[data-view=quality]');
      await shows('Puan Siti');
    };
    const open = async (): Promise<void> => {
      press('[data-run="40"]');
      await shows('Bubble Time, Ipoh Parade');
    };
    const states: [name: string, make: () => void, options: Parameters<typeof showWidget>[2], act?: () => Promise<unknown>][] = [
      ['up to date, a load open', () => undefined, { until: 'Up to date' }, open],
      ['360 px', () => undefined, { width: 360, until: 'Up to date' }],
      ['360 px, a load open', () => undefined, { width: 360, until: 'Up to date' }, open],
      ['dark and Malay, waiting', () => pos.hold(), { theme: 'dark', locale: 'ms', until: 'Satu muatan menunggu anda' }],
      ['360 px, waiting', () => pos.hold(), { width: 360, until: 'A load waits for you' }],
      ['running', () => pos.run('comparing'), { until: 'Comparing with what is known' }],
      ['dark, running', () => pos.run(), { theme: 'dark', until: 'Reading the POS' }],
      ['quality', () => undefined, { until: 'Up to date' }, quality],
      ['quality, dark, 360 px', () => undefined, { theme: 'dark', width: 360, until: 'Up to date' }, quality],
      ['no POS', () => (pos.status = { isConfigured: false, lastGood: null, nextAt: null }), { until: 'No POS is connected' }],
      ['never loaded', () => (pos.runs = []), { until: 'Nothing has been loaded yet' }],
      ['away', () => (pos.status = { isAvailable: false, deadLetters: 1, lastGood: null }), { until: 'An engineer can see why' }],
      ['old', () => (pos.status = { lastGood: samplePosRun(3, { startedAt: '2026-01-01T00:00:00.000Z' }) }), { until: 'Out of date' }],
      [
        'long names',
        () => (pos.changes = pos.changes.map((change) => ({ ...change, name: 'W'.repeat(255) }))),
        { until: 'Up to date' },
        () => {
          press('[data-run="40"]');
          return shows('WWW');
        },
      ],
      ['loading', () => server.troubles.set('pos.status', 'silence'), {}],
      ['failed', () => server.troubles.set('pos.status', { code: 'internal', message: 'x', requestId: 'req-1' }), { until: 'req-1' }],
      ['no permission', () => server.troubles.set('pos.status', { code: 'forbidden', message: 'x' }), { until: 'Not available to you' }],
      ['no permission, Malay', () => server.troubles.set('pos.status', { code: 'forbidden', message: 'x' }), { locale: 'ms', until: 'Tidak tersedia' }],
    ];
    for (const [name, make, options, act] of states)
      it(name, async () => {
        make();
        if (options?.width) await setViewport({ width: Math.max(options.width, 360), height: 860 });
        await show(options);
        await act?.();
        await expect(widget).to.be.accessible();
        const frame = find('.frame');
        expect(frame.scrollWidth, 'nothing sticks out').to.be.at.most(frame.clientWidth + 1);
      });
  });

  it('says that the newest load failed, since when what is known is, and runs it again', async () => {
    pos.runs = [samplePosRun(43, { state: 'failed', error: 'The POS does not answer (503).' }), ...pos.runs];
    await show({ until: 'The last load failed' });
    await shows('the last load that worked');
    await hides('Up to date');
    press('[data-act=rerun]');
    await shows('Reading the POS');
  });

  it('says that what was not whole is not up to date, and shows the rows it could not use', async () => {
    pos.changes = [];
    const part = samplePosRun(44, { listedOutlets: 162, rejected: 8, hasLooked: false });
    pos.runs = [
      samplePosRun(45, { kind: 'incremental', listedOutlets: 4, counts: { added: 0, changed: 1, vanished: 0, returned: 0, reparented: 0 } }),
      part,
      ...pos.runs,
    ];
    await show({ until: '162 outlets read, 8 rows not usable, vanished outlets not looked for' });
    await hides('Up to date');
    press('[data-act=unusable]');
    await waitUntil(() => asked('rejects').some(({ runId }) => runId === '44'), 'its rows are asked for');
    press('[data-run="44"]');
    await shows('No difference in the rows that could be used');
    await hides('The POS lists exactly what is known here');
  });

  it('counts changes, not rows, of a load of changes, and forgets what was put aside once a load is good again', async () => {
    pos.runs = [
      samplePosRun(45, { kind: 'incremental', listedOutlets: 4, counts: { added: 0, changed: 1, vanished: 0, returned: 0, reparented: 0 } }),
      ...pos.runs,
    ];
    pos.status = { deadLetters: 1 };
    await show({ until: 'Up to date' });
    await shows('1 change.');
    await hides('An engineer can see why');
  });

  it('never says of a failed load that nothing was different', async () => {
    pos.changes = [];
    await show({ until: 'Up to date' });
    press('[data-run="38"]');
    await shows('This load failed');
    await hides('Nothing different');
  });

  it('says that rows without a number are why nothing was found vanished', async () => {
    pos.runs = pos.runs.map((run) => (run.id === '40' ? { ...run, rejected: 3, unnamed: 3 } : run));
    await show({ until: 'Incomplete' });
    press('[data-run="40"]');
    await shows('3 rows had no readable number');
  });

  it('says so too when it was for so many rows, and how many of them were not kept', async () => {
    pos.runs = pos.runs.map((run) => (run.id === '40' ? { ...run, rejected: 1_202, hasLooked: false } : run));
    pos.quality.notLooked = { loads: 3, since: null };
    await show({ until: 'Incomplete' });
    press('[data-run="40"]');
    await shows('this load did not look for vanished outlets');
    press('[data-part-name=rejected]');
    await shows('1,200 more were counted and not kept');
    press('[data-view=quality]');
    await shows('Loads blind to vanished outlets');
  });

  it('says how it stands, and begins a load that tells how far it is until it is done', async () => {
    await show({ until: '1,204 outlets in 25 franchises' });
    press('[data-act=sync]');
    await shows('Only what changed');
    find('[role=menu] [role^=menuitem]').click();
    await shows('Reading the POS');
    expect(asked('start')).to.deep.equal([{ kind: 'full' }]);
    await shows('400 outlets in 25 franchises read so far');
    pos.runs = pos.runs.map((run) => (run.id === '42' ? { ...run, listedOutlets: 1_200 } : run));
    await shows('1,200 outlets in 25 franchises read so far');
    pos.runs = pos.runs.map((run) => (run.id === '42' ? { ...run, state: 'done', listedOutlets: 1_205, finishedAt: new Date().toISOString() } : run));
    server.push({ t: 'posRun', id: '42', state: 'done' });
    await shows('1,205 outlets in 25 franchises');
    await hides('read so far');
  });

  it('lists what a load changed, before and after, by kind, and what could not be used, with its reason', async () => {
    await show({ until: 'Up to date' });
    press('[data-run="40"]');
    await shows('Nasi Ayam Haji, Shah Alam 2');
    const text = textOf(widget);
    expect(text).to.include('5 Dec 2026').and.include('5 Dec 2027').and.include('1200').and.include('1350');
    press('[data-part-name=vanished]');
    await hides('Nasi Ayam Haji, Shah Alam 2');
    await shows('Kedai Runcit Perniagaan');
    press('[data-part-name=rejected]');
    await shows('The date does not exist');
    expect(textOf(widget)).to.include('Has no number').and.include('A row without a number').and.include('31/02/2027');
    expect(asked('changes').map((input) => input['kind'] ?? 'all')).to.deep.equal(['all', 'vanished']);
    press('[data-run="39"]');
    await shows('The POS lists exactly what is known here');
  });

  it('asks before a load that waits is approved, and applies it', async () => {
    pos.hold();
    await show({ until: 'It would change 38 %' });
    press('[data-act=approve]');
    await shows('Take these changes over?');
    await shows('It would take over: Changed 14, Vanished 444.');
    expect(asked('approve')).to.deep.equal([]);
    press('[data-act=confirm]');
    await shows('The changes are being taken over');
    expect(asked('approve')).to.deep.equal([{ runId: '41' }]);
    await hides('A load waits for you');
  });

  it('asks before it is discarded; Cancel leaves it', async () => {
    pos.hold();
    await show({ until: 'A load waits for you' });
    press('[data-act=discard]');
    await shows('Discard this load?');
    find('engage-dialog engage-button[slot=footer]').click();
    await hides('Discard this load?');
    expect(asked('discard')).to.deep.equal([]);
    press('[data-act=discard]');
    await shows('Discard this load?');
    press('[data-act=confirm]');
    await shows('Nothing was changed');
    await hides('A load waits for you');
  });

  it('says so when a colleague was faster', async () => {
    pos.hold();
    await show({ until: 'A load waits for you' });
    pos.runs = pos.runs.map((run) => (run.id === '41' ? { ...run, state: 'discarded', decidedBy: 'Grace Lim' } : run));
    press('[data-act=approve]');
    await shows('Take these changes over?');
    press('[data-act=confirm]');
    await shows('Somebody was faster');
    await hides('A load waits for you');
  });

  it('runs again what failed', async () => {
    await show({ until: 'Up to date' });
    press('[data-run="38"]');
    await shows('HTTP 502');
    press('[data-act=retry]');
    await shows('Reading the POS');
    expect(asked('retry')).to.deep.equal([{ runId: '38' }]);
  });

  it('keeps how much may change without asking', async () => {
    await show({ until: 'Up to date' });
    const select = find<HTMLSelectElement>('select');
    select.value = '0.5';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await shows('Saved.');
    expect(asked('setHoldShare')).to.deep.equal([{ share: 0.5 }]);
  });

  it('tells what is wrong with the data, worst first, and when it cannot be told', async () => {
    server.troubles.set('quality.read', { code: 'unavailable', message: 'x' });
    await show({ until: 'Up to date' });
    press('[data-view=quality]');
    await shows('The data quality could not be worked out');
    server.troubles.clear();
    find('engage-pos-quality engage-error-state, engage-error-state').shadowRoot?.querySelector<HTMLElement>('engage-button')?.click();
    await shows('Contacts without an outlet');
    expect(textOf(widget)).to.include('42 here, 41 at the POS').and.include('Of 1,180 renewal cycles').and.include('The first 1');
    const cards = [...(find('engage-pos-quality').shadowRoot?.querySelectorAll('section') ?? [])].map((card) => card.className);
    expect(cards.join(' ')).to.match(/^(bad )+(good ?)+$/);
  });

  it('shows a load in place of the list where there is no room for both', async () => {
    await setViewport({ width: 400, height: 860 });
    await show({ width: 360, until: 'Up to date' });
    press('[data-run="40"]');
    await shows('Bubble Time, Ipoh Parade');
    expect(find('engage-pos-run-list').checkVisibility()).to.equal(false);
    press('[data-act=back]');
    await waitUntil(() => find('engage-pos-run-list').checkVisibility());
  });

  it('tells the host what failed', async () => {
    const errors: unknown[] = [];
    const heard = (event: Event): void => void errors.push((event as CustomEvent<{ code: string }>).detail.code);
    addEventListener('engage-error', heard);
    server.troubles.set('pos.runs', { code: 'unavailable', message: 'x' });
    await show({ until: 'A service is away' });
    removeEventListener('engage-error', heard);
    expect(errors).to.deep.equal(['unavailable']);
  });
});
