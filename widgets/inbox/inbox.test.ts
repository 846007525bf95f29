import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { ThreadView } from '../ui/conversation/thread-view.ts';
import type { Composer } from '../ui/conversation/composer.ts';
import { ago } from '../testing/ago.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { findDeep } from '../testing/find-deep.ts';
import { lookIn } from '../testing/look-in.ts';
import { sampleMessage } from '../testing/sample-message.ts';
import { sampleTicket } from '../testing/sample-ticket.ts';
import { sampleWorld } from '../testing/sample-world.ts';
import { showWidget } from '../testing/show-widget.ts';
import { textOf } from '../testing/text-of.ts';
import type { Inbox } from './inbox.ts';
import './inbox.ts';

describe('engage-inbox', () => {
  let server: FakeServer;
  let inbox: Inbox;

  // axe measures colours: nothing may be half faded in
  before(() => emulateMedia({ reducedMotion: 'reduce' }));
  beforeEach(async () => {
    await setViewport({ width: 1300, height: 800 });
    server = sampleWorld();
  });
  afterEach(() => {
    inbox.remove();
    server.leave();
    sessionStorage.clear();
  });

  const { shows, hides, find, button } = lookIn(() => inbox);
  const area = (): HTMLTextAreaElement => find<HTMLTextAreaElement>('textarea');
  const composer = (): Composer => find<Composer>('[data-part=composer]');
  const order = (): string[] =>
    [...(findDeep(inbox, 'engage-virtual-list')?.shadowRoot?.querySelectorAll<HTMLElement>('[role=option]') ?? [])].map((row) => row.dataset['id'] ?? '');
  const open = async (id = '4182', until = 'Same model failed'): Promise<void> => {
    inbox = await showWidget<Inbox>(server, html`<engage-inbox ticket=${id}></engage-inbox>`, { until });
  };
  const type = async (text: string): Promise<void> => {
    composer().focus();
    await sendKeys({ type: text });
  };

  describe('its states are accessible', () => {
    const states: [
      name: string,
      make: () => void,
      options: Parameters<typeof showWidget>[2],
      attributes?: { ticket?: string; view?: string },
      act?: () => Promise<unknown>,
    ][] = [
      ['many, with an open ticket', () => undefined, { until: 'Same model failed' }, { ticket: '4182' }],
      ['dark and Malay', () => undefined, { until: 'Enter untuk hantar', theme: 'dark', locale: 'ms' }, { ticket: '4182' }],
      ['every kind of message', () => undefined, { until: 'may be tried again' }, { ticket: '4190' }],
      ['several outlets possible', () => undefined, { until: 'Which one is this about' }, { ticket: '4102' }],
      ['right-to-left names', () => undefined, { until: 'السلام' }, { ticket: '4107' }],
      ['empty', () => server.tickets.clear(), { until: 'Nothing assigned to you' }],
      ['one', () => [...server.tickets.keys()].slice(1).forEach((id) => server.tickets.delete(id)), { until: 'Sri Kopitiam' }],
      [
        'long names',
        () =>
          server.add(
            sampleTicket('1', { subject: 'Kedai '.repeat(40), contact: { id: '1', name: 'W'.repeat(200), phone: null }, outlet: null, linkState: 'unknown' }),
          ),
        { until: 'WWW' },
        { ticket: '1' },
      ],
      ['loading', () => server.troubles.set('auth.me', 'silence'), {}],
      ['error', () => server.troubles.set('tickets.list', { code: 'internal', message: 'x', requestId: 'req-1' }), { until: 'req-1' }],
      ['no permission', () => server.troubles.set('auth.me', { code: 'forbidden', message: 'x' }), { until: 'No access' }],
      ['ticket out of scope', () => undefined, { until: 'not available' }, { ticket: '1' }],
      [
        'window closed',
        () => server.add({ ...sampleTicket('1', { windowEndsAt: ago(200) }) }, [sampleMessage('1', '1', 1700, 'Hello')]),
        { until: 'window is closed' },
        { ticket: '1' },
      ],
      ['360 px, the list', () => undefined, { width: 360, until: 'Sri Kopitiam' }],
      ['360 px, the conversation', () => undefined, { width: 360, until: 'Same model failed' }, { ticket: '4182' }],
      ['masked details', () => (server.me = { ...server.me, pii: 'masked' }), { until: 'masked' }, { ticket: '4182' }],
      [
        'read only',
        () => (server.me = { ...server.me, can: { ...server.me.can, reply: false, assign: false, resolve: false, upload: false, linkOutlet: false } }),
        { until: 'Add note' },
        { ticket: '4182' },
      ],
      ['the list in columns', () => undefined, { width: 1440, until: 'TKT-2026-004107' }, { view: 'all' }],
      [
        'offline',
        () => undefined,
        { until: 'Same model failed' },
        { ticket: '4182' },
        () => {
          server.breakSockets();
          for (let attempt = 0; attempt < 3; attempt += 1) dispatchEvent(new Event('offline'));
          return shows('No connection. What you see');
        },
      ],
      ['out of date', () => undefined, { until: 'Same model failed' }, { ticket: '4182' }, () => goStale()],
      ['the filters', () => undefined, { until: 'Sri Kopitiam' }, { view: 'all' }, () => openFilters()],
      ['the outlet finder', () => undefined, { until: 'Which one is this about' }, { ticket: '4102' }, () => openFinder()],
      [
        'details in a drawer',
        () => undefined,
        { width: 700, until: 'Same model failed' },
        { ticket: '4182' },
        () => {
          find('engage-icon-button[label="Merchant and ticket details"]').click();
          return shows('Known since');
        },
      ],
      [
        'colours of the host',
        () => undefined,
        { until: 'Same model failed' },
        { ticket: '4182' },
        () => {
          for (const [token, value] of [
            ['accent', '#facc15'],
            ['surface', 'light-dark(#fdf6e3, #1e1b16)'],
            ['text', 'light-dark(#283238, #efe9dc)'],
          ] as const)
            inbox.style.setProperty(`--engage-${token}`, value);
          return inbox.updateComplete;
        },
      ],
    ];
    for (const theme of ['light', 'dark'] as const)
      for (const [name, make, options, { ticket, view } = {}, act] of states)
        it(`${name}, ${options?.theme ?? theme}`, async () => {
          make();
          inbox = await showWidget<Inbox>(server, html`<engage-inbox ticket=${ticket ?? ''} view=${view ?? 'mine'}></engage-inbox>`, { theme, ...options });
          await act?.();
          await expect(inbox).to.be.accessible();
        });
  });

  /** The connection comes back, and what was missed cannot be fetched. */
  const goStale = async (): Promise<void> => {
    for (const procedure of ['tickets.list', 'tickets.thread', 'tickets.get']) server.troubles.set(procedure, { code: 'unavailable', message: 'x' });
    server.breakSockets();
    server.isSocketUp = true;
    dispatchEvent(new Event('online'));
    await shows('The list may be out of date');
    await shows('This may be out of date');
  };
  const openFinder = async (): Promise<void> => {
    button('Another outlet').click();
    await waitUntil(() => findDeep(findDeep(inbox, 'engage-outlet-finder') ?? document.head, 'li button'), 'no outlets are offered');
  };
  const openFilters = async (): Promise<void> => {
    find('engage-icon-button[label^="Filter and sort"]').click();
    await shows('Franchise number (FID)');
  };
  /** What the list was last asked for. */
  const asked = (): Readonly<Record<string, unknown>> => server.calls.findLast(({ procedure }) => procedure === 'tickets.list')?.input ?? {};

  it('says that list and conversation may be old, and loads them again when asked', async () => {
    await open();
    await goStale();
    server.troubles.clear();
    for (const banner of [findDeep(inbox, 'engage-banner.across engage-button'), findDeep(find('[data-part=pane]'), 'engage-banner engage-button')])
      banner?.click();
    await hides('may be out of date');
  });

  it('filters by status, priority, category, assignee, FID and OID, and takes it all back', async () => {
    inbox = await showWidget<Inbox>(server, html`<engage-inbox view="all"></engage-inbox>`, { until: 'Invoice for March' });
    await openFilters();
    const filters = find('engage-list-filters');
    const field = (selector: string): HTMLElement => {
      const found = findDeep(filters, selector);
      if (!found) throw new Error(`${selector} is not there`);
      return found;
    };
    const set = (selector: string, property: 'checked' | 'value', value: unknown): void => {
      Reflect.set(field(selector), property, value);
      field(selector).dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    };
    set('engage-checkbox[label="Waiting for merchant"]', 'checked', true);
    await waitUntil(() => order().join() === '4101,4106' || order().includes('4101'), 'the list follows');
    await waitUntil(() => JSON.stringify(asked()['statuses']) === '["pending_merchant"]');
    set('engage-checkbox[label="Urgent"]', 'checked', true);
    await waitUntil(() => JSON.stringify(asked()['priorities']) === '["urgent"]');
    const [category] = server.categories;
    const colleague = server.colleagues.at(-1);
    set('engage-select[label="Category"]', 'value', category?.id);
    await waitUntil(() => JSON.stringify(asked()['categoryIds']) === JSON.stringify([category?.id]));
    set('engage-select[label="Assignee"]', 'value', colleague?.userId);
    await waitUntil(() => JSON.stringify(asked()['assigneeIds']) === JSON.stringify([colleague?.userId]));
    set('engage-input[label^="Franchise"]', 'value', '120, 121');
    await waitUntil(() => JSON.stringify(asked()['fids']) === '["120","121"]');
    const before = server.calls.length;
    set('engage-input[label^="Outlet number"]', 'value', 'Bangsar');
    await shows('Numbers only, separated by commas');
    expect(server.calls.slice(before).some(({ procedure }) => procedure === 'tickets.list')).to.equal(false);
    set('engage-input[label^="Outlet number"]', 'value', '8812');
    await waitUntil(() => JSON.stringify(asked()['oids']) === '["8812"]');
    set('engage-select[label="Sort by"]', 'value', 'waiting');
    await waitUntil(() => asked()['sort'] === 'waiting');
    expect(find('engage-icon-button[label^="Filter and sort"]').getAttribute('label')).to.include('filters set');
    button('Clear filters').click();
    await waitUntil(() => ['statuses', 'priorities', 'categoryIds', 'assigneeIds', 'fids', 'oids'].every((name) => asked()[name] === undefined));
  });

  it('sorts by the head of a column', async () => {
    inbox = await showWidget<Inbox>(server, html`<engage-inbox view="all"></engage-inbox>`, { width: 1440, until: 'Invoice for March' });
    for (const [head, sort] of [
      ['FID', 'fid'],
      ['OID', 'oid'],
      ['Status', 'status'],
      ['Updated', 'newest'],
      ['Updated', 'oldest'],
    ] as const) {
      button(head).click();
      await waitUntil(() => asked()['sort'] === sort, `${head} sorts by ${sort}`);
      await waitUntil(() => button(head).getAttribute('aria-pressed') === 'true');
    }
  });

  it('changes priority, category, assignee and subject, each against what the person saw', async () => {
    await open();
    const heading = find('engage-ticket-heading');
    const choose = (selector: string, value: string): void => {
      const menu = findDeep(heading, selector);
      if (!menu) throw new Error(`${selector} is not there`);
      menu.dispatchEvent(new CustomEvent('choose', { detail: { value } }));
    };
    const changed = (field: string): unknown => server.calls.findLast(({ procedure, input }) => procedure === 'tickets.change' && field in input)?.input[field];
    choose('engage-menu[label="Change priority"]', 'urgent');
    await waitUntil(() => server.tickets.get('4182')?.priority === 'urgent');
    expect(changed('priority')).to.deep.equal({ from: 'high', to: 'urgent' });
    choose('engage-menu.assign', '8');
    await waitUntil(() => server.tickets.get('4182')?.assignee?.userId === '8');
    expect(changed('assignee')).to.deep.equal({ from: '7', to: '8' });
    const category = server.categories.at(-1);
    const select = findDeep(find('engage-merchant-facts'), 'engage-select');
    if (!category || !select) throw new Error('no categories');
    Reflect.set(select, 'value', category.id);
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => server.tickets.get('4182')?.categoryName === category.name);
    findDeep(heading, 'h2 button')?.click();
    await waitUntil(() => findDeep(heading, 'h2') === null);
    await sendKeys({ type: 'Printer, again' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => server.tickets.get('4182')?.subject === 'Printer, again');
    await shows('Printer, again');
  });

  it('finds another outlet by name and links it', async () => {
    await open('4102', 'Which one is this about');
    await openFinder();
    findDeep(find('engage-outlet-finder'), 'input')?.focus();
    await sendKeys({ type: 'lucky' });
    await waitUntil(() => server.calls.some(({ procedure, input }) => procedure === 'outlets.search' && input['query'] === 'lucky'));
    await waitUntil(() => findDeep(find('engage-outlet-finder'), 'li button') && !textOf(find('engage-outlet-finder')).includes('Sri Kopitiam'));
    findDeep(find('engage-outlet-finder'), 'li button')?.click();
    await waitUntil(() => server.tickets.get('4102')?.outlet?.oid === '8817');
    await shows('Linked to');
  });

  it('takes files that are dropped on the composer, and nothing else', async () => {
    await open();
    const box = findDeep(composer(), '.composer');
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(900)], 'counter.png', { type: 'image/png' }));
    const drag = (type: string, dataTransfer: DataTransfer): boolean =>
      box?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true })) ?? true;
    expect(drag('dragover', data), 'the page may not open it').to.equal(false);
    await shows('Drop to attach');
    drag('drop', data);
    await waitUntil(() => findDeep(inbox, 'engage-attachment-tray')?.shadowRoot?.querySelector('img[alt="counter.png"]'));
    await hides('Drop to attach');
    const words = new DataTransfer();
    words.setData('text/plain', 'just words');
    expect(drag('dragover', words), 'words are the text field’s').to.equal(true);
  });

  it('signs in where no host page vouches for the person', async () => {
    inbox = await showWidget<Inbox>(server, html`<engage-inbox></engage-inbox>`, { token: false, until: 'Sign in to support' });
    await waitUntil(() => findDeep(inbox, 'input[type=password]'));
    await expect(inbox).to.be.accessible();
    find('input[type=email]').focus();
    await sendKeys({ type: 'aina@kedai.my' });
    find('input[type=password]').focus();
    await sendKeys({ type: 'wrong' });
    await sendKeys({ press: 'Enter' });
    await shows('E-mail or password is wrong');
    find('input[type=password]').focus();
    find<HTMLInputElement>('input[type=password]').select();
    await sendKeys({ type: 'secret' });
    await sendKeys({ press: 'Enter' });
    await shows('Nasi Ayam Haji');
  });

  it('tells the page what was opened and how many are unread', async () => {
    const opened: unknown[] = [];
    const unread: unknown[] = [];
    const heard = (event: Event): void => void (event instanceof CustomEvent && (event.type === 'engage-ticket-open' ? opened : unread).push(event.detail));
    document.addEventListener('engage-ticket-open', heard);
    document.addEventListener('engage-unread-change', heard);
    await open();
    document.removeEventListener('engage-ticket-open', heard);
    document.removeEventListener('engage-unread-change', heard);
    expect(opened).to.deep.equal([{ ticketId: '4182', reference: 'TKT-2026-004182', oid: '8812' }]);
    expect(unread.length).to.be.greaterThan(0);
  });

  it('tells the page when the person goes back to the list', async () => {
    await open();
    find('[role=option]').focus();
    setTimeout(() => void sendKeys({ press: 'Escape' }));
    const { detail } = await oneEvent(inbox, 'engage-ticket-close');
    expect(detail).to.deep.equal({ ticketId: '4182' });
    expect(inbox.ticket).to.equal(null);
  });

  it('asks the host page to show the outlet record', async () => {
    await open();
    setTimeout(() => button('Open record').click());
    const { detail } = await oneEvent(inbox, 'engage-outlet-open');
    expect(detail).to.deep.equal({ oid: '8812', fid: '120' });
  });

  it('sends with Enter, shows it at once, and puts the server’s message in its place', async () => {
    await open();
    await type('Baik, kami datang');
    await sendKeys({ press: 'Enter' });
    await shows('Baik, kami datang');
    await waitUntil(() => server.calls.some(({ procedure }) => procedure === 'messages.send'));
    await waitUntil(() => !findDeep(inbox, 'engage-message-bubble[data-pending]') && findDeep(inbox, '[data-key^="message:9"]'));
    expect(textOf(inbox).split('Baik, kami datang').length - 1, 'once in the thread, once in the list').to.be.at.most(2);
    expect(area().value).to.equal('');
  });

  it('keeps what is being written while another ticket is looked at', async () => {
    await open();
    await type('half a sentence');
    inbox.ticket = '4100';
    await shows('Salam');
    await shows('Draft');
    inbox.ticket = '4182';
    await shows('Same model failed');
    await waitUntil(() => area().value === 'half a sentence');
  });

  it('waits without a connection and sends by itself when it is back', async () => {
    await open();
    server.troubles.set('messages.send', 'offline');
    await type('nanti sampai');
    await sendKeys({ press: 'Enter' });
    await shows('This goes out by itself');
    server.troubles.delete('messages.send');
    await waitUntil(() => !textOf(inbox).includes('This goes out by itself'), 'it never went out', { timeout: 9_000 });
    const keys = server.calls.filter(({ procedure }) => procedure === 'messages.send').map(({ input }) => input['clientKey']);
    expect(new Set(keys).size, 'the same key each time').to.equal(1);
  });

  it('says why the server refused a reply, and what to do', async () => {
    await open();
    server.troubles.set('messages.send', { code: 'window_closed', message: 'x' });
    await type('too late');
    await sendKeys({ press: 'Enter' });
    await shows('more than 24 hours since the merchant wrote');
    button('Choose a template').click();
    await shows('What the merchant will read');
  });

  it('stops a reply when a colleague answered first, keeps the draft, and sends it on request', async () => {
    await open();
    await type('my own answer');
    server.say(sampleMessage('777', '4182', 0, 'Farid was faster', { direction: 'out', author: { userId: '8', name: 'Farid Osman' } }));
    await shows('Farid Osman answered while you were writing');
    // the bubble comes a frame later, and fades in
    await shows('Farid was faster');
    await waitUntil(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    await expect(inbox).to.be.accessible();
    await sendKeys({ press: 'Enter' });
    expect(server.calls.some(({ procedure }) => procedure === 'messages.send')).to.equal(false);
    expect(area().value).to.equal('my own answer');
    button('Send anyway').click();
    await waitUntil(() => server.calls.some(({ procedure, input }) => procedure === 'messages.send' && input['force'] === true));
  });

  it('gives the words back when only the server knew of the colleague’s answer', async () => {
    await open();
    const answer = sampleMessage('778', '4182', 0, 'Grace was faster', { direction: 'out', author: { userId: '9', name: 'Grace Lim' } });
    server.troubles.set('messages.send', { code: 'stale_reply', message: 'x', details: { items: [answer] } });
    await type('my own answer');
    await sendKeys({ press: 'Enter' });
    await shows('Grace Lim answered while you were writing');
    await waitUntil(() => area().value === 'my own answer');
  });

  it('shows who else is here and what they do', async () => {
    await open();
    server.push({ t: 'presence', ticketId: '4182', viewers: [{ userId: '8', name: 'Farid Osman', state: 'viewing' }] });
    await shows('Farid Osman is also viewing');
    server.push({ t: 'presence', ticketId: '4182', viewers: [{ userId: '8', name: 'Farid Osman', state: 'typing_reply' }] });
    await shows('Farid Osman is writing a reply');
    await expect(inbox).to.be.accessible();
    server.push({ t: 'presence', ticketId: '4182', viewers: [] });
    await hides('Farid Osman is writing');
  });

  it('says when WhatsApp has stopped the number, and lets an administrator send again', async () => {
    server.me = { ...server.me, role: 'admin' };
    await open();
    server.push({ t: 'number', numberId: '2', isStopped: true });
    server.push({ t: 'number', numberId: '1', isStopped: true });
    await shows('WhatsApp has stopped KedaiPOS Support');
    await expect(inbox).to.be.accessible();
    server.troubles.set('numbers.resume', { code: 'forbidden', message: 'x' });
    button('Put right').click();
    await shows('That did not work');
    server.troubles.clear();
    button('Put right').click();
    await waitUntil(() => server.calls.filter(({ procedure }) => procedure === 'numbers.resume').length === 2);
    expect(server.calls.findLast(({ procedure }) => procedure === 'numbers.resume')?.input).to.deep.equal({ numberId: '1' });
    server.push({ t: 'number', numberId: '1', isStopped: false });
    await hides('WhatsApp has stopped');
  });

  it('makes ticks rise with the merchant’s phone', async () => {
    await open();
    await type('sampai?');
    await sendKeys({ press: 'Enter' });
    const id = await waitUntil(() => [...(server.threads.get('4182') ?? [])].findLast((item) => item.kind === 'message' && item.text === 'sampai?')).then(
      () => server.threads.get('4182')?.at(-1)?.id ?? '',
    );
    await waitUntil(() => findDeep(inbox, `[data-key="message:${id}"]`), 'the server never took it', { timeout: 5_000 });
    for (const status of ['sent', 'delivered', 'read'] as const) server.push({ t: 'status', ticketId: '4182', messageId: id, status, at: ago(0) });
    await waitUntil(() =>
      findDeep(findDeep(inbox, `[data-key="message:${id}"]`) ?? document.body, 'engage-message-bubble')
        ?.shadowRoot?.querySelector('engage-delivery-state')
        ?.shadowRoot?.querySelector('.read'),
    );
  });

  it('tries a failed message again as the same message', async () => {
    await open('4190', 'may be tried again');
    button('Try again').click();
    await waitUntil(() => server.calls.some(({ procedure }) => procedure === 'messages.retry'));
    await waitUntil(() => !textOf(inbox).includes('WhatsApp could not be reached'));
  });

  it('takes a ticket out of "No outlet" at once when its outlet is chosen, and counts again', async () => {
    inbox = await showWidget<Inbox>(server, html`<engage-inbox view="unlinked" ticket="4102"></engage-inbox>`, { until: 'Which one is this about' });
    expect(order()).to.include('4102');
    await waitUntil(() => server.calls.some(({ procedure }) => procedure === 'tickets.counts'));
    button('Restoran Mewah Ampang').click();
    await waitUntil(() => !order().includes('4102'), 'the row stays');
    await shows('Linked to Restoran Mewah Ampang');
    expect(inbox.ticket, 'the conversation stays open').to.equal('4102');
    const linked = server.calls.findIndex(({ procedure }) => procedure === 'tickets.linkOutlet');
    await waitUntil(() => server.calls.slice(linked).some(({ procedure }) => procedure === 'tickets.counts'), 'nobody counted again', { timeout: 4_000 });
  });

  it('forgets what was new once it is answered', async () => {
    server.add(sampleTicket('1', { unread: 1, awaitingSince: ago(3) }), [
      sampleMessage('1', '1', 20, 'Hello', { direction: 'out', status: 'read' }),
      sampleMessage('2', '1', 3, 'One more thing'),
    ]);
    await open('1', 'One more thing');
    expect(findDeep(inbox, '.unread[data-key]')).to.not.equal(null);
    await type('Sure');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => !findDeep(inbox, '.unread[data-key]'), '"New" stays');
  });

  it('shows until when the window is open when pressed', async () => {
    await open();
    const left = find('.composer .window');
    expect(left.textContent).to.include('WhatsApp window').and.to.include('open until');
    expect(left.innerText).to.match(/^WhatsApp window/);
    left.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => left.innerText.startsWith('open until'));
    await expect(inbox).to.be.accessible();
  });

  it('links the outlet in one click', async () => {
    await open('4102', 'Which one is this about');
    button('Restoran Mewah Ampang').click();
    await shows('Linked to Restoran Mewah Ampang');
    expect(server.tickets.get('4102')?.outlet?.oid).to.equal('8816');
    await hides('Which one is this about');
  });

  it('sends a template with its values when the window is closed', async () => {
    server.add(sampleTicket('1', { windowEndsAt: ago(200) }), [sampleMessage('1', '1', 1700, 'Hello')]);
    await open('1', 'window is closed');
    button('Choose a template').click();
    await shows('What the merchant will read');
    await expect(inbox).to.be.accessible();
    expect(textOf(find('engage-template-picker')))
      .to.include('Follow up Malay')
      .and.to.include('Technician visit English')
      .and.not.match(/follow_up|\{\{/);
    expect(
      [...(find('engage-template-picker').shadowRoot?.querySelectorAll('engage-input[data-key]') ?? [])].map((field) => field.getAttribute('label')),
    ).to.deep.equal(['Merchant’s name', 'Ticket number']);
    await waitUntil(() => findDeep(inbox, 'engage-template-picker engage-input[data-key], engage-input[data-key="body.2"]'));
    findDeep(inbox, 'engage-input[data-key="body.2"]')?.shadowRoot?.querySelector('input')?.focus();
    await sendKeys({ type: 'TKT-2026-000001' });
    await shows('kami menyusuli tiket');
    button('Send template').click();
    await waitUntil(() =>
      server.calls.some(({ procedure, input }) => procedure === 'messages.send' && JSON.stringify(input['content']).includes('"body.2":"TKT-2026-000001"')),
    );
  });

  it('asks with buttons, takes over what was written, and shows the merchant’s view before it goes', async () => {
    await open();
    await type('Boleh juruteknik datang?');
    find('engage-icon-button[label="Ask with buttons"]').click();
    await shows('What the merchant will read');
    const question = find('engage-button-question');
    const field = (selector: string): HTMLInputElement => {
      const found = findDeep<HTMLInputElement>(question, selector)?.shadowRoot?.querySelector<HTMLInputElement>('.control');
      if (!found) throw new Error(`no ${selector}`);
      return found;
    };
    expect(field('engage-textarea').value).to.equal('Boleh juruteknik datang?');
    await expect(inbox).to.be.accessible();
    field('[data-button="0"]').focus();
    await sendKeys({ type: 'Ya, petang ini boleh saja' });
    await shows('5 characters too long');
    expect(button('Send question').getAttribute('label')).to.equal('Send question. 5 characters too long for WhatsApp');
    for (let index = 0; index < 5; index += 1) await sendKeys({ press: 'Backspace' });
    await hides('too long');
    field('[data-button="1"]').focus();
    await sendKeys({ type: 'Esok' });
    await waitUntil(() => findDeep(question, '.stage')?.textContent?.includes('Esok'));
    button('Send question').click();
    await waitUntil(() => server.calls.some(({ procedure }) => procedure === 'messages.send'));
    const sent = server.calls.findLast(({ procedure }) => procedure === 'messages.send')?.input;
    expect(sent?.['content']).to.deep.equal({
      type: 'interactive',
      body: 'Boleh juruteknik datang?',
      options: [
        { id: '1', title: 'Ya, petang ini boleh' },
        { id: '2', title: 'Esok' },
      ],
    });
    expect(sent?.['baseRevision']).to.be.a('number');
    await waitUntil(() => area().value === '');
    await shows('Esok');
  });

  it('resolves after asking, and can undo', async () => {
    await open();
    button('Resolve').click();
    await shows('Resolve this ticket?');
    await expect(inbox).to.be.accessible();
    [...(findDeep(inbox, 'engage-resolve-dialog')?.shadowRoot?.querySelectorAll<HTMLElement>('engage-button') ?? [])].at(-1)?.click();
    await shows('Resolved TKT-2026-004182');
    expect(server.tickets.get('4182')?.status).to.equal('resolved');
    button('Undo').click();
    await waitUntil(() => server.tickets.get('4182')?.status === 'open');
  });

  it('puts a field back and says so when somebody was faster', async () => {
    await open();
    const ticket = server.tickets.get('4182');
    if (ticket) server.tickets.set('4182', { ...ticket, status: 'pending_internal', revision: ticket.revision + 1 });
    findDeep(inbox, 'engage-menu:has(.chip)')?.dispatchEvent(new CustomEvent('choose', { detail: { value: 'pending_merchant' } }));
    await shows('Somebody changed the status first');
    await shows('Waiting for us');
  });

  it('adds a note that only staff see', async () => {
    await open();
    await sendKeys({ press: 'Escape' });
    inbox.ticket = '4182';
    await shows('Same model failed');
    button('Note').click();
    await waitUntil(() => area().placeholder.includes('colleagues'));
    await type('check the firmware');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => server.calls.some(({ procedure }) => procedure === 'tickets.addNote'));
    expect(server.calls.some(({ procedure }) => procedure === 'messages.send')).to.equal(false);
    await shows('check the firmware');
  });

  it('moves a row up when its merchant writes, and adds a ticket that is new', async () => {
    inbox = await showWidget<Inbox>(server, html`<engage-inbox view="all"></engage-inbox>`, { until: 'Invoice for March' });
    server.say(sampleMessage('801', '4105', 0, 'Masih tunggu invois'));
    await waitUntil(() => order()[0] === '4105', 'the row never moved up');
    server.add(sampleTicket('5000', { lastMessageAt: ago(-1), contact: { id: '5000', name: 'Brand New', phone: null }, outlet: null, linkState: 'unknown' }));
    server.pushRow('5000');
    await waitUntil(() => order()[0] === '5000', 'the new ticket never came');
  });

  it('holds new ones in a pill while the person reads further down', async () => {
    server = sampleWorld(60);
    inbox = await showWidget<Inbox>(server, html`<engage-inbox view="all"></engage-inbox>`, { until: 'Invoice for March' });
    const scroller = find('.scroller');
    scroller.scrollTop = 1500;
    const reading = (): string | undefined => {
      const { top } = scroller.getBoundingClientRect();
      return [...scroller.querySelectorAll<HTMLElement>('[role=option]')].find((row) => row.getBoundingClientRect().bottom > top)?.dataset['id'];
    };
    await waitUntil(() => order().length && !order().includes('4182') && reading());
    const before = reading();
    server.add(sampleTicket('5000', { lastMessageAt: ago(-1), contact: { id: '5000', name: 'Brand New', phone: null }, outlet: null, linkState: 'unknown' }));
    server.pushRow('5000');
    await shows('1 new');
    expect(reading()).to.equal(before);
    button('1 new').click();
    await waitUntil(() => order()[0] === '5000');
  });

  it('loads the next page at the end of the list', async () => {
    server = sampleWorld(60);
    inbox = await showWidget<Inbox>(server, html`<engage-inbox view="all"></engage-inbox>`, { until: 'Invoice for March' });
    const scroller = find('.scroller');
    await waitUntil(
      () => {
        scroller.scrollTop = scroller.scrollHeight;
        return order().includes('1059');
      },
      'the last ticket never came',
      { timeout: 4_000 },
    );
  });

  it('catches up after the connection was away, without gaps', async () => {
    await open();
    server.breakSockets();
    server.say(sampleMessage('901', '4182', 0, 'sent while you were away'), false);
    server.say(sampleMessage('902', '4105', 0, 'and in another ticket'), false);
    server.isSocketUp = true;
    dispatchEvent(new Event('online'));
    await waitUntil(() => textOf(inbox).includes('sent while you were away') && textOf(inbox).includes('and in another ticket'), 'it never caught up', {
      timeout: 6_000,
    });
  });

  it('shows what came between loading the list and the first push', async () => {
    server.breakSockets();
    inbox = await showWidget<Inbox>(server, html`<engage-inbox view="all"></engage-inbox>`, { until: 'Sri Kopitiam' });
    server.add(sampleTicket('5001', { contact: { id: '5', name: 'Pak Samad', phone: null }, outlet: null, linkState: 'unknown', lastMessageAt: ago(0) }));
    server.isSocketUp = true;
    dispatchEvent(new Event('online'));
    await shows('Pak Samad');
  });

  it('says that it is offline', async () => {
    await open();
    server.breakSockets();
    for (let attempt = 0; attempt < 3; attempt += 1) dispatchEvent(new Event('offline'));
    await shows('No connection. What you see may be out of date');
    await expect(inbox).to.be.accessible();
  });

  it('goes on after an error when asked to try again', async () => {
    server.troubles.set('tickets.list', { code: 'unavailable', message: 'x' });
    inbox = await showWidget<Inbox>(server, html`<engage-inbox></engage-inbox>`, { until: 'could not be loaded' });
    server.troubles.clear();
    button('Try again').click();
    await shows('Nasi Ayam Haji');
  });

  it('finds by searching, and says when nothing matches', async () => {
    inbox = await showWidget<Inbox>(server, html`<engage-inbox view="all"></engage-inbox>`, { until: 'Invoice for March' });
    find('[role=option]').focus();
    await sendKeys({ press: '/' });
    await sendKeys({ type: 'mei ling' });
    await waitUntil(() => order().length === 1 && order()[0] === '4101');
    await sendKeys({ type: ' xyz' });
    await shows('Nothing matches');
    button('Clear search and filters').click();
    await waitUntil(() => order().length > 3);
  });

  describe('keyboard', () => {
    it('walks with j and k, writes with r, and steals no key while typing', async () => {
      inbox = await showWidget<Inbox>(server, html`<engage-inbox></engage-inbox>`, { until: 'Nasi Ayam Haji' });
      find('[role=option]').focus();
      await sendKeys({ press: 'j' });
      await shows('Same model failed');
      await sendKeys({ press: 'j' });
      await waitUntil(() => inbox.ticket === '4100');
      await sendKeys({ press: 'k' });
      await waitUntil(() => inbox.ticket === '4182' && findDeep(inbox, 'textarea'));
      await sendKeys({ press: 'r' });
      await waitUntil(() => findDeep(inbox, 'textarea')?.matches(':focus'));
      await sendKeys({ type: 'jkrne?/' });
      expect(area().value).to.equal('jkrne?/');
      expect(inbox.ticket).to.equal('4182');
    });

    it('puts the caret into the text when Reply or Note is chosen, so that the next letters are text', async () => {
      await open();
      const status = server.tickets.get('4182')?.status;
      for (const [tab, text] of [
        ['Note', 'near'],
        ['Reply', 'we are here'],
      ] as const) {
        const chosen = [...(composer().shadowRoot?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])].find((one) => textOf(one) === tab);
        const box = chosen?.getBoundingClientRect();
        await sendMouse({ type: 'click', position: [Math.round((box?.x ?? 0) + 8), Math.round((box?.y ?? 0) + 8)] });
        await sendKeys({ type: text });
        expect(area().value).to.equal(text);
      }
      expect(findDeep(inbox, 'engage-resolve-dialog')).to.equal(null);
      find('[role=option]').focus();
      await sendKeys({ press: 'n' });
      await sendKeys({ type: 'er' });
      expect(area().value, 'n, then at once the note').to.equal('nearer');
      find('[role=option]').focus();
      await sendKeys({ press: 'r' });
      await sendKeys({ type: 'e' });
      expect(area().value).to.equal('we are heree');
      expect(server.tickets.get('4182')?.status).to.equal(status);
    });

    it('goes to what can be done where nothing can be written', async () => {
      server.add({ ...sampleTicket('1', { windowEndsAt: ago(200) }) }, [sampleMessage('1', '1', 1700, 'Hello')]);
      await open('1', 'window is closed');
      find('[role=option]').focus();
      await sendKeys({ press: 'r' });
      await waitUntil(() => composer().shadowRoot?.activeElement?.textContent?.includes('Choose a template'));
    });

    it('leaves letters alone in the composer, in editable text and in menus', async () => {
      await open();
      const tab = find('[role=tab][aria-selected=true]');
      const editable = document.createElement('div');
      editable.contentEditable = 'true';
      find('.thread').append(editable);
      const menu = document.createElement('div');
      menu.setAttribute('role', 'menu');
      menu.tabIndex = -1;
      find('.thread').append(menu);
      for (const place of [tab, editable, menu]) {
        place.focus();
        await sendKeys({ press: 'e' });
        await sendKeys({ press: '?' });
        await sendKeys({ press: 'j' });
      }
      expect([inbox.ticket, findDeep(inbox, 'engage-resolve-dialog'), findDeep(inbox, 'engage-keyboard-help')]).to.deep.equal(['4182', null, null]);
    });

    it('can do without shortcuts of a single key, for this person on this device', async () => {
      localStorage.clear();
      const help = async (): Promise<void> => {
        find('engage-views-rail').shadowRoot?.querySelector<HTMLElement>('engage-icon-button')?.click();
        await shows('never while you type');
      };
      const flip = async (): Promise<void> => {
        await help();
        find('engage-keyboard-help').shadowRoot?.querySelector('engage-checkbox')?.shadowRoot?.querySelector('input')?.click();
        await sendKeys({ press: 'Escape' });
        await hides('never while you type');
        find('[role=option]').focus();
      };
      await open();
      await flip();
      expect(localStorage.getItem(`engage:shortcuts:${server.origin}:${server.me.userId}`)).to.equal('off');
      await sendKeys({ press: 'e' });
      await sendKeys({ press: 'j' });
      await sendKeys({ press: '?' });
      expect([inbox.ticket, findDeep(inbox, 'engage-resolve-dialog'), findDeep(inbox, 'engage-keyboard-help')]).to.deep.equal(['4182', null, null]);
      await sendKeys({ press: 'ArrowDown' });
      await waitUntil(() => inbox.ticket !== '4182', 'arrows go on working');
      await flip();
      await sendKeys({ press: 'k' });
      await waitUntil(() => inbox.ticket === '4182');
      localStorage.clear();
    });

    it('explains itself', async () => {
      inbox = await showWidget<Inbox>(server, html`<engage-inbox></engage-inbox>`, { until: 'Nasi Ayam Haji' });
      find('[role=option]').focus();
      await sendKeys({ press: '?' });
      await shows('never while you type');
      await expect(inbox).to.be.accessible();
      await sendKeys({ press: 'Escape' });
      await hides('never while you type');
      await sendKeys({ press: 'j' });
      await shows('Same model failed');
    });

    it('opens a ticket of the list with Enter and with the space bar', async () => {
      inbox = await showWidget<Inbox>(server, html`<engage-inbox></engage-inbox>`, { until: 'Nasi Ayam Haji' });
      for (const key of ['Enter', 'Space']) {
        const row = find('[role=option]');
        row.focus();
        await sendKeys({ press: key });
        expect(inbox.ticket, key).to.equal(row.dataset['id']);
        inbox.ticket = null;
        await inbox.updateComplete;
      }
    });
  });

  describe('thread', () => {
    it('puts older messages above without moving what is read', async () => {
      const items = Array.from({ length: 120 }, (_, index) => sampleMessage(String(3000 + index), '1', 2000 - index * 10, `message number ${index}`));
      server.add(sampleTicket('1'), items);
      await open('1', 'message number 119');
      const log = find('.log');
      log.scrollTop = 100;
      const topOf = (key: string): number => find(`[data-key="${key}"]`).getBoundingClientRect().top;
      const before = topOf('message:3072');
      await waitUntil(() => findDeep(inbox, '[data-key="message:3020"]'), 'older ones never came', { timeout: 4_000 });
      await waitUntil(() => log.scrollTop > 1_000, 'the rows above were never drawn');
      expect(topOf('message:3072')).to.be.closeTo(before, 2);
    });

    it('stays where the person has just scrolled, although something changes before the page hears of it', async () => {
      const items = Array.from({ length: 40 }, (_, index) => sampleMessage(String(3000 + index), '1', 2000 - index * 10, `message number ${index}`));
      server.add(sampleTicket('1'), items);
      await open('1', 'message number 39');
      const log = find('.log');
      const thread = find<ThreadView>('[data-part=thread]');
      await waitUntil(() => log.scrollTop > 500, 'it never went to the end');
      log.scrollTop = 300;
      thread.conversation = thread.conversation && { ...thread.conversation };
      await thread.updateComplete;
      expect(log.scrollTop).to.equal(300);
    });

    it('counts what arrives below while the person reads above', async () => {
      const items = Array.from({ length: 40 }, (_, index) => sampleMessage(String(3000 + index), '1', 2000 - index * 10, `message number ${index}`));
      server.add(sampleTicket('1'), items);
      await open('1', 'message number 39');
      const log = find('.log');
      log.scrollTop = 300;
      await waitUntil(() => textOf(inbox).includes('Jump to newest'));
      server.say(sampleMessage('3999', '1', 0, 'the newest of all'));
      await shows('1 new message');
      expect(log.scrollTop).to.equal(300);
      button('1 new message').click();
      await waitUntil(() => log.scrollHeight - log.scrollTop - log.clientHeight < 5);
    });
  });

  it('attaches a picture, shows it, uploads it and sends it with its words', async () => {
    await open();
    const picture = new File([new Uint8Array(2_000)], 'printer.png', { type: 'image/png' });
    const data = new DataTransfer();
    data.items.add(picture);
    await type('ini gambarnya');
    area().dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
    await waitUntil(() => findDeep(inbox, 'engage-attachment-tray')?.shadowRoot?.querySelector('img'));
    await expect(inbox).to.be.accessible();
    button('Send').click();
    await waitUntil(() =>
      server.calls.some(({ procedure, input }) => procedure === 'messages.send' && JSON.stringify(input['content']).includes('"caption":"ini gambarnya"')),
    );
    expect(server.calls.some(({ procedure }) => procedure === 'POST /api/media')).to.equal(true);
  });

  it('says what cannot be attached', async () => {
    await open();
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(6_000_000)], 'huge.png', { type: 'image/png' }));
    area().dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
    await shows('huge.png is larger than WhatsApp carries');
    data.items.clear();
    data.items.add(new File(['PK'], 'backup.zip', { type: 'application/zip' }));
    area().dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
    await shows('backup.zip: WhatsApp does not carry this type of file');
    expect(findDeep(inbox, 'engage-attachment-tray')).to.equal(null);
  });

  it('has one pane at 360 px with a way back, and opens details in a drawer', async () => {
    inbox = await showWidget<Inbox>(server, html`<engage-inbox ticket="4182"></engage-inbox>`, { width: 360, until: 'Same model failed' });
    await waitUntil(() => findDeep(inbox, 'engage-icon-button[label="Back to the list"]'));
    find('engage-icon-button[label="Merchant and ticket details"]').click();
    await shows('Known since');
    await sendKeys({ press: 'Escape' });
    await hides('Known since');
    find('engage-icon-button[label="Back to the list"]').click();
    await waitUntil(() => inbox.ticket === null);
    await shows('Nasi Ayam Haji');
  });
});
