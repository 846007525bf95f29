import { expect, html, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import { ago } from '../testing/ago.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { findDeep } from '../testing/find-deep.ts';
import { lookIn } from '../testing/look-in.ts';
import { sampleMessage } from '../testing/sample-message.ts';
import { sampleTicket } from '../testing/sample-ticket.ts';
import { sampleWorld } from '../testing/sample-world.ts';
import { showWidget } from '../testing/show-widget.ts';
import { textOf } from '../testing/text-of.ts';
import type { TicketPanel } from './ticket-panel.ts';
import './ticket-panel.ts';

describe('engage-ticket-panel', () => {
  let server: FakeServer;
  let panel: TicketPanel;

  // axe measures colours: nothing may be half faded in
  before(() => emulateMedia({ reducedMotion: 'reduce' }));
  beforeEach(async () => {
    await setViewport({ width: 800, height: 800 });
    server = sampleWorld();
  });
  afterEach(() => {
    panel.remove();
    server.leave();
    sessionStorage.clear();
  });

  const { shows } = lookIn(() => panel);
  const show = async (outlet: string, options: Parameters<typeof showWidget>[2]): Promise<void> => {
    panel = await showWidget<TicketPanel>(server, html`<engage-ticket-panel outlet=${outlet}></engage-ticket-panel>`, { width: 360, ...options });
  };

  describe('its states are accessible', () => {
    const states: [name: string, outlet: string, make: () => void, options: Parameters<typeof showWidget>[2]][] = [
      ['an open ticket', '8812', () => undefined, { until: 'Same model failed' }],
      ['dark and Malay at 320 px', '8812', () => undefined, { until: 'tiket terbuka', width: 320, theme: 'dark', locale: 'ms' }],
      ['nothing open', '8816', () => undefined, { until: 'No open ticket' }],
      [
        'only earlier tickets',
        '8816',
        () => server.add(sampleTicket('1', { status: 'closed', outlet: { oid: '8816', fid: '123', name: 'x', franchiseName: 'y' } })),
        { until: 'Earlier tickets' },
      ],
      ['loading', '8812', () => server.troubles.set('tickets.forOutlet', 'silence'), {}],
      ['error', '8812', () => server.troubles.set('tickets.forOutlet', { code: 'internal', message: 'x', requestId: 'req-1' }), { until: 'req-1' }],
      ['an outlet out of scope', '1', () => undefined, { until: 'not available to you' }],
      ['no outlet given', '', () => undefined, { until: 'No outlet or ticket chosen' }],
      ['signed out', '8812', () => undefined, { token: false, until: 'Sign in to support' }],
      [
        'read only',
        '8812',
        () => (server.me = { ...server.me, can: { ...server.me.can, reply: false, assign: false, resolve: false } }),
        { until: 'Add note' },
      ],
      [
        'window closed',
        '8816',
        () =>
          server.add(sampleTicket('1', { windowEndsAt: ago(200), outlet: { oid: '8816', fid: '123', name: 'Ampang', franchiseName: 'Restoran Mewah' } }), [
            sampleMessage('1', '1', 1700, 'Hello'),
          ]),
        { until: 'window is closed' },
      ],
    ];
    for (const theme of ['light', 'dark'] as const)
      for (const [name, outlet, make, options] of states)
        it(`${name}, ${options?.theme ?? theme}`, async () => {
          make();
          await show(outlet, { theme, ...options });
          await expect(panel).to.be.accessible();
        });

    for (const theme of ['light', 'dark'] as const)
      it(`offline, ${theme}`, async () => {
        await show('8812', { until: 'Same model failed', theme });
        server.breakSockets();
        for (let attempt = 0; attempt < 3; attempt += 1) dispatchEvent(new Event('offline'));
        await shows('No connection');
        await expect(panel).to.be.accessible();
      });
  });

  it('opens the newest ticket of the outlet and switches to the others', async () => {
    await show('8812', { until: 'Same model failed' });
    const menu = findDeep(panel, 'engage-menu');
    menu?.dispatchEvent(new CustomEvent('choose', { detail: { value: '4104' } }));
    await shows('Terima kasih! Dah boleh sekarang');
  });

  it('shows one ticket when it is given one', async () => {
    panel = await showWidget<TicketPanel>(server, html`<engage-ticket-panel ticket="4105"></engage-ticket-panel>`, {
      width: 360,
      until: 'Invoice for March please',
    });
    panel.ticket = '4182';
    await shows('Same model failed');
  });

  it('goes with the record beside it: another outlet, another conversation', async () => {
    await show('8812', { until: 'Same model failed' });
    panel.outlet = '8816';
    await shows('No open ticket');
  });

  it('opens a ticket that arrives while nothing is open', async () => {
    await show('8816', { until: 'No open ticket' });
    server.add(sampleTicket('5000', { outlet: { oid: '8816', fid: '123', name: 'Ampang', franchiseName: 'Restoran Mewah' }, lastMessageAt: ago(0) }), [
      sampleMessage('1', '5000', 0, 'First words'),
    ]);
    server.pushRow('5000');
    await shows('First words');
  });

  it('sees a new ticket of its outlet at once although hundreds of others change', async () => {
    await show('8816', { until: 'No open ticket' });
    const asked = (procedure: string): number => server.calls.filter((call) => call.procedure === procedure).length;
    await waitUntil(() => asked('tickets.forOutlet') === 2, 'loaded, and once more when pushes begin');
    const before = asked('tickets.forOutlet');
    let id = 20_000;
    const noise = setInterval(() => {
      // each is of another outlet and new to the panel
      server.add(sampleTicket(String((id += 1))));
      server.pushRow(String(id));
    }, 40);
    try {
      await waitUntil(() => asked('tickets.rows') > 2, 'it never looks', { timeout: 4_000 });
      expect(asked('tickets.forOutlet'), 'others’ tickets reload nothing').to.equal(before);
      server.add(sampleTicket('5000', { outlet: { oid: '8816', fid: '123', name: 'Ampang', franchiseName: 'Restoran Mewah' }, lastMessageAt: ago(0) }), [
        sampleMessage('1', '5000', 0, 'First words'),
      ]);
      server.pushRow('5000');
      await shows('First words');
    } finally {
      clearInterval(noise);
    }
  });

  it('loads its tickets again though one of them never rests', async () => {
    await show('8812', { until: 'Same model failed' });
    const noise = setInterval(() => server.say(sampleMessage(server.newId(), '4104', 0, 'and another thing')), 40);
    try {
      server.add(sampleTicket('5000', { lastMessageAt: ago(0) }));
      server.pushRow('5000');
      const open = [...server.tickets.values()].filter(({ outlet, status }) => outlet?.oid === '8812' && status !== 'closed').length;
      await shows(`${open} open tickets`);
    } finally {
      clearInterval(noise);
    }
  });

  it('takes in a ticket that moves to its outlet', async () => {
    await show('8816', { until: 'No open ticket' });
    server.pushRow('4105');
    await waitUntil(() => server.calls.some(({ procedure, input }) => procedure === 'tickets.rows' && JSON.stringify(input).includes('4105')));
    const ticket = server.tickets.get('4105');
    if (!ticket) throw new Error('no such ticket');
    server.tickets.set('4105', { ...ticket, outlet: { oid: '8816', fid: '123', name: 'Ampang', franchiseName: 'Restoran Mewah' }, revision: 9 });
    server.push({ t: 'ticket', id: '4105', rev: 9, at: ago(0), patch: {}, refetch: true });
    await shows('Invoice for March please');
  });

  it('says that its tickets may be old, tells the page, and loads them again when asked', async () => {
    await show('8812', { until: 'Same model failed' });
    const heard: unknown[] = [];
    panel.addEventListener('engage-error', (event) => heard.push(event instanceof CustomEvent ? event.detail : null));
    server.troubles.set('tickets.forOutlet', { code: 'unavailable', message: 'x' });
    server.say(sampleMessage('901', '4104', 0, 'Hello again'));
    await shows('The tickets may be out of date');
    expect(heard).to.deep.equal([{ code: 'unavailable', message: 'x' }]);
    await expect(panel).to.be.accessible();
    server.troubles.clear();
    findDeep(panel, 'engage-banner engage-button')?.click();
    await waitUntil(() => !textOf(panel).includes('out of date'));
  });

  it('answers from beside the record', async () => {
    await show('8812', { until: 'Same model failed' });
    findDeep<HTMLTextAreaElement>(panel, 'textarea')?.focus();
    await sendKeys({ type: 'On our way' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => server.calls.some(({ procedure }) => procedure === 'messages.send'));
    await shows('On our way');
  });
});
