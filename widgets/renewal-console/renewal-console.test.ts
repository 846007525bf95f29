import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import { format } from '../core/format.ts';
import { aina } from '../testing/aina.ts';
import { FakeRenewals, sampleRenewalRow } from '../testing/fake-renewals.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { findDeep } from '../testing/find-deep.ts';
import { lookIn } from '../testing/look-in.ts';
import { sampleRisks } from '../testing/sample-risks.ts';
import { showWidget } from '../testing/show-widget.ts';
import { textOf } from '../testing/text-of.ts';
import type { RenewalConsole } from './renewal-console.ts';
import './renewal-console.ts';

describe('engage-renewal-console', () => {
  let server: FakeServer;
  let renewals: FakeRenewals;
  let widget: RenewalConsole;

  // axe measures colours: nothing may be half faded in
  before(() => emulateMedia({ reducedMotion: 'reduce' }));
  beforeEach(async () => {
    await setViewport({ width: 1460, height: 900 });
    server = new FakeServer({ ...aina, role: 'renewal', can: { ...aina.can, renew: true, administer: true } });
    renewals = new FakeRenewals(server);
  });
  afterEach(() => {
    widget.remove();
    server.leave();
    sessionStorage.clear();
    localStorage.clear();
  });

  const { shows, hides, find, every, button } = lookIn(() => widget);
  /** inside the shadow root of a part */
  const inside = <Found extends Element = HTMLElement>(part: string, selector: string): Found => {
    const found = findDeep<Found>(find(part).shadowRoot ?? widget, selector);
    if (!found) throw new Error(`${part} has no ${selector}`);
    return found;
  };
  const line = (id: string): HTMLElement => find(`engage-renewal-line[data-id="${id}"]`);
  const tick = (id: string, shiftKey = false): void => {
    line(id)
      .shadowRoot?.querySelector('[data-press=tick]')
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, shiftKey }));
  };
  const lines = (): string[] => every('engage-renewal-line').map((one) => one.dataset['id'] ?? '');
  const ticked = (): string[] => every('engage-renewal-line[aria-selected=true]').map((one) => one.dataset['id'] ?? '');
  const asked = (procedure: string): Readonly<Record<string, unknown>>[] =>
    server.calls.filter((call) => call.procedure === `renewals.${procedure}`).map(({ input }) => input);
  const show = async (options: Parameters<typeof showWidget>[2] = {}, attributes: { outlet?: string; renewal?: string; view?: string } = {}): Promise<void> => {
    const { outlet, renewal, view } = attributes;
    widget = await showWidget<RenewalConsole>(
      server,
      html`<engage-renewal-console .outlet=${outlet ?? null} .renewal=${renewal ?? null} .view=${(view as 'due') ?? null}></engage-renewal-console>`,
      { width: 1440, height: 860, ...options },
    );
  };
  const first = 'Sri Kopitiam Bangsar';
  const loading = (): Promise<unknown> => waitUntil(() => findDeep(widget, '[aria-label="Loading merchants at risk"]'), 'it is loading');

  describe('its states are accessible', () => {
    const states: [
      name: string,
      make: () => void,
      options: Parameters<typeof showWidget>[2],
      attributes?: { outlet?: string; renewal?: string; view?: string },
      act?: () => Promise<unknown>,
    ][] = [
      ['many, with an open renewal', () => undefined, { until: 'Log call' }, { renewal: '3004' }],
      ['many, in columns', () => undefined, { until: first }],
      ['dark and Malay', () => undefined, { until: 'Kadar pemulihan', theme: 'dark', locale: 'ms' }],
      ['360 px, cards', () => undefined, { width: 360, until: first }],
      ['360 px, the detail, Malay', () => undefined, { width: 360, until: 'Lucky Mart Ampang', locale: 'ms' }, { renewal: '3004' }],
      ['900 px, the drawer', () => undefined, { width: 900, until: 'Log call' }, { renewal: '3004' }],
      ['beside an outlet', () => undefined, { width: 360, until: 'Lucky Mart Ampang' }, { outlet: '8804' }],
      ['beside an outlet without a renewal', () => undefined, { width: 360, until: 'No renewal for this outlet' }, { outlet: '1' }],
      ['empty', () => (renewals.rows = []), { until: 'Nothing comes due' }],
      ['one', () => renewals.rows.splice(1), { until: first }],
      [
        'long names',
        () => (renewals.rows = [sampleRenewalRow(0, { outletName: 'W'.repeat(200), contact: { id: '1', name: 'M'.repeat(200), phone: null } })]),
        { until: 'WWW' },
      ],
      ['loading', () => server.troubles.set('renewals.list', 'silence'), {}],
      ['the list fails', () => server.troubles.set('renewals.list', { code: 'internal', message: 'x', requestId: 'req-1' }), { until: 'req-1' }],
      ['the figures fail', () => server.troubles.set('renewals.overview', { code: 'internal', message: 'x' }), { until: 'figures could not be loaded' }],
      ['no permission', () => server.troubles.set('auth.me', { code: 'forbidden', message: 'x' }), { until: 'No access' }],
      ['only looking', () => (server.me = { ...server.me, can: { ...server.me.can, renew: false } }), { until: 'You can look at everything' }],
      [
        'reminders off and a template paused',
        () => (renewals.overview = { isOn: false, blocked: [{ template: 'renewal_reminder_v1', status: 'PAUSED', waiting: 78 }] }),
        { until: 'the next step of 78 renewals needs it' },
      ],
      ['tasks', () => undefined, { until: 'Log a call' }, { view: 'tasks' }],
      ['tasks at 360 px, Malay', () => undefined, { width: 360, until: 'Catat panggilan', locale: 'ms' }, { view: 'tasks' }],
      ['no tasks', () => (renewals.tasks = []), { until: 'Nothing for you to do' }, { view: 'tasks' }],
      ['merchants at risk', () => undefined, { until: 'Reopened 2 times' }, { view: 'risk' }],
      [
        'merchants at risk at 360 px, dark and Malay',
        () => undefined,
        { width: 360, until: 'Dibuka semula 2 kali', theme: 'dark', locale: 'ms' },
        { view: 'risk' },
      ],
      ['nobody at risk', () => (renewals.risks = sampleRisks({ rows: [] })), { until: 'Nobody is at risk' }, { view: 'risk' }],
      ['merchants at risk, loading', () => server.troubles.set('risks.list', 'silence'), { until: 'At risk' }, { view: 'risk' }, async () => loading()],
      [
        'merchants at risk could not be loaded',
        () => server.troubles.set('risks.list', { code: 'internal', message: 'x', requestId: 'req-9' }),
        { until: 'req-9' },
        { view: 'risk' },
      ],
      [
        'offline',
        () => undefined,
        { until: first },
        {},
        () => {
          server.breakSockets();
          for (let attempt = 0; attempt < 3; attempt += 1) dispatchEvent(new Event('offline'));
          return shows('No connection. What you see');
        },
      ],
      [
        'what would be sent',
        () => undefined,
        { until: first },
        {},
        async () => {
          tick('3000');
          await shows('1 selected');
          button('Send now').click();
          await shows('Will be reminded');
        },
      ],
      [
        'the weeks as a table',
        () => undefined,
        { until: 'Show as table' },
        {},
        async () => {
          button('Show as table').click();
          await shows('Week of');
        },
      ],
    ];
    for (const [name, make, options, attributes, act] of states)
      it(name, async () => {
        make();
        await show(options, attributes);
        await act?.();
        await expect(widget).to.be.accessible();
      });
  });

  it('shows the rate by B’s formula with the goal, A’s beside it, and what is due in money', async () => {
    await show({ until: first });
    await shows('Paid by day 7: 222 of 412 that came due in 90 days');
    await shows('Won over once overdue: 31% (64 of 206)');
    const meter = find('[role=meter]');
    expect(meter.ariaValueNow).to.equal('54');
    expect(meter.getAttribute('aria-valuetext')).to.equal('54%, Goal 60%');
    await shows('RM 122,262');
  });

  it('filters the list by an aging bar, and takes the filter away again', async () => {
    await show({ until: first });
    button('8–14 days').click();
    await waitUntil(() => asked('list').some(({ dueFrom }) => dueFrom !== undefined));
    await waitUntil(() => !lines().includes('3000'), 'others are shown', { timeout: 4_000 });
    expect(button('8–14 days').ariaPressed).to.equal('true');
    const within = renewals.rows.filter(({ daysLeft }) => daysLeft >= 8 && daysLeft <= 14).length;
    await shows(`${within} renewals`);
    // the figures stay those of everything: one chooses from them
    expect(asked('overview').every(({ dueFrom }) => dueFrom === undefined)).to.equal(true);
    button('8–14 days').click();
    await waitUntil(() => lines().includes('3000'), 'all are shown again', { timeout: 4_000 });
  });

  it('walks through the weeks with the arrow keys', async () => {
    await show({ until: 'Week by week' });
    const plot = find('engage-week-chart').shadowRoot?.querySelector<HTMLElement>('[role=slider]');
    plot?.focus();
    await sendKeys({ press: 'End' });
    const last = plot?.getAttribute('aria-valuetext');
    expect(last).to.match(/Week of .*: \d+ due, Paid without us: \d+/);
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => plot?.getAttribute('aria-valuetext') !== last);
    expect(plot?.ariaValueNow).to.equal('12');
  });

  it('loads further pages as the end comes into view', async () => {
    renewals.page = 20;
    await show({ until: first });
    const list = find('engage-virtual-list');
    list.shadowRoot?.querySelector('.scroller')?.scrollTo(0, 100_000);
    await waitUntil(() => asked('list').some(({ cursor }) => cursor === '20'), 'the next page is asked for', { timeout: 4_000 });
  });

  it('searches, filters by franchise and owner, and says so in chips that go one by one', async () => {
    await show({ until: first });
    const input = inside<HTMLInputElement>('engage-console-header', 'engage-input');
    input.focus();
    await sendKeys({ type: 'kopitiam' });
    await waitUntil(() => asked('list').some(({ query }) => query === 'kopitiam'), 'asked for', { timeout: 4_000 });
    await hides('Bubble Time Mid Valley');
    inside('engage-console-header', 'engage-popover').dispatchEvent(new Event('show'));
    await waitUntil(() => findDeep(widget, 'engage-console-filters'), 'the filters are there', { timeout: 4_000 });
    const select = inside<HTMLSelectElement>('engage-console-filters', 'engage-select:nth-of-type(2)');
    Object.assign(select, { value: 'none' });
    select.dispatchEvent(new Event('change'));
    await shows('Owner: Nobody');
    const [chip] = every('.chip');
    chip?.click();
    await hides('Owner: Nobody');
    await waitUntil(() => !('owner' in (asked('list').at(-1) ?? {})), 'asked for without the owner', { timeout: 4_000 });
    expect(asked('list').at(-1)).to.deep.include({ query: 'kopitiam' });
  });

  it('says where a search finds something when it is not here, and goes there; figures say what they are of', async () => {
    renewals.rows.push(sampleRenewalRow(990, { outletName: 'Warung Hilang', daysLeft: -3 }));
    renewals.overview = { rates: { days: 90, b: { recovered: 0, of: 0, share: null }, a: { recovered: 0, of: 1, share: 0 }, goal: 0.6, pending: 1 } };
    await show({ until: first });
    inside<HTMLInputElement>('engage-console-header', 'engage-input').focus();
    await sendKeys({ type: 'Hilang' });
    await shows('Nothing matches');
    await shows('1 in Overdue');
    await shows('of what is searched and filtered');
    await shows('Too early to say: 1 is still within its 7 days');
    button('1 in Overdue').click();
    await shows('Warung Hilang');
    expect(asked('list').at(-1)).to.deep.include({ query: 'Hilang', tab: 'overdue' });
  });

  it('shows all outlets of a person', async () => {
    await show({ until: first });
    line('3000').shadowRoot?.querySelector<HTMLElement>('[data-press=person]')?.click();
    await shows('Person: Sri Devi');
    await waitUntil(() => asked('list').at(-1)?.['contactId'] === '500', 'asked for');
    expect(findDeep(widget, 'engage-renewal-detail')).to.equal(null);
  });

  it('shows them by the keyboard, too', async () => {
    await show({ until: first });
    line('3000').focus();
    await sendKeys({ press: 'p' });
    await shows('Person: Sri Devi');
  });

  it('sorts by amount, and the other way round with a second press', async () => {
    await show({ until: first });
    button('Amount').click();
    await waitUntil(() => asked('list').at(-1)?.['sort'] === 'amount');
    await shows('RM 888.50');
    button('Amount').click();
    await waitUntil(() => asked('list').at(-1)?.['descending'] === true);
  });

  it('opens a renewal, says so to the page, and goes back', async () => {
    await show({ until: first });
    const opened = oneEvent(widget, 'engage-renewal-open');
    line('3000').focus();
    line('3000').click();
    expect((await opened).detail).to.deep.equal({ renewalId: '3000', oid: '8800' });
    await shows('Log call');
    expect(line('3000').getAttribute('aria-current')).to.equal('true');
    const closed = oneEvent(widget, 'engage-renewal-close');
    await sendKeys({ press: 'Escape' });
    expect((await closed).detail).to.deep.equal({ renewalId: '3000' });
  });

  it('is driven by the keyboard: arrows, Enter, x, Shift+x, s, / and ?', async () => {
    await show({ until: first });
    line('3000').focus();
    await sendKeys({ press: 'ArrowDown' });
    const [, second = '', third = ''] = lines();
    await waitUntil(() => line(second).matches(':focus'), 'the focus moves');
    await sendKeys({ press: 'x' });
    await waitUntil(() => ticked().length === 1);
    await sendKeys({ press: 'j' });
    await waitUntil(() => line(third).matches(':focus'), 'j moves it, too');
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'X' });
    await sendKeys({ up: 'Shift' });
    await waitUntil(() => ticked().length === 2);
    expect(ticked()).to.deep.equal([second, third]);
    await sendKeys({ press: 's' });
    await shows('Send reminders now');
    await sendKeys({ press: 'Escape' });
    await hides('Send reminders now');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => ticked().length === 0, 'Escape clears the selection');
    await sendKeys({ press: '/' });
    await waitUntil(() => inside('engage-console-header', 'engage-input').matches(':focus-within'), 'the search has the focus');
    await sendKeys({ press: 'Escape' });
    await sendKeys({ press: '?' });
    await shows('Keyboard shortcuts');
    await sendKeys({ press: 'Escape' });
    line(second).focus();
    await sendKeys({ press: 'Enter' });
    await shows('Log call');
  });

  it('ticks a range with Shift, and all that match', async () => {
    await show({ until: first });
    const [from = '', , , to = ''] = lines();
    tick(from);
    await shows('1 selected');
    tick(to, true);
    await shows('4 selected');
    const all = renewals.rows.filter(({ status, daysLeft }) => status === 'due' && daysLeft >= 0).length;
    button(`Select all ${all} that match`).click();
    await shows(`${all} selected`);
  });

  it('shows who is left out before it sends, then how far it is, and at the end what became of it', async () => {
    await show({ until: first });
    const [from = '', , to = ''] = lines();
    tick(from);
    await shows('1 selected');
    tick(to, true);
    await shows('3 selected');
    renewals.preview = {
      selected: 3,
      excluded: [{ reason: 'no_contact', count: 1, examples: [{ id: '3005', outletName: 'Sri Kopitiam Ipoh' }] }],
      renewals: 2,
      messages: 2,
      people: 2,
      startsAt: new Date().toISOString(),
      sample: { text: 'Hai Sri Devi', language: 'ms', outletName: first, contactName: 'Sri Devi' },
    };
    button('Send now').click();
    await shows('Nobody to write to');
    await shows('2 renewals, in 2 messages to 2 people.');
    await shows('Hai Sri Devi');
    expect(find<HTMLDetailsElement>('details.examples').open, 'names are one on a line, when asked for').to.equal(false);
    expect(asked('sendNow')).to.have.length(0);
    button('Send 2 messages').click();
    await shows('Sending reminders: 0 of 3');
    expect(asked('sendNow')[0]).to.deep.include({ selection: { ids: [from, lines()[1] ?? '', to] } });
    await waitUntil(() => ticked().length === 0, 'nothing is ticked any more');
    const job = renewals.jobs[0];
    if (!job) throw new Error('no job was begun');
    renewals.advance(job.id, { sent: 1 });
    await shows('Sending reminders: 1 of 3');
    expect(find('[role=progressbar]').ariaValueNow).to.equal('1');
    renewals.advance(job.id, { state: 'done', sent: 2, skipped: 1 });
    await shows('2 sent, 1 left out.');
    await hides('Sending reminders');
    renewals.skippedBy = [{ reason: 'pressure', count: 1 }];
    button('See why').click();
    await shows('What was left out, and why');
    await shows('This person has had enough automatic messages for now');
  });

  it('stops a sending', async () => {
    renewals.jobs = [{ id: '1', state: 'running', total: 90, sent: 45, skipped: 0, createdAt: new Date().toISOString(), finishedAt: null }];
    await show({ until: 'Sending reminders: 45 of 90' });
    button('Stop').click();
    await shows('Stopped: 45 sent, 45 called off.');
    expect(asked('cancelJob')).to.deep.equal([{ id: '1' }]);
  });

  it('says of a sending what may not go yet, and of one that is stopped what was called off', async () => {
    const until = new Date(Date.now() + 26 * 3_600_000).toISOString();
    const createdAt = new Date().toISOString();
    renewals.jobs = [{ id: '1', state: 'running', total: 46, sent: 0, skipped: 14, createdAt, finishedAt: null, waiting: { count: 32, until } }];
    renewals.skippedBy = [{ reason: 'pressure', count: 14 }];
    await show({ until: `0 sent, 32 wait until ${format('en').exact(until)}, 14 left out` });
    button('See why').click();
    await shows('This person has had enough automatic messages for now');
    button('Close').click();
    button('Stop').click();
    await shows('Stopped: none was sent; 32 called off.');
  });

  it('says in the dialog what went wrong, and keeps the selection', async () => {
    await show({ until: first });
    tick('3000');
    await shows('1 selected');
    server.troubles.set('renewals.sendNow', { code: 'unavailable', message: 'x' });
    button('Send now').click();
    await shows('Will be reminded');
    button('Send 1 message').click();
    await shows('Nothing was sent. Try again.');
    server.troubles.clear();
    button('Send 1 message').click();
    await shows('Sending reminders');
  });

  it('moves no row when the first is ticked, on a phone, too', async () => {
    await show({ width: 360, until: first });
    await shows('Recovery rate');
    const top = (): number => line('3000').getBoundingClientRect().top;
    let before = -1;
    await waitUntil(
      () => {
        const isAtRest = top() === before && findDeep(widget, '.frame.narrow') !== null;
        before = top();
        return isAtRest;
      },
      'the figures are there, as narrow as they will be',
      { interval: 200, timeout: 5_000 },
    );
    tick('3000');
    await shows('1 selected');
    expect(top()).to.equal(before);
    const bar = find('engage-bulk-bar').getBoundingClientRect();
    expect(bar.bottom).to.be.at.most(before);
    expect(bar.width).to.be.at.most(360);
    await expect(widget).to.be.accessible();
  });

  it('assigns what is ticked', async () => {
    await show({ until: first });
    tick('3000');
    await shows('1 selected');
    button('Assign').click();
    await waitUntil(() => every('[role=menuitem]').some((one) => textOf(one).includes('Grace Lim') && one.checkVisibility()), 'the menu is open');
    every('[role=menuitem]')
      .find((one) => textOf(one).includes('Grace Lim'))
      ?.click();
    await shows('1 renewal assigned');
    expect(asked('assign')[0]).to.deep.equal({ ids: ['3000'], userId: '9' });
    await waitUntil(() => textOf(line('3000')).includes('Grace Lim'), 'the row follows', { timeout: 4_000 });
  });

  it('marks one as paid in the detail: the row leaves its list once it is closed, and Undo brings it back', async () => {
    await show({ until: 'Log call' }, { renewal: '3004' });
    const detail = find('engage-renewal-detail');
    detail.dispatchEvent(new CustomEvent('renewal-act', { detail: { do: 'paid', paidOn: '2026-11-20' }, bubbles: true, composed: true }));
    await shows('Lucky Mart Ampang is marked as paid.');
    expect(asked('markPaid')[0]).to.deep.equal({ id: '3004', revision: 3, paidOn: '2026-11-20' });
    await waitUntil(() => textOf(line('3004')).includes('Recovered'), 'the row follows');
    button('Undo').click();
    await shows('is as it was before');
    await waitUntil(() => !textOf(line('3004')).includes('Recovered'), 'the row is as before', { timeout: 4_000 });
  });

  it('takes the offer to undo away when it was undone in the detail', async () => {
    await show({ until: 'Log call' }, { renewal: '3004' });
    const act = (detail: unknown): boolean =>
      find('engage-renewal-detail').dispatchEvent(new CustomEvent('renewal-act', { detail, bubbles: true, composed: true }));
    act({ do: 'paid', paidOn: '2026-11-20' });
    await shows('Lucky Mart Ampang is marked as paid.');
    act({ do: 'undo' });
    await shows('is as it was before');
    expect(textOf(widget)).not.to.include('is marked as paid.');
  });

  it('shows what a colleague did when both were at it', async () => {
    await show({ until: 'Log call' }, { renewal: '3004' });
    renewals.change('3004', { owner: { userId: '9', name: 'Grace Lim' } }, false);
    find('engage-renewal-detail').dispatchEvent(new CustomEvent('renewal-act', { detail: { do: 'cancel', reason: 'price' }, bubbles: true, composed: true }));
    await shows('A colleague changed Lucky Mart Ampang meanwhile.');
    await waitUntil(() => textOf(find('engage-renewal-detail')).includes('Grace Lim'), 'what they did is shown', { timeout: 4_000 });
  });

  it('lets the page go to a ticket and an outlet', async () => {
    await show({ until: 'Log call' }, { renewal: '3004' });
    const detail = find('engage-renewal-detail');
    const ticket = oneEvent(widget, 'engage-ticket-open');
    detail.dispatchEvent(new CustomEvent('renewal-act', { detail: { do: 'open-ticket', ticketId: '4182', reference: 'TKT-2026-004182' } }));
    expect((await ticket).detail).to.deep.equal({ ticketId: '4182', reference: 'TKT-2026-004182', oid: '8804' });
    const outlet = oneEvent(widget, 'engage-outlet-open');
    detail.dispatchEvent(new CustomEvent('renewal-act', { detail: { do: 'open-outlet' } }));
    expect((await outlet).detail).to.deep.equal({ oid: '8804', fid: '124' });
  });

  it('fetches what was pushed in small batches, and the figures lazily', async () => {
    await show({ until: first });
    await waitUntil(() => asked('list').length === 2, 'the list is loaded once more when pushes begin');
    server.calls.length = 0;
    for (const id of lines().slice(0, 8)) renewals.change(id, { openTasks: 3 });
    renewals.change('3139', { openTasks: 1 });
    await waitUntil(() => textOf(line('3000')).includes('3 open tasks'), 'the row follows', { timeout: 4_000 });
    const rows = asked('rows');
    expect(rows).to.have.length(1);
    expect(asked('overview')).to.have.length(0);
  });

  it('takes what is new into a list that is shown whole, so that it counts what the tab does', async () => {
    await show({ until: 'Lost' }, { view: 'lost' });
    await waitUntil(() => lines().length === 2 && asked('list').length === 2, 'both are there');
    renewals.change('3008', { status: 'cancelled', outcome: 'lost', next: null });
    await waitUntil(() => lines().includes('3008'), 'it comes in', { timeout: 6_000 });
  });

  it('takes a row out of its list when it no longer belongs there', async () => {
    await show({ until: first });
    renewals.change('3000', { status: 'paid', outcome: 'recovered', paidOn: '2026-11-20', next: null });
    await waitUntil(() => !lines().includes('3000'), 'it leaves', { timeout: 4_000 });
  });

  it('keeps the focus in the list when the row that has it leaves', async () => {
    await show({ until: first });
    await waitUntil(() => asked('list').length === 2, 'the list is loaded once more when pushes begin');
    const [, second = '', third = ''] = lines();
    line(second).focus();
    await sendKeys({ press: 'j' });
    await waitUntil(() => line(third).matches(':focus'));
    await sendKeys({ press: 'k' });
    await waitUntil(() => line(second).matches(':focus'));
    renewals.change(second, { status: 'paid', outcome: 'recovered', paidOn: '2026-11-20', next: null });
    await waitUntil(() => !lines().includes(second), 'it leaves', { timeout: 4_000 });
    await waitUntil(() => line(third).matches(':focus'), 'the next one has the focus');
  });

  it('catches up after a gap of the connection', async () => {
    await show({ until: first });
    server.breakSockets();
    renewals.change('3000', { outletName: 'Renamed meanwhile' }, false);
    server.isSocketUp = true;
    dispatchEvent(new Event('online'));
    await shows('Renamed meanwhile');
  });

  it('logs a call from the tasks, in the same row', async () => {
    await show({ until: 'Log a call' }, { view: 'tasks' });
    expect(find<HTMLAnchorElement>('a.reach').href).to.match(/^tel:\+60/);
    button('Log a call').click();
    await waitUntil(() => findDeep(widget, 'form'), 'the form is there');
    const select = inside<HTMLSelectElement>('engage-task-board', 'engage-select');
    Object.assign(select, { value: 'promised' });
    select.dispatchEvent(new Event('change'));
    button('Save').shadowRoot?.querySelector('button')?.click();
    await shows('is logged');
    expect(asked('logCall')[0]).to.deep.include({ result: 'promised', taskId: '700' });
  });

  it('finishes a task, and takes that back', async () => {
    await show({ until: 'Log a call' }, { view: 'tasks' });
    inside('engage-task-board', 'engage-icon-button[icon=check]').click();
    await shows('is done');
    button('Undo').click();
    await waitUntil(() => asked('finishTask').length === 2);
    expect(asked('finishTask').map(({ isDone }) => isDone)).to.deep.equal([true, false]);
  });

  it('shows everybody’s tasks, too', async () => {
    await show({ until: 'Log a call' }, { view: 'tasks' });
    const [, all] = every('input[type=radio]');
    all?.click();
    await shows('Farid Osman');
    expect(asked('tasks').at(-1)).to.deep.include({ mine: false });
  });

  describe('merchants at risk', () => {
    const asks = (): number => server.calls.filter(({ procedure }) => procedure === 'risks.list').length;

    it('says what makes a risk, and each sign in words', async () => {
      renewals.risks = sampleRisks({ total: 1234 });
      await show({ until: first });
      expect(asks(), 'nobody looks at them yet').to.equal(0);
      button('At risk').click();
      await shows('Merchants with at least 2 of these signs: an overdue renewal, 5 tickets or more within 30 days, a ticket that was reopened.');
      await shows('The 3 most at risk of 1,234');
      const [all, two, tickets] = [...(find('engage-risk-board').shadowRoot?.querySelectorAll('li') ?? [])].map((one) => textOf(one));
      expect(all).to.equal(
        'Restoran Mewah Cheras Restoran Mewah Overdue 12 days · RM 588.50 6 tickets in 30 days Reopened 2 times 3 of 3 signs Open renewal Open ticket',
      );
      expect(two).to.include('Overdue 1 day · RM 1,200 6 tickets in 30 days 2 of 3 signs').and.not.to.include('Open ticket');
      expect(tickets).to.include('14 tickets in 30 days Reopened 1 time 2 of 3 signs Open ticket').and.not.to.include('Open renewal');
      button('Set these numbers in Settings').click();
      await shows('From so many signs on');
    });

    it('says it in Malay, too', async () => {
      renewals.risks = sampleRisks({ threshold: 3, rows: sampleRisks().rows.slice(0, 1) });
      await show({ until: 'Peniaga dengan kesemua tanda ini: pembaharuan tertunggak, 5 tiket atau lebih dalam 30 hari', locale: 'ms' }, { view: 'risk' });
      await shows('Tertunggak 12 hari · RM 588.50');
      await shows('Dibuka semula 2 kali');
      await shows('3 daripada 3 tanda');
      await shows('1 berisiko');
      expect(textOf(find('nav [aria-current=page]'))).to.equal('Berisiko');
    });

    it('opens the renewal beside them, and the ticket in the page', async () => {
      await show({ until: 'Reopened 2 times' }, { view: 'risk' });
      const ticket = oneEvent(widget, 'engage-ticket-open');
      button('Open ticket').click();
      expect((await ticket).detail).to.deep.equal({ ticketId: '4182', reference: 'TKT-2026-004182', oid: '8803' });
      const opened = oneEvent(widget, 'engage-renewal-open');
      button('Open renewal').focus();
      button('Open renewal').click();
      expect((await opened).detail).to.deep.equal({ renewalId: '3003', oid: '8803' });
      await shows('Log call');
      expect(textOf(inside('engage-risk-board', 'li[aria-current=true]'))).to.include('Restoran Mewah Cheras');
      await expect(widget).to.be.accessible();
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => button('Open renewal').matches(':focus'), 'the focus is back where it was', { timeout: 4_000 });
    });

    it('follows renewals and tickets, a burst of them with one question', async () => {
      await show({ until: 'Reopened 2 times' }, { view: 'risk' });
      await waitUntil(() => asks() === 2, 'once more when pushes begin');
      renewals.risks = sampleRisks({ rows: sampleRisks().rows.slice(1) });
      for (const id of ['3000', '3001', '3002']) renewals.change(id, { openTasks: 1 });
      server.push({ t: 'ticket', id: '4182', rev: 9, at: new Date().toISOString(), patch: { status: 'done' } });
      await waitUntil(() => !textOf(widget).includes('Restoran Mewah Cheras'), 'it is gone', { timeout: 8_000 });
      expect(asks()).to.equal(3);
    }).timeout(15_000);

    it('tries again, and keeps what was there when it cannot be refreshed', async () => {
      server.troubles.set('risks.list', { code: 'unavailable', message: 'x' });
      await show({ until: 'The merchants at risk could not be loaded' }, { view: 'risk' });
      server.troubles.clear();
      button('Try again').click();
      await shows('Reopened 2 times');
      server.troubles.set('risks.list', { code: 'unavailable', message: 'x' });
      button('At risk').click();
      await shows('This may be out of date');
      expect(textOf(widget)).to.include('Reopened 2 times');
      server.troubles.clear();
      button('Try again').click();
      await hides('This may be out of date');
    });

    it('stands in the menu where the row of views is narrow', async () => {
      await show({ width: 360, until: first });
      expect(textOf(find('nav'))).not.to.include('At risk');
      every('[role=menuitem]')
        .find((one) => textOf(one).includes('At risk'))
        ?.click();
      await shows('Reopened 2 times');
      expect(textOf(find('nav [aria-current=page]'))).to.equal('At risk');
    });
  });

  it('says tomorrow for what goes tomorrow, however many hours that is', async () => {
    renewals.rows = [
      sampleRenewalRow(1, {
        daysLeft: 2,
        next: { step: 'd-1', at: new Date(Date.parse(sampleRenewalRow(1, { daysLeft: 1 }).dueOn) + 3_600_000).toISOString(), reason: 'not_yet' },
      }),
    ];
    await show({ until: 'tomorrow · 1 day before' });
  });

  it('says beside "Answered" when they answered, not when it went out', async () => {
    renewals.rows = [
      sampleRenewalRow(1, {
        last: { channel: 'whatsapp', step: 'd-7', result: 'replied', at: new Date(Date.now() - 5 * 86_400_000).toISOString() },
        answeredAt: new Date(Date.now() - 86_400_000).toISOString(),
      }),
    ];
    await show({ until: 'Answered Yesterday · 7 days before' });
  });

  it('lets somebody who may not act only look', async () => {
    server.me = { ...server.me, can: { ...server.me.can, renew: false } };
    await show({ until: 'You can look at everything' });
    await shows(first);
    expect(every('[data-press=tick]')).to.have.length(0);
    expect(every('engage-icon-button[icon=download]')).to.have.length(0);
    line('3000').focus();
    await sendKeys({ press: 's' });
    expect(findDeep(widget, 'engage-send-dialog')).to.equal(null);
  });

  it('keeps settings that are not saved while another view is looked at', async () => {
    await show({ until: 'Send reminders automatically' }, { view: 'settings' });
    const goal = find('[data-path=goalShare]');
    Object.assign(goal, { value: '70' }).dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await shows('1 change Discard');
    button('Overdue').click();
    await hides('Send reminders automatically');
    button('Settings').click();
    await shows('1 change Discard');
  });

  it('keeps what the settings cannot take, too, and says at their tab that something there is wrong', async () => {
    await show({ until: 'Send reminders automatically' }, { view: 'settings' });
    const type = (value: string): boolean =>
      Object.assign(find('[data-path=goalShare]'), { value }).dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    type('most of them');
    await shows('Correct the marked fields first.');
    button('Overdue').click();
    await shows('Settings Something in it cannot be saved');
    await expect(widget).to.be.accessible();
    button('Settings').click();
    await shows('Correct the marked fields first.');
    expect(Reflect.get(find('[data-path=goalShare]'), 'value')).to.equal('most of them');
    expect(textOf(find('nav'))).not.to.include('cannot be saved');
    type('65');
    await shows('1 change Discard');
    button('Overdue').click();
    await hides('Send reminders automatically');
    expect(textOf(find('nav'))).not.to.include('cannot be saved');
  });

  it('stays with the outlet of the record', async () => {
    await show({ width: 360, until: 'Lucky Mart Ampang' }, { outlet: '8804' });
    expect(asked('list')).to.have.length(0);
    expect(asked('overview')).to.have.length(0);
    widget.outlet = '8802';
    await shows('Bubble Time Mid Valley');
  });

  it('says times from the server’s clock when it is alone with an outlet, too', async () => {
    renewals.aheadMs = -86_400_000;
    await show({ width: 360, until: 'Lucky Mart Ampang' }, { outlet: '8804' });
    // a note of the day before yesterday, as this device counts
    await shows('Yesterday');
  });

  describe('files', () => {
    const { click } = HTMLAnchorElement.prototype;
    let name = '';
    let text: Promise<string>;

    // a download would leave the test's page
    beforeEach(() => {
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        name = this.download;
        text = fetch(this.href).then((response) => response.text());
      };
    });
    afterEach(() => {
      HTMLAnchorElement.prototype.click = click;
    });

    it('hands over everything that matches, as the server writes it', async () => {
      await show({ until: first });
      inside('engage-console-header', 'engage-icon-button[icon=download]').click();
      await shows('The file is ready');
      expect(name).to.match(/^renewals-\d{4}-\d\d-\d\d\.csv$/);
      expect(server.calls.find(({ procedure }) => procedure === '/api/renewals/export')?.input).to.deep.equal({ tab: 'due' });
      const all = renewals.rows.filter(({ status, daysLeft }) => status === 'due' && daysLeft >= 0).length;
      expect((await text).trim().split('\r\n')).to.have.length(all + 1);
    });

    it('hands over what is ticked', async () => {
      await show({ until: first });
      tick('3000');
      await shows('1 selected');
      inside('engage-bulk-bar', 'engage-icon-button[icon=download]').click();
      await shows('The file is ready');
      expect((await text).split('\r\n')[1]).to.match(/^3000,8800,Sri Kopitiam Bangsar,120,/);
    });

    it('says when it may not', async () => {
      server.troubles.set('/api/renewals/export', { code: 'forbidden', message: 'x' });
      await show({ until: first });
      inside('engage-console-header', 'engage-icon-button[icon=download]').click();
      await shows('Your role may not do this.');
    });
  });
});
